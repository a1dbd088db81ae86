import { describe, expect, it } from 'vitest';
import { authBursts, type KeyHour } from './auth-bursts';

function hour(nth: number, attempts: number, authErrors: number, apiKey = 'key-1'): KeyHour {
  const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, nth, minute)).toISOString();
  const times = authErrors > 0 ? { firstAt: at(5), lastAt: at(55) } : {};
  return { route: 'relay', apiKey, hour: nth, attempts, authErrors, ...times };
}

describe('authBursts', () => {
  it('finds where a key that worked begins to be refused, and until when', () => {
    const found = authBursts([hour(1, 100, 0), hour(2, 100, 60), hour(4, 50, 50), hour(5, 100, 0)]);
    expect(found).toEqual([
      {
        route: 'relay',
        apiKey: 'key-1',
        startsAt: '2026-05-01T02:05:00.000Z',
        endsAt: '2026-05-01T04:55:00.000Z',
        attempts: 150,
        authErrors: 110,
        over: true,
      },
    ]);
  });

  it('takes an hour from a fifth refused on, and five refusals', () => {
    expect(authBursts([hour(1, 100, 0), hour(2, 100, 19)])).toEqual([]);
    expect(authBursts([hour(1, 100, 0), hour(2, 100, 20)])).toHaveLength(1);
    expect(authBursts([hour(1, 100, 0), hour(2, 4, 4)])).toEqual([]);
    expect(authBursts([hour(1, 100, 0), hour(2, 5, 5)])).toHaveLength(1);
  });

  it('is no burst where the key never worked: it was wrong from the start', () => {
    expect(authBursts([hour(1, 10, 10), hour(2, 10, 10)])).toEqual([]);
  });

  it('says where the data ends within it', () => {
    expect(authBursts([hour(1, 100, 0), hour(2, 10, 10)])[0]?.over).toBe(false);
  });

  it('tells keys apart', () => {
    const found = authBursts([hour(1, 9, 0), hour(2, 9, 9), hour(1, 9, 0, 'key-2'), hour(2, 9, 1, 'key-2')]);
    expect(found.map(({ apiKey }) => apiKey)).toEqual(['key-1']);
  });
});
