/** An end and the start beside it, of a charge or of its month; a piece that is cut between the two has neither. */
const PERIOD = /\d{4}-\d{2}-\d{2}T00:00:00Z,(\d{4}-\d{2}-\d{2}T00:00:00Z)/g;

/**
 * How much of a period a FOCUS file has come to, 0 to 1, after one more piece of it: its rows are in the order of days, and
 * no start in them lies after the row's own day. `before` is the share until then; times in Unix milliseconds.
 */
export function shareMade(piece: string, from: number, to: number, before: number): number {
  const start = [...piece.matchAll(PERIOD)].at(-1)?.[1];
  if (start === undefined || to <= from) return before;
  return Math.min(1, Math.max(before, (Date.parse(start) - from) / (to - from)));
}
