import { describe, expect, it } from 'vitest';
import { cumulativeCash } from './cumulative-cash';
import type { Ink } from './ink';
import { marksOf, outcomeSpread } from './outcome-spread';
import { tornadoChart } from './tornado-chart';

const ink: Ink = { colour: (name) => name, pale: (name) => `pale ${name}`, font: 'face' };

describe('cumulativeCash', () => {
  const input = { cumulative: [-10, -4, 4], band: [], payback: 1.5, currency: 'USD' };

  it('marks the payback between its months', () => {
    const { options } = cumulativeCash(input, ink);
    expect(options?.plugins?.verticals?.lines).toEqual([{ at: 1.5, text: 'paid back after 1.5 months' }]);
  });

  it('has its range as lines of its own, and none while there is none', () => {
    expect(cumulativeCash(input, ink).data.datasets.map(({ label }) => label)).toEqual(['Plan']);
    const band = [-10, -6, 1].map((p10) => ({ p10, p90: p10 + 4 }));
    const { datasets } = cumulativeCash({ ...input, band }, ink).data;
    expect(datasets.map(({ label }) => label)).toEqual(['P90', 'Plan', 'P10']);
    expect(datasets[0]?.data).toEqual([-6, -2, 5]);
  });
});

describe('tornadoChart', () => {
  it('hangs both bars of an input on the NPV of the plan', () => {
    const bar = { label: 'One-time cost', npvLow: 120, npvHigh: 80, low: '$4', high: '$6' };
    const { datasets } = tornadoChart([bar], 100, 'USD', ink).data;
    expect(datasets.map(({ data }) => data)).toEqual([[[100, 120]], [[80, 100]]]);
  });
});

describe('outcomeSpread', () => {
  const bins = [
    { from: -20, to: -10, draws: 5 },
    { from: -10, to: 0, draws: 15 },
    { from: 0, to: 10, draws: 80 },
  ];

  it('shows losses as losses', () => {
    const { datasets } = outcomeSpread(
      { bins, draws: 100, p10: -9, p50: 4, p90: 9, currency: 'USD' },
      ink,
    ).data;
    expect(datasets[0]?.backgroundColor).toEqual(['bad', 'bad', 'relay']);
  });

  it('places a mark where its value is: −10 is the edge of the first two bins', () => {
    expect(marksOf(bins, { P10: -10 })).toEqual([{ at: 0.5, text: 'P10' }]);
    expect(marksOf([{ from: 1, to: 1, draws: 3 }], { P10: 1 })).toEqual([]);
  });
});
