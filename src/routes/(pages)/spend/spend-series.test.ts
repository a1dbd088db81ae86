import { describe, expect, it } from 'vitest';
import type { SpendRow } from '$lib/server/answers/spend-answer';
import { groupName, spendOverTime, topGroups } from './spend-series';

const row = (week: string, model: string | null, landed: string | null): SpendRow =>
  ({ week, model, landed }) as unknown as SpendRow;

const period = { from: '2026-06-01', to: '2026-06-19' };
const nameOf = (one: SpendRow): string => groupName(one, 'model', []);

describe('spendOverTime', () => {
  const rows = [
    row('2026-06-01', 'a', '10.000000000000'),
    row('2026-06-01', 'b', '1.000000000000'),
    row('2026-06-01', 'c', '2.000000000000'),
    row('2026-06-15', 'a', '20.000000000000'),
    row('2026-06-15', 'unpriced', null),
  ];
  const chart = spendOverTime(rows, 'week', nameOf, topGroups(['a'], new Map()), period, 'CNY');

  it('keeps a week without data as a gap', () => {
    expect(chart.starts).toEqual(['2026-06-01', '2026-06-08', '2026-06-15']);
    expect(chart.series[0]).toMatchObject({ label: 'a', values: [10, null, 20] });
  });

  // 1 + 2 = 3; b, c and the unpriced one are three groups
  it('sums what is not among the top, and says how many they are', () => {
    expect(chart.series[1]).toMatchObject({
      label: 'and 3 others',
      values: [3, null, null],
      hue: 'series-rest',
    });
  });

  // 2 (c) + 1 (b) among the named, and 31 that are not told apart: 7 + 3
  it('adds those that are not told apart', () => {
    const others = { week: '2026-06-01', others: 31, landed: '7.000000000000' } as unknown as SpendRow;
    const { series } = spendOverTime(
      [...rows, others],
      'week',
      nameOf,
      topGroups(['a'], new Map()),
      period,
      'CNY',
    );
    expect(series[1]).toMatchObject({ label: 'and 34 others', values: [10, null, null] });
  });

  it('knows the last week as incomplete: the period ends on its fourth day', () => {
    expect(chart.incomplete).toEqual([2]);
  });
});

describe('topGroups', () => {
  it('leaves a name the hue that it has elsewhere', () => {
    expect(topGroups(['x'], new Map([['x', 'official']])).get('x')).toBe('official');
  });

  it('names six at most', () => {
    expect(topGroups('abcdefgh'.split(''), new Map()).size).toBe(6);
  });
});

describe('groupName', () => {
  it('names routes, and says where the source gives no label', () => {
    expect(groupName({ route: 'relay-a' } as SpendRow, 'route', [{ id: 'relay-a', name: 'Relay A' }])).toBe(
      'Relay A',
    );
    expect(groupName({ api_key: null } as SpendRow, 'api_key', [])).toBe('no api key given');
  });
});
