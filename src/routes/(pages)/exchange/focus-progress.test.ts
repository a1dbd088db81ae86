import { describe, expect, it } from 'vitest';
import { shareMade } from './focus-progress';

const at = (day: number): string => `2026-06-${String(day).padStart(2, '0')}T00:00:00Z`;
const FROM = Date.parse(at(1));
const TO = Date.parse('2026-07-01T00:00:00Z');
/** A row of one day in June as the export writes it, shortened. */
const row = (day: number): string =>
  `1.5,official,Official,USD,2026-07-01T00:00:00Z,${at(1)},Usage,,gpt-4.1,${at(day + 1)},${at(day)},1000,Tokens\r\n`;

describe('shareMade', () => {
  it('is the day of the last row: 15 of 30 days before 16 June', () => {
    expect(shareMade(row(10) + row(16), FROM, TO, 0)).toBe(0.5);
  });

  it('is the same wherever the next row is cut: the end of its month is no day of it', () => {
    const next = row(16);
    for (let cut = 0; cut < next.length; cut += 1)
      expect(shareMade(row(16) + next.slice(0, cut), FROM, TO, 0), next.slice(0, cut)).toBe(
        cut > next.indexOf(at(1)) + 19 && cut < next.indexOf(at(16)) + 20 ? 0 : 0.5,
      );
  });

  it('never goes back, and stays where a piece tells nothing', () => {
    expect(shareMade(row(4), FROM, TO, 0.5)).toBe(0.5);
    expect(shareMade('1000,Tokens', FROM, TO, 0.25)).toBe(0.25);
    expect(shareMade(row(4), FROM, FROM, 0.25)).toBe(0.25);
  });
});
