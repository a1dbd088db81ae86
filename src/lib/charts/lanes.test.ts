import { describe, expect, it } from 'vitest';
import type { Ink } from './ink';
import { laneIndex, lanes, type LaneBar } from './lanes';

const ink: Ink = { colour: (name) => name, pale: (name) => name, font: 'system-ui' };
const DAY = 86_400_000;
const bars: LaneBar[] = [
  { lane: 'Relay', ink: 'relay', fromMs: 2 * DAY, toMs: 3.5 * DAY, text: 'Relay, 36 hours' },
  { lane: 'Relay', ink: 'relay', fromMs: 4 * DAY, toMs: 5 * DAY, text: 'Relay, 24 hours' },
  { lane: 'Error rate', ink: 'bad', fromMs: 4.5 * DAY, toMs: 4.51 * DAY, text: 'Error rate', brief: true },
];

describe('lanes', () => {
  const spec = lanes(bars, ['Relay', 'Error rate'], [{ at: 4 * DAY, text: '48 h in parallel' }], ink);
  const [dataset, moments] = spec.data.datasets;

  it('puts every stretch into its lane at its time, so that a lane may have several', () => {
    expect(dataset?.data).toEqual([
      { x: [2, 3.5], y: 'Relay' },
      { x: [4, 5], y: 'Relay' },
    ]);
    expect(dataset?.backgroundColor).toEqual(['relay', 'relay']);
    expect(moments?.data).toEqual([{ x: [4.5, 4.51], y: 'Error rate' }]);
    expect(moments?.backgroundColor).toEqual(['bad']);
    expect(spec.data.labels).toEqual(['Relay', 'Error rate']);
  });

  it('shows what is brief however short it is, keeps the gaps of the others, and marks moments in days', () => {
    expect(dataset).toMatchObject({ minBarLength: 0 });
    expect(moments).toMatchObject({ minBarLength: 3 });
    expect(laneIndex(bars, { dataset: 0, index: 1 })).toBe(1);
    expect(laneIndex(bars, { dataset: 1, index: 0 })).toBe(2);
    expect(spec.options?.plugins?.verticals?.lines).toEqual([{ at: 4, text: '48 h in parallel' }]);
  });
});
