import { describe, expect, it } from 'vitest';
import { duration, durationChange } from './format-duration';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('duration', () => {
  it('takes the unit that leaves the fewest figures', () => {
    expect(
      [0, 4.23, 9.96, 412, 999.4, 999.6, 1240, 12_400, 60_000, 125_000].map(duration).map(plain),
    ).toEqual([
      '0 ms',
      '4.2 ms',
      '10 ms',
      '412 ms',
      '999 ms',
      '1.00 s',
      '1.24 s',
      '12.4 s',
      '1 min',
      '2 min 5 s',
    ]);
  });

  it('does not call an unknown 0 ms', () => {
    expect(duration(null)).toBe('—');
  });
});

describe('durationChange', () => {
  it('carries its sign', () => {
    expect([durationChange(-38), durationChange(12), durationChange(0)].map(plain)).toEqual([
      '−38 ms',
      '+12 ms',
      '0 ms',
    ]);
  });
});
