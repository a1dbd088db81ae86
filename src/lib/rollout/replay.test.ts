import { describe, expect, it } from 'vitest';
import type { GuardSide, GuardWindow } from './guard-window';
import { replay } from './replay';
import { DEFAULT_TRIGGERS } from './triggers';

const QUARTER = 15 * 60_000;

function side(requests: number, errors = 0, p95Ms = 400, sessionState = 0): GuardSide {
  return {
    requests,
    attempts: requests,
    errors,
    sessionState,
    measured: requests - errors,
    p95Us: p95Ms * 1000,
  };
}

/** Windows one after another from midnight; null leaves a window out. */
function windows(...sides: ([GuardSide, GuardSide] | null)[]): GuardWindow[] {
  return sides.flatMap((pair, index) =>
    pair ? [{ startMs: index * QUARTER, official: pair[0], relay: pair[1] }] : [],
  );
}

const fired = (given: GuardWindow[], rules = DEFAULT_TRIGGERS) => replay(given, rules).firings;
const calm: [GuardSide, GuardSide] = [side(1000, 10), side(1000, 10)];

describe('error rate', () => {
  const risen = (relayErrors: number): [GuardSide, GuardSide] => [side(1000, 10), side(1000, relayErrors)];

  it.each([
    ['1.1 points up (2.1 − 1.0)', 21, 1],
    ['exactly 1 point up', 20, 0],
    ['0.9 points up', 19, 0],
  ])('%s in two windows: %i of 1,000 fires %i times', (_, errors, times) => {
    expect(fired(windows(risen(errors), risen(errors)))).toHaveLength(times);
  });

  it('compares exactly: 7 ÷ 300 − 4 ÷ 300 is 1 point, and 0.0233… − 0.0133… does not make it more', () => {
    const pair: [GuardSide, GuardSide] = [side(300, 4), side(300, 7)];
    expect(fired(windows(pair, pair))).toEqual([]);
  });

  it('is not judged where a source does not log errors', () => {
    const silent = { ...side(1000, 0), attempts: 0 };
    const { firings, byTrigger, evaluated } = replay(
      windows([silent, side(1000, 900)], [silent, side(1000, 900)]),
      DEFAULT_TRIGGERS,
    );
    expect(firings).toEqual([]);
    expect(byTrigger.error_rate.judged).toBe(0);
    expect(evaluated).toBe(2);
  });
});

describe('p95 duration', () => {
  const slower = (ms: number): [GuardSide, GuardSide] => [side(100), side(100, 0, 400 + ms)];

  it.each([
    [101, 1],
    [100, 0],
    [99, 0],
  ])('%i ms slower in two windows fires %i times', (ms, times) => {
    expect(fired(windows(slower(ms), slower(ms)))).toHaveLength(times);
  });

  it.each([
    ['50 of 99', 49, 1],
    ['49 of 99', 50, 0],
    ['1 of 50', 49, 0],
  ])('takes 50 latencies on each route: of %s it fires %3$i times', (of, errors, times) => {
    const requests = Number(of.split(' of ')[1]);
    const failing: [GuardSide, GuardSide] = [side(requests), side(requests, errors, 900)];
    const { firings, byTrigger } = replay(windows(failing, failing), DEFAULT_TRIGGERS);
    expect(firings.filter(({ trigger }) => trigger === 'p95_duration')).toHaveLength(times);
    expect(byTrigger.p95_duration.judged).toBe(2 * times);
    expect(byTrigger.error_rate.judged).toBe(2);
  });

  it('says which windows, their values, and when a person could have known: after two windows, half an hour', () => {
    const [firing] = fired(windows(calm, slower(150), slower(120), slower(130)));
    expect(firing).toMatchObject({
      trigger: 'p95_duration',
      startMs: QUARTER,
      firedMs: 3 * QUARTER,
      endMs: 4 * QUARTER,
    });
    expect(firing?.over.map(({ official, relay, difference }) => [official, relay, difference])).toEqual([
      [400, 550, 150],
      [400, 520, 120],
      [400, 530, 130],
    ]);
  });
});

describe('windows in a row', () => {
  const bad: [GuardSide, GuardSide] = [side(1000, 0), side(1000, 50)];

  it('one does not fire, two do', () => {
    expect(fired(windows(bad, calm, bad))).toEqual([]);
    expect(fired(windows(calm, bad, bad))).toHaveLength(1);
  });

  it('a window with not enough data between two ends the row, and so does one without any', () => {
    expect(fired(windows(bad, [side(49), side(49, 40)], bad))).toEqual([]);
    expect(fired(windows(bad, null, bad))).toEqual([]);
  });

  it('a longer row is one firing; after a calm window it is a new one', () => {
    expect(fired(windows(bad, bad, bad, calm, bad, bad)).map(({ over }) => over.length)).toEqual([3, 2]);
  });

  it('takes as many as the rule asks', () => {
    const three = { ...DEFAULT_TRIGGERS, error_rate: { limit: 1, windows: 3 } };
    expect(fired(windows(bad, bad), three)).toEqual([]);
    expect(fired(windows(bad, bad, bad), three)[0]?.firedMs).toBe(3 * QUARTER);
  });
});

describe('session state', () => {
  it('fires at once, at the end of its window', () => {
    const [firing] = fired(windows(calm, [side(1000), side(1000, 1, 400, 1)]));
    expect(firing).toMatchObject({ trigger: 'session_state', startMs: QUARTER, firedMs: 2 * QUARTER });
  });
});

describe('thin windows', () => {
  it('are counted, not judged: 49 on either side is too few, 50 is enough', () => {
    const thin = replay(
      windows([side(49), side(500, 400, 9000, 3)], [side(500), side(49, 49, 9000, 2)], [side(50), side(50)]),
      DEFAULT_TRIGGERS,
    );
    expect(thin).toMatchObject({ firings: [], evaluated: 1, notEnoughData: 2, sessionStateNotJudged: 5 });
  });
});
