import { describe, expect, it } from 'vitest';
import type { Ink } from './ink';
import { spans, waterfall, type Step } from './waterfall';

const ink: Ink = { colour: (name) => name, pale: (name) => `pale ${name}`, font: 'face' };

// 41.6 − 35.5 + 0.1 = 6.2
const steps: Step[] = [
  { label: 'Official', value: 41.6, text: '¥41.6k', total: 'official' },
  { label: 'List price', value: 0, text: '¥0' },
  { label: 'Exchange rate', value: -35.5, text: '−¥35.5k' },
  { label: 'Fees and taxes', value: 0.1, text: '+¥100' },
  { label: 'Relay A', value: 6.2, text: '¥6.2k', total: 'relay' },
];

describe('spans', () => {
  it('hangs each part from where the last one ended', () => {
    const rounded = spans(steps).map((span) => span.map((value) => Math.round(value * 10) / 10));
    expect(rounded).toEqual([
      [0, 41.6],
      [41.6, 41.6],
      [6.1, 41.6],
      [6.1, 6.2],
      [0, 6.2],
    ]);
  });
});

describe('waterfall', () => {
  it('shows less money as good, more as bad, and totals in the hue of their route', () => {
    expect(waterfall(steps, 'CNY', ink).data.datasets[0]?.backgroundColor).toEqual([
      'official',
      'edge',
      'good',
      'bad',
      'relay',
    ]);
  });
});
