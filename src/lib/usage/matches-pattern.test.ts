import { describe, expect, it } from 'vitest';
import { matchesPattern } from './matches-pattern';

describe('matchesPattern', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['a*', 'a', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*mini*', 'gpt-4.1-mini-2025', true],
    ['*a*b', 'xbya', false],
    ['a.c', 'abc', false],
    ['', 'a', false],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });

  it('answers at once, however often a pattern and a text repeat themselves', () => {
    const pattern = `${'*a'.repeat(100)}*b`;
    expect(matchesPattern(pattern, 'a'.repeat(20_000))).toBe(false);
    expect(matchesPattern(pattern, `${'a'.repeat(20_000)}b`)).toBe(true);
  });
});
