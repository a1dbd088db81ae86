import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { cellsOf, strataOf, type Measured } from './block-fixture';
import { matchedDelta, type MatchedDelta } from './matched-delta';
import { matchStrata } from './strata';

function dice(seed: number): { uniform: () => number; normal: () => number } {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** Four weeks of two models on two routes; each day has a weather of its own, which both routes feel. */
function weeks(seed: number, factor: number, days = 28): Measured[] {
  const { normal, uniform } = dice(seed);
  const requests: Measured[] = [];
  for (let block = 0; block < days; block += 1) {
    const weather = Math.exp(0.05 * normal());
    for (let i = 0; i < 120; i += 1) {
      const route = uniform() < 0.5 ? 'baseline' : 'candidate';
      const model = uniform() < 0.6 ? 'small' : 'large';
      const median = model === 'small' ? 300 : 900;
      const ms = median * weather * Math.exp(0.3 * normal()) * (route === 'candidate' ? factor : 1);
      requests.push({ route, model, block, ms });
    }
  }
  return requests;
}

function deltaOf(requests: Measured[], options = {}): MatchedDelta {
  const { matched } = matchStrata(strataOf(requests));
  return matchedDelta(matched, cellsOf(requests, matched), [0.5, 0.95], options);
}

const excludesZero = ({ low, high }: { low: number; high: number }): boolean => low > 0 || high < 0;

/** How many of 200 repeats pass, at p50 and at p95. */
function repeats(factor: number, passes: (interval: { low: number; high: number }) => boolean): number[] {
  const passed = [0, 0];
  for (let seed = 1; seed <= 200; seed += 1)
    deltaOf(weeks(seed, factor), { resamples: 400 }).quantiles.forEach((quantile, i) => {
      if (quantile.interval && passes(quantile.interval)) passed[i] = (passed[i] ?? 0) + 1;
    });
  return passed;
}

describe('the interval of the matched delta', () => {
  it('holds 0 in at least 93 % of 200 repeats of two equal routes', () => {
    const [, p95 = 0] = repeats(1, (interval) => !excludesZero(interval));
    expect(p95).toBeGreaterThanOrEqual(186);
  });

  it('finds a true shift of 10 % in at least 95 % of 200 repeats', () => {
    const [p50 = 0, p95 = 0] = repeats(0.9, ({ high }) => high < 0);
    expect(Math.min(p50, p95)).toBeGreaterThanOrEqual(190);
  });

  it('is the same for the same seed, and another for another', () => {
    const requests = weeks(5, 0.97);
    const first = deltaOf(requests, { seed: 1 });
    expect(deltaOf(requests, { seed: 1 })).toEqual(first);
    const other = deltaOf(requests, { seed: 2 }).quantiles[0];
    expect(other?.interval?.low).not.toBe(first.quantiles[0]?.interval?.low);
    expect(other?.value).toBe(first.quantiles[0]?.value);
  });

  it('is wider where the same requests fall into fewer, larger blocks of one weather', () => {
    const width = (days: number): number => {
      const { low, high } = deltaOf(weeks(9, 1, days)).quantiles[0]?.interval ?? { low: 0, high: 0 };
      return high - low;
    };
    expect(width(6)).toBeGreaterThan(width(28));
  });

  it.each([1, 2, 4])('is none with %i blocks: every draw would be nearly the same', (days) => {
    const { quantiles, faster, blocks } = deltaOf(weeks(3, 0.8, days));
    expect(blocks).toMatchObject({ baseline: days, candidate: days });
    expect(quantiles.map(({ value, interval }) => [value < 0, interval])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
    expect(faster).toEqual({ value: expect.closeTo(0.7, 1) as number });
  });

  it('needs five blocks on each side, not on both together', () => {
    const all = weeks(3, 0.8, 8);
    const of = (days: number): MatchedDelta =>
      deltaOf(all.filter(({ route, block }) => route === 'baseline' || block < days));
    expect(of(4).quantiles[0]?.interval).toBeUndefined();
    expect(of(5).quantiles[0]?.interval?.high).toBeLessThan(0);
  });

  it('agrees with a bootstrap that counts every draw anew', () => {
    const requests = weeks(11, 0.95, 14);
    const { quantiles } = deltaOf(requests);
    const direct = bootstrapOfRequests(requests, 0.5, 600);
    const width = direct.high - direct.low;
    expect(Math.abs((quantiles[0]?.interval?.low ?? 0) - direct.low)).toBeLessThan(0.25 * width);
    expect(Math.abs((quantiles[0]?.interval?.high ?? 0) - direct.high)).toBeLessThan(0.25 * width);
  });
});

describe('the matched delta', () => {
  it('is that of the middles where everything is constant', () => {
    const requests = Array.from({ length: 200 }, (_, i): Measured => {
      const route = i % 2 ? 'baseline' : 'candidate';
      return { route, model: 'one', block: i % 10, ms: route === 'baseline' ? 89 : 42 };
    });
    const { quantiles, faster } = deltaOf(requests);
    expect(quantiles[0]).toMatchObject({
      value: -47,
      interval: { low: -47, high: -47 },
      baselineMs: 89,
      candidateMs: 42,
    });
    expect(faster).toEqual({ value: 1, interval: { low: 1, high: 1 } });
  });

  it('of one stratum is the difference of its percentiles', () => {
    const requests = Array.from({ length: 2000 }, (_, i): Measured => {
      const slow = i % 40 === 0; // 50 of the baseline's 1,000
      const route = i % 2 ? 'candidate' : 'baseline';
      return { route, model: 'one', block: i % 10, ms: route === 'candidate' ? 120 : slow ? 1000 : 100 };
    });
    const p95 = deltaOf(requests).quantiles[1];
    // 100 + 0.05 × 900 on the baseline, as all its traffic: see distribution.test.ts
    expect(p95?.baselineMs).toBeCloseTo(145, 9);
    expect(p95?.value).toBeCloseTo(-25, 9);
  });

  it('holds the mix of the baseline fixed: the same models in another mix are no difference', () => {
    const requests = Array.from({ length: 4000 }, (_, i): Measured => {
      const route = i % 2 ? 'baseline' : 'candidate';
      const small = (i >> 1) % 10 < (route === 'baseline' ? 2 : 8);
      return { route, model: small ? 'small' : 'large', block: i % 20, ms: small ? 300 : 900 };
    });
    const { quantiles, faster } = deltaOf(requests);
    expect(quantiles.map(({ value }) => value)).toEqual([0, 0]);
    expect(faster.value).toBeCloseTo(0.5, 12);
  });
});

/** The same interval the long way: whole days of requests drawn, strata weighted anew, values sorted. */
function bootstrapOfRequests(
  requests: Measured[],
  quantile: number,
  draws: number,
): { low: number; high: number } {
  const { uniform } = dice(77);
  const days = [...new Set(requests.map(({ block }) => block))];
  const ofDay = new Map(days.map((day) => [day, requests.filter(({ block }) => block === day)]));
  const weights = new Map(
    ['small', 'large'].map((model) => [
      model,
      requests.filter((one) => one.model === model && one.route === 'baseline').length,
    ]),
  );
  const deltas = Array.from({ length: draws }, () => {
    const drawn = days.flatMap(() => ofDay.get(days[Math.floor(uniform() * days.length)] ?? 0) ?? []);
    const of = (route: Measured['route']): number => {
      const own = drawn.filter((one) => one.route === route);
      const counts = new Map<string, number>();
      for (const { model } of own) counts.set(model, (counts.get(model) ?? 0) + 1);
      const weighed = own
        .map(({ ms, model }) => ({ ms, weight: (weights.get(model) ?? 0) / (counts.get(model) ?? 1) }))
        .sort((a, b) => a.ms - b.ms);
      const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
      let before = 0;
      return weighed.find(({ weight }) => (before += weight) >= quantile * all)?.ms ?? NaN;
    };
    return of('candidate') - of('baseline');
  }).sort((a, b) => a - b);
  return { low: deltas[Math.floor(draws * 0.025)] ?? NaN, high: deltas[Math.ceil(draws * 0.975) - 1] ?? NaN };
}
