import { describe, expect, it } from 'vitest';
import { barsOverTime, linesOverTime, type OverTime } from './over-time';
import type { Ink } from './ink';

const ink: Ink = { colour: (name) => name, pale: (name) => `pale ${name}`, font: 'face' };

const input: OverTime = {
  starts: ['2026-05-04', '2026-05-11', '2026-05-18', '2026-05-25'],
  grain: 'week',
  currency: 'CNY',
  series: [
    { label: 'actual', hue: 'text', values: [1, null, 3, 2], strong: true },
    { label: 'all official', hue: 'official', values: [4, 4, 4, 4], dotted: true },
  ],
  incomplete: [3],
};

type Scriptable = (context: { p1DataIndex: number }) => unknown;

describe('linesOverTime', () => {
  const { data, options } = linesOverTime(input, ink);
  const [actual, official] = data.datasets as unknown as Record<string, unknown>[];

  it('keeps gaps as gaps and segments straight', () => {
    expect(actual).toMatchObject({ data: [1, null, 3, 2], spanGaps: false, tension: 0 });
  });

  it('gives a value between two gaps a point to be seen by', () => {
    expect(actual?.['pointRadius']).toEqual([2.5, 0, 0, 0]);
  });

  it('dots what did not happen', () => {
    expect([actual?.['borderDash'], official?.['borderDash']]).toEqual([[], [2, 3]]);
  });

  it('draws the segment into an incomplete bucket pale', () => {
    const { borderColor } = actual?.['segment'] as { borderColor: Scriptable };
    expect([borderColor({ p1DataIndex: 2 }), borderColor({ p1DataIndex: 3 })]).toEqual([
      undefined,
      'pale text',
    ]);
  });

  it('labels each line at the height of its last complete value, in a colour that reads', () => {
    expect(options?.plugins?.endLabels?.labels).toEqual([
      { dataset: 0, text: 'actual', colour: 'text', strong: true, pointIndex: 2 },
      { dataset: 1, text: 'all official', colour: 'official-ink', strong: false, pointIndex: 2 },
    ]);
  });

  it('begins the axis of money at zero', () => {
    expect(options?.scales?.['y']).toMatchObject({ beginAtZero: true, stacked: false });
  });
});

describe('barsOverTime', () => {
  it('stacks, and makes the incomplete bucket pale', () => {
    const { data, options } = barsOverTime(input, ink);
    expect(data.datasets[1]?.backgroundColor).toEqual(['official', 'official', 'official', 'pale official']);
    expect(options?.scales?.['y']).toMatchObject({ beginAtZero: true, stacked: true });
  });
});

describe('the compared period', () => {
  const compared = { label: 'April 2026', values: [2, 2, null, null], incomplete: [] };
  const { data, options } = barsOverTime({ ...input, compared }, ink);

  it('is a dotted line over the bars', () => {
    expect(data.datasets[0]).toMatchObject({ type: 'line', borderDash: [2, 3], data: [2, 2, null, null] });
    expect(data.datasets).toHaveLength(3);
  });

  it('is in no total of the bars: 1 + 4 = 5', () => {
    const footer = options?.plugins?.tooltip?.callbacks?.footer as (items: unknown[]) => string;
    const items = data.datasets.map((dataset, i) => ({ dataset, parsed: { y: [2, 1, 4][i] } }));
    expect(footer(items)).toBe('Total ¥5.00');
  });
});
