import { describe, expect, it } from 'vitest';
import { formatDay, monthOf, parseDay, weekOf } from './day';

describe('days', () => {
  it('knows the calendar', () => {
    expect(parseDay('1970-01-01')).toBe(0);
    expect(parseDay('1970-01-02')).toBe(1);
    expect(parseDay('2024-02-29')).toBe(19_782);
    expect(parseDay('2025-02-29')).toBeUndefined();
    expect(parseDay('2025-2-9')).toBeUndefined();
    expect(formatDay(19_782)).toBe('2024-02-29');
    expect(monthOf(19_782)).toBe('2024-02');
  });

  it('begins weeks on Monday', () => {
    expect(weekOf(parseDay('2026-11-22') ?? 0)).toBe('2026-11-16');
    expect(weekOf(parseDay('2026-11-16') ?? 0)).toBe('2026-11-16');
    expect(weekOf(parseDay('1970-01-01') ?? 0)).toBe('1969-12-29');
  });
});
