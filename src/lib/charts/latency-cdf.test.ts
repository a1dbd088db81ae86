import { describe, expect, it } from 'vitest';
import type { Ink } from './ink';
import { latencyCdf } from './latency-cdf';

const ink: Ink = { colour: (name) => name, pale: (name) => `pale ${name}`, font: 'face' };

describe('latencyCdf', () => {
  const config = latencyCdf(
    [{ label: 'Official', hue: 'official', ms: [100, 400, 1000] }],
    [0.1, 0.5, 0.95],
    [{ at: 50, text: 'budget 50 ms' }],
    ink,
  );

  it('puts the share of requests over the time that they took', () => {
    expect(config.data.datasets[0]?.data).toEqual([
      { x: 100, y: 10 },
      { x: 400, y: 50 },
      { x: 1000, y: 95 },
    ]);
  });

  it('takes the greatest share of those that one bucket of times has', () => {
    const stepped = latencyCdf([{ label: 'a', hue: 'relay', ms: [100, 100, 300] }], [0.1, 0.2, 0.9], [], ink);
    expect(stepped.data.datasets[0]?.data).toEqual([
      { x: 100, y: 20 },
      { x: 300, y: 90 },
    ]);
  });

  it('has a log axis that reaches down to the budget, and a full scale of shares', () => {
    expect(config.options?.scales?.['x']).toMatchObject({ type: 'logarithmic', min: 45, max: 1100 });
    expect(config.options?.scales?.['y']).toMatchObject({ beginAtZero: true, max: 100 });
  });
});
