import { describe, expect, it } from 'vitest';
import type { Ink } from './ink';
import { plainLines } from './plain-lines';

const ink: Ink = { colour: (name) => name, pale: (name) => `pale ${name}`, font: 'face' };

describe('plainLines', () => {
  const config = plainLines(
    {
      labels: ['a', 'b', 'c'],
      series: [
        { label: 'p95', hue: 'official', values: [120, null, 80], intervals: [[100, 140], null, [70, 95]] },
        { label: 'p50', hue: 'official', values: [60, null, 40], behind: true },
      ],
      tick: String,
      title: String,
      show: (ms) => `${ms} ms`,
    },
    ink,
  );
  const [p95, p50, whisker] = config.data.datasets;

  it('leaves gaps as gaps, and gives a value between gaps a point', () => {
    expect(p95).toMatchObject({
      data: [120, null, 80],
      spanGaps: false,
      tension: 0,
      pointRadius: [2.5, 0, 2.5],
    });
  });

  it('draws intervals as whiskers and what stands behind dotted', () => {
    expect(whisker).toMatchObject({ type: 'bar', data: [[100, 140], null, [70, 95]] });
    expect(p50).toMatchObject({ borderDash: [2, 3], borderWidth: 1 });
  });

  it('has words at the ends of the lines in front alone, and values from zero with their unit', () => {
    expect(config.options?.plugins?.endLabels?.labels).toMatchObject([{ text: 'p95', pointIndex: 2 }]);
    expect(config.options?.scales?.['y']).toMatchObject({ beginAtZero: true });
  });
});
