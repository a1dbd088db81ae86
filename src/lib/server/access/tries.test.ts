import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countTry, forgetTries, giveTryBack } from './tries';

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-06-01T12:00:00Z') }));
afterEach(() => vi.useRealTimers());

let accounts = 0;
const other = (): string => `account-${(accounts += 1)}`;
const tries = async (
  count: number,
  account: () => string,
  address: string,
): Promise<(number | undefined)[]> => {
  const answers: (number | undefined)[] = [];
  for (let i = 0; i < count; i++) answers.push(await countTry(account(), address));
  return answers;
};

describe('countTry', () => {
  it('judges five of an account, then none until 15 minutes after the first', async () => {
    expect(await tries(5, () => 'ada', '10.0.0.1')).toEqual(Array(5).fill(undefined));
    vi.advanceTimersByTime(5 * 60_000);
    expect(await countTry('ada', '10.0.0.1')).toBe(600);
    vi.advanceTimersByTime(600_000 - 1);
    expect(await countTry('ada', '10.0.0.2')).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await countTry('ada', '10.0.0.1')).toBeUndefined();
  });

  it('judges fifty from an address, whatever accounts they are for', async () => {
    expect(await tries(50, other, '10.0.1.1')).toEqual(Array(50).fill(undefined));
    expect(await countTry(other(), '10.0.1.1')).toBe(900);
    expect(await countTry(other(), '10.0.1.2')).toBeUndefined();
  });

  it('counts tries at the same time one by one', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => countTry('bob', '10.0.2.1')));
    expect(all.filter((wait) => wait === undefined)).toHaveLength(5);
  });
});

describe('giveTryBack', () => {
  it('takes one back, and leaves those that were judged', async () => {
    await tries(4, () => 'dora', '10.0.4.1');
    for (let i = 0; i < 60; i++) {
      expect(await countTry('dora', '10.0.4.1')).toBeUndefined();
      await giveTryBack('dora', '10.0.4.1');
    }
    expect(await countTry('dora', '10.0.4.1')).toBeUndefined();
    expect(await countTry('dora', '10.0.4.1')).toBe(900);
  });
});

describe('forgetTries', () => {
  it('begins an account anew, and gives an address its try back', async () => {
    await tries(4, () => 'carl', '10.0.3.1');
    for (let i = 0; i < 60; i++) {
      expect(await countTry('carl', '10.0.3.1')).toBeUndefined();
      await forgetTries('carl', '10.0.3.1');
    }
  });
});
