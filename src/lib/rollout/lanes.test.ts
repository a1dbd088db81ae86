import { describe, expect, it } from 'vitest';
import { lanesOf } from './lanes';

const HOUR = 3_600_000;
/** Requests an hour from hour 10 on: official, relay. */
const hours = (...served: [number, number][]) =>
  served.map(([official, relay], i) => ({ hour: 10 + i, official, relay }));

describe('lanesOf', () => {
  it('makes runs of hours with at least so many requests, and ends them at a gap', () => {
    const { runs } = lanesOf(hours([20, 20], [40, 19], [19, 20], [30, 30], [30, 30]), 20, 48);
    expect(runs).toEqual([
      { lane: 'official', fromMs: 10 * HOUR, toMs: 12 * HOUR },
      { lane: 'official', fromMs: 13 * HOUR, toMs: 15 * HOUR },
      { lane: 'relay', fromMs: 10 * HOUR, toMs: 11 * HOUR },
      { lane: 'relay', fromMs: 12 * HOUR, toMs: 15 * HOUR },
      { lane: 'both', fromMs: 10 * HOUR, toMs: 11 * HOUR },
      { lane: 'both', fromMs: 13 * HOUR, toMs: 15 * HOUR },
    ]);
  });

  it('leaves out what the official route served before the relay began and after it ended', () => {
    const { runs } = lanesOf(hours([50, 0], [50, 0], [50, 50], [50, 0]), 20, 48);
    expect(runs.map(({ lane, fromMs, toMs }) => [lane, fromMs / HOUR, toMs / HOUR])).toEqual([
      ['official', 12, 13],
      ['relay', 12, 13],
      ['both', 12, 13],
    ]);
  });

  it('reaches the gate at the end of the hour that fills it, whatever gaps there are, and not before', () => {
    const served = hours([20, 20], [0, 20], [20, 20], [20, 20]);
    expect(lanesOf(served, 20, 2).gateMs).toBe(13 * HOUR);
    expect(lanesOf(served, 20, 3).gateMs).toBe(14 * HOUR);
    expect(lanesOf(served, 20, 4).gateMs).toBeUndefined();
  });

  it('has none without the relay', () => {
    expect(lanesOf(hours([50, 0], [50, 3]), 20, 48)).toEqual({ runs: [] });
    expect(lanesOf([], 20, 48)).toEqual({ runs: [] });
  });
});
