import { describe, expect, it } from 'vitest';
import type { Ink } from './ink';
import { turnBars } from './turn-bars';
import { whatIfBars } from './what-if-bars';

const INK: Ink = { colour: (name) => name, pale: (name) => `pale ${name}`, font: 'sans' };

describe('bars of what each turn sends', () => {
  it('put what is new on top of what is history', () => {
    const chart = turnBars(
      [
        { label: '1', resent: 0, fresh: 900 },
        { label: '2', resent: 1100, fresh: 40 },
      ],
      INK,
    );
    expect(chart.data.labels).toEqual(['1', '2']);
    expect(chart.data.datasets.map(({ label, data }) => [label, data])).toEqual([
      ['History sent again', [0, 1100]],
      ['New', [900, 40]],
    ]);
    expect(chart.options?.scales?.['y']).toMatchObject({ stacked: true, beginAtZero: true });
  });
});

describe('bars of what the same input would cost', () => {
  const chart = whatIfBars(
    [
      { label: 'as sent', value: 8, low: 8, high: 8, text: '$8.00', exact: true },
      { label: 'window', value: 5, low: 4, high: 7, text: '$5.00' },
    ],
    'USD',
    INK,
  );
  const [room, bars, ranges] = chart.data.datasets;
  it('are as long as the cost, and what is exact looks otherwise than estimates', () => {
    expect(bars?.data).toEqual([8, 5]);
    expect(bars?.backgroundColor).toEqual(['series-2', 'series-1']);
  });
  it('have a whisker from the least to the most where there is a range', () => {
    expect(ranges?.data).toEqual([null, [4, 7]]);
  });
  it('leave room for the word behind the whisker', () => {
    expect(room?.data).toEqual([
      [0, 8],
      [0, 7],
    ]);
  });
});
