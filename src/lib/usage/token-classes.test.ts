import { describe, expect, it } from 'vitest';
import { noTokens, sumTokens, TOKEN_CLASSES, totalTokens } from './token-classes';

describe('sumTokens', () => {
  it('sums every class apart', () => {
    // class n holds n + 1 in the first, and ten times that in the second
    const first = noTokens();
    for (const [n, name] of TOKEN_CLASSES.entries()) first[name] = n + 1;
    const second = noTokens();
    for (const [n, name] of TOKEN_CLASSES.entries()) second[name] = (n + 1) * 10;
    const sums = sumTokens([first, second]);
    expect(TOKEN_CLASSES.map((name) => sums[name])).toEqual(TOKEN_CLASSES.map((_, n) => (n + 1) * 11));
    expect(totalTokens(sums)).toBe(11 * 66); // 1 + 2 + … + 11 = 66
  });

  it('is all classes at 0 without any', () => {
    expect(sumTokens([])).toEqual(noTokens());
  });
});
