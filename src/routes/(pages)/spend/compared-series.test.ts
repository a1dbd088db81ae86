import { describe, expect, it } from 'vitest';
import { comparedSeries } from './compared-series';

const day = (date: string, landed: string | null) => ({ day: date, landed });

describe('comparedSeries', () => {
  const june = { from: '2026-06-01', to: '2026-07-01' };

  it('lays the first day on the first day', () => {
    const may = { from: '2026-05-01', to: '2026-06-01' };
    const { label, values } = comparedSeries(
      [day('2026-05-01', '3'), day('2026-05-30', '4'), day('2026-05-31', '5')],
      'day',
      june,
      may,
    );
    expect(label).toBe('May 2026');
    expect([values.length, values[0], values[1], values[29]]).toEqual([30, 3, null, 4]); // the 31st has no place
  });

  // weeks from Monday 1, 8, 15, 22, 29 June; 1 to 18 April ends on the fourth day of the third
  it('sums buckets, and says which one the compared period covers in part', () => {
    const april = { from: '2026-04-01', to: '2026-04-19' };
    const days = [
      day('2026-04-01', '1'),
      day('2026-04-07', '2'),
      day('2026-04-08', '4'),
      day('2026-04-18', '8'),
    ];
    expect(comparedSeries(days, 'week', june, april)).toMatchObject({
      values: [3, 4, 8, null, null],
      incomplete: [2],
    });
  });

  it('leaves a gap where nothing has a cost', () => {
    const may = { from: '2026-05-01', to: '2026-06-01' };
    expect(comparedSeries([day('2026-05-01', null)], 'month', june, may).values).toEqual([null]);
  });
});
