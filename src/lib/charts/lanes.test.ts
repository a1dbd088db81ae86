import { describe, expect, it } from 'vitest';
import type { Ink } from './ink';
import { lanes, type LaneBar } from './lanes';

const ink: Ink = { colour: (name) => name, pale: (name) => name, font: 'system-ui' };
const DAY = 86_400_000;
const bars: LaneBar[] = [
  { lane: 'Relay', ink: 'relay', fromMs: 2 * DAY, toMs: 3.5 * DAY, text: 'Relay, 36 hours' },
  { lane: 'Relay', ink: 'relay', fromMs: 4 * DAY, toMs: 5 * DAY, text: 'Relay, 24 hours' },
  { lane: 'Error rate', ink: 'bad', fromMs: 4.5 * DAY, toMs: 4.51 * DAY, text: 'Error rate' },
];

describe('lanes', () => {
  const spec = lanes(bars, ['Relay', 'Error rate'], [{ at: 4 * DAY, text: '48 h in parallel' }], ink);
  const [dataset] = spec.data.datasets;

  it('puts every stretch into its lane at its time, so that a lane may have several', () => {
    expect(dataset?.data).toEqual([
      { x: [2, 3.5], y: 'Relay' },
      { x: [4, 5], y: 'Relay' },
      { x: [4.5, 4.51], y: 'Error rate' },
    ]);
    expect(dataset?.backgroundColor).toEqual(['relay', 'relay', 'bad']);
    expect(spec.data.labels).toEqual(['Relay', 'Error rate']);
  });

  it('shows short stretches too, and marks moments in days', () => {
    expect(dataset).toMatchObject({ minBarLength: 3 });
    expect(spec.options?.plugins?.verticals?.lines).toEqual([{ at: 4, text: '48 h in parallel' }]);
  });
});
