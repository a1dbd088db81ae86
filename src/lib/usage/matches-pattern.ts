/**
 * Does a pattern match the whole text, in any case? `*` stands for any run of characters, also none. Each piece is
 * looked for once, so that nobody's pattern takes long.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.toLowerCase().split('*');
  const lower = text.toLowerCase();
  if (rest.length === 0) return lower === head;
  const tail = rest.pop() ?? '';
  if (!lower.startsWith(head) || !lower.endsWith(tail)) return false;
  let at = head.length;
  for (const piece of rest) {
    const found = lower.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= lower.length - tail.length;
}
