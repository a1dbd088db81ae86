/** Width of a letter of the charts' words, on average, in their units: 12 high. */
const LETTER = 6.4;

/** A text that fits into a width; the rest of a long one is left out. */
export function shortened(text: string, width: number): string {
  const most = Math.floor(width / LETTER);
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}
