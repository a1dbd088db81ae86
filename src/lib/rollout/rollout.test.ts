import { describe, expect, it } from 'vitest';
import { parseDay } from '$lib/usage/day';
import { DEFAULT_IMPORT, importTime } from './import-time';
import { parallelRun } from './parallel-run';
import { plannedShare, rampDays } from './ramp';

const day = (text: string): number => parseDay(text) ?? NaN;

describe('parallelRun', () => {
  it('counts hours, the longest row of them, and days', () => {
    // 22, 23 and 0 o'clock are a row of three over midnight; 5 o'clock stands alone
    const hours = [22, 23, 24, 29].map((hour) => ({ hour, official: 20, relay: 20 }));
    expect(parallelRun(hours)).toEqual({
      hours: 4,
      longest: 3,
      days: 2,
      fromMs: 22 * 3_600_000,
      toMs: 30 * 3_600_000,
    });
    expect(parallelRun([])).toEqual({ hours: 0, longest: 0, days: 0 });
  });
});

describe('ramp', () => {
  const plan = {
    starts_on: '2026-05-02',
    steps: [
      { after_days: 0, share_pct: 5 },
      { after_days: 2, share_pct: 100 },
    ],
  };

  it('plans nothing before it begins, then its steps, the last for good', () => {
    expect(
      ['05-01', '05-02', '05-03', '05-04', '06-30'].map((text) => plannedShare(plan, day(`2026-${text}`))),
    ).toEqual([undefined, 5, 5, 100, 100]);
    expect(plannedShare({ ...plan, starts_on: null }, day('2026-05-04'))).toBeUndefined();
  });

  it('sets traffic beside it from the first day of either, a day without requests being no share at all', () => {
    const traffic = [
      { day: day('2026-05-01'), official: 10, relay: 0 },
      { day: day('2026-05-03'), official: 60, relay: 20 },
      { day: day('2026-05-05'), official: 0, relay: 7 },
    ];
    expect(rampDays(traffic, plan).map((one) => [one.day.slice(8), one.share_pct, one.planned_pct])).toEqual([
      ['02', null, 5],
      ['03', 25, 5],
      ['04', null, 100],
      ['05', 100, 100],
    ]);
    expect(rampDays([], plan)).toEqual([]);
  });
});

describe('importTime', () => {
  const calm = { ...DEFAULT_IMPORT, refused_low_pct: 0, refused_high_pct: 0 };

  it('is the rate limit where nothing is refused: (1,000 + 5,000) requests ÷ 600 a minute = 10 minutes', () => {
    expect(importTime(1000, 5000, calm)).toEqual({
      requests: 6000,
      repeats: { p10: 0, p50: 0, p90: 0 },
      minutes: { p10: 10, p50: 10, p90: 10 },
      limited_by: 'rate limit',
    });
  });

  it('is the workers where they are slower: 6,000 × 2 s ÷ 4 = 50 minutes; in batches of 10, 1,500 requests, 12.5', () => {
    const slow = { ...calm, round_trip_ms: 2000, workers: 4 };
    expect(importTime(1000, 5000, slow)).toMatchObject({ minutes: { p50: 50 }, limited_by: 'workers' });
    expect(importTime(1000, 5000, { ...slow, messages_per_request: 10 })).toMatchObject({
      requests: 1500,
      minutes: { p50: 12.5 },
    });
  });

  it('adds repeats at their mean: at 20 % refused, p ÷ (1 − p) = 0.25 a request', () => {
    const refused = { ...calm, refused_low_pct: 20, refused_high_pct: 20 };
    const found = importTime(0, 1_000_000, refused);
    // 1,250,000 attempts ÷ 600 = 2,083.33 minutes; of a million, chance moves it by a thousandth
    expect((found?.repeats.p50 ?? 0) / 250_000).toBeCloseTo(1, 2);
    expect((found?.minutes.p50 ?? 0) / (1_250_000 / 600)).toBeCloseTo(1, 2);
  });

  it('waits twice as long before each repeat, up to the longest: half refused, base 1 s, longest 4 s, one worker', () => {
    const waits = {
      ...calm,
      refused_low_pct: 50,
      refused_high_pct: 50,
      round_trip_ms: 0,
      workers: 1,
      backoff_base_ms: 1000,
      backoff_most_ms: 4000,
      requests_per_minute: 1e6,
    };
    const minutes = (requests: number, inputs = waits): number =>
      importTime(0, requests, inputs)?.minutes.p50 ?? 0;
    // half of 1, 2, 4, 4, … s with the odds ½, ¼, ⅛, …: 0.25 + 0.25 + 0.25 + 0.25 = 1 s a request
    expect(minutes(100_000) / (100_000 / 60)).toBeCloseTo(1, 2);
    expect(minutes(500) / (500 / 60)).toBeCloseTo(1, 1); // one by one
    // at most 1 s: 0.5 s a request
    expect(minutes(100_000, { ...waits, backoff_most_ms: 1000 }) / (50_000 / 60)).toBeCloseTo(1, 2);
  });

  it('is a range that the same seed gives again, and nothing where there is nothing to move', () => {
    const one = importTime(100, 900, DEFAULT_IMPORT);
    expect(one).toEqual(importTime(100, 900, DEFAULT_IMPORT));
    expect(one?.minutes.p10).toBeLessThan(one?.minutes.p90 ?? 0);
    expect(importTime(100, 900, { ...DEFAULT_IMPORT, seed: 2 })).not.toEqual(one);
    expect(importTime(0, 0, DEFAULT_IMPORT)).toBeUndefined();
  });
});
