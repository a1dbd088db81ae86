import type { RatePolicy } from '../usage/filters';
import { formatDay } from '../usage/day';
import type { Day } from '../usage/spend-cell';
import { decimalText, parseDecimal, product, quotient, shortest, type Decimal } from './decimal';
import type { Rate, RateUsed } from './rate';
import { createSeries, FRESH_DAYS, rateAtMonthEnd, rateOn, type RateSeries } from './rate-series';

/** All known exchange rates, and which of them serves a day. */
export interface RateBook {
  /**
   * Units of quote for 1 base on a day, with the age of the observation. From the pair itself, its inverse, or one
   * cross through USD or EUR: whichever rests on the better evidence (a daily rate at most 7 days old, then the
   * month's mean, then the last known), then on the younger, then in this order. Rates that had to be divided out are
   * rounded half to even at 40 places, and used as shown. Undefined where nothing is known on or before the day.
   *
   * `month_end`: the rate of the last day of the day's month, not beyond the newest observation.
   * `fixed`: CNY per USD is the given figure, and another currency meets CNY through USD (its dated rate to USD ×
   * the fixed one), so that the three rates agree with one another; pairs without CNY stay dated.
   */
  on(base: string, quote: string, day: Day, policy: RatePolicy): RateUsed | undefined;
  /** Every rate of the book, as given. */
  readonly rates: readonly Rate[];
}

/** A quotient of known rates and the oldest observation in it. */
interface Evidence {
  dividend: Decimal;
  divisor: Decimal;
  of: string;
  ageDays: number;
  rank: number;
  source: string;
}

type DatedPolicy = 'daily' | 'month_end';

const ONE: Decimal = { units: 1n, places: 0 };
const PIVOTS = ['USD', 'EUR'];

/** A rate book of observations; where two are of the same pair and date, the later in the list wins. */
export function createRateBook(rates: Rate[]): RateBook {
  const series = seriesByPair(rates);
  const kept = new Map<string, Map<Day, RateUsed | undefined>>();
  return {
    rates,
    on(base, quote, day, policy) {
      if (base === quote) return sameCurrency(day);
      if (policy.policy === 'fixed') return used(evidence(series, base, quote, day, policy));
      const key = `${base}/${quote}/${policy.policy}`;
      let days = kept.get(key);
      if (!days) kept.set(key, (days = new Map<Day, RateUsed | undefined>()));
      if (!days.has(day)) days.set(day, used(evidence(series, base, quote, day, policy)));
      return days.get(day);
    },
  };
}

function seriesByPair(rates: Rate[]): Map<string, RateSeries> {
  const byPair = new Map<string, Rate[]>();
  for (const rate of rates) {
    const pair = `${rate.base}/${rate.quote}`;
    const others = byPair.get(pair);
    if (others) others.push(rate);
    else byPair.set(pair, [rate]);
  }
  return new Map([...byPair].map(([pair, observations]) => [pair, createSeries(observations)]));
}

function evidence(
  series: Map<string, RateSeries>,
  base: string,
  quote: string,
  day: Day,
  policy: RatePolicy,
): Evidence | undefined {
  if (policy.policy !== 'fixed') return dated(series, base, quote, day, policy.policy);
  if (base !== 'CNY' && quote !== 'CNY') return dated(series, base, quote, day, 'daily');
  const fixed = { ...fixedRate(policy.cnyPerUsd), of: formatDay(day) };
  if (quote === 'CNY') return base === 'USD' ? fixed : chain(dated(series, base, 'USD', day, 'daily'), fixed);
  return quote === 'USD' ? inverse(fixed) : chain(inverse(fixed), dated(series, 'USD', quote, day, 'daily'));
}

function dated(
  series: Map<string, RateSeries>,
  base: string,
  quote: string,
  day: Day,
  policy: DatedPolicy,
): Evidence | undefined {
  const crosses = PIVOTS.filter((pivot) => pivot !== base && pivot !== quote).map((pivot) =>
    chain(leg(series, base, pivot, day, policy), leg(series, pivot, quote, day, policy)),
  );
  return [leg(series, base, quote, day, policy), ...crosses].reduce(better);
}

/** The pair as observed, or the inverse of its inverse. */
function leg(
  series: Map<string, RateSeries>,
  base: string,
  quote: string,
  day: Day,
  policy: DatedPolicy,
): Evidence | undefined {
  const straight = observed(series.get(`${base}/${quote}`), day, policy);
  const turned = observed(series.get(`${quote}/${base}`), day, policy);
  return better(straight, turned && inverse(turned));
}

function observed(series: RateSeries | undefined, day: Day, policy: DatedPolicy): Evidence | undefined {
  const hit = series && (policy === 'daily' ? rateOn(series, day) : rateAtMonthEnd(series, day));
  if (!hit) return undefined;
  const { rate, ageDays, rank } = hit;
  return {
    dividend: parseDecimal(rate.rate),
    divisor: ONE,
    of: rate.on,
    ageDays,
    rank,
    source: rate.source,
  };
}

function better(a: Evidence | undefined, b: Evidence | undefined): Evidence | undefined {
  if (!a || !b) return a ?? b;
  return b.rank < a.rank || (b.rank === a.rank && b.ageDays < a.ageDays) ? b : a;
}

/** Base → pivot → quote, as old as the older of the two. */
function chain(a: Evidence | undefined, b: Evidence | undefined): Evidence | undefined {
  if (!a || !b) return undefined;
  const { of, ageDays } = b.ageDays > a.ageDays ? b : a;
  return {
    dividend: product(a.dividend, b.dividend),
    divisor: product(a.divisor, b.divisor),
    of,
    ageDays,
    rank: Math.max(a.rank, b.rank),
    source: a.source === b.source ? a.source : `${a.source}; ${b.source}`,
  };
}

function inverse(evidence: Evidence): Evidence {
  return { ...evidence, dividend: evidence.divisor, divisor: evidence.dividend };
}

function fixedRate(cnyPerUsd: string): Omit<Evidence, 'of'> {
  return { dividend: parseDecimal(cnyPerUsd), divisor: ONE, ageDays: 0, rank: 0, source: 'fixed rate' };
}

function used(evidence: Evidence | undefined): RateUsed | undefined {
  if (!evidence) return undefined;
  const { dividend, divisor, of, ageDays, source } = evidence;
  const rate = divisor.units === 1n ? decimalText(dividend) : shortest(quotient(dividend, divisor));
  return { rate, of, ageDays, stale: ageDays > FRESH_DAYS, source };
}

function sameCurrency(day: Day): RateUsed {
  return { rate: '1', of: formatDay(day), ageDays: 0, stale: false, source: 'same currency' };
}
