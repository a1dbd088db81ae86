/** Milliseconds that a relay is said to add at most: the budget until another is asked for. */
export const BUDGET_MS = 50;
