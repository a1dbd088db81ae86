import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { blocksOf, strataOf, type Measured } from './block-fixture';
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
  return matchedDelta(matched, blocksOf(requests, matched), [0.5, 0.95], options);
}

const excludesZero = ({ low, high }: { low: number; high: number }): boolean => low > 0 || high < 0;

describe('the interval of the matched delta', () => {
  it('leaves 0 out in at most 7 % of 200 repeats of two equal routes', () => {
    let found = 0;
    let f50 = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const { quantiles } = deltaOf(weeks(seed, 1), { resamples: 400 });
      if (excludesZero(quantiles[1]!)) found += 1;
      if (excludesZero(quantiles[0]!)) f50 += 1;
    }
    console.log(found, f50);
    expect(found).toBeLessThanOrEqual(14);
  });

  it('finds a true shift of 10 % in at least 95 % of 200 repeats', () => {
    let found = 0;
    let f50 = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const { quantiles } = deltaOf(weeks(seed, 0.9), { resamples: 400 });
      if (quantiles[1]!.high < 0) found += 1;
      if (quantiles[0]!.high < 0) f50 += 1;
    }
    console.log(found, f50);
    expect(found).toBeGreaterThanOrEqual(190);
  });
});
