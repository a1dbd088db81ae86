/** Messages that a turn adds to a conversation unless told otherwise: what was asked, and what was answered. */
export const MESSAGES_PER_TURN = 2;

/** A relay's session timeout and context window where nothing else is said (model.md section 6). */
export const TIMEOUT_MINUTES = 30;
export const WINDOW_MESSAGES = 10;

/**
 * How many earlier turns a window of so many messages holds whole. A turn with more earlier turns than this has more
 * earlier messages than the window: m × earlier > N ⇔ earlier > ⌊N ÷ m⌋.
 */
export function turnsInWindow(messages: number, messagesPerTurn: number): number {
  return Math.floor(messages / messagesPerTurn);
}
