import type { Tokens } from './token-classes';

/** What usage of one kind cost on average, in any one currency, as floats: to rank by, never to show. */
export interface UnitCost {
  route: string;
  provider?: string;
  /** As reported. */
  model: string;
  tier?: string;
  chargedCurrency?: string;
  /** Of prompts of more than so many tokens; −1 where sizes are unknown. Absent where costs are of prompts of every size. */
  promptOver?: number;
  /** Per token of each class. */
  perToken: Tokens;
  /** Per unit of the charged currency. */
  perCharge: number;
}
