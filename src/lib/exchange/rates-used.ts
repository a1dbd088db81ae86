import type { OldRate, RateBasis } from '../usage/basis';
import type { RatePolicy } from '../usage/filters';
import type { Day } from '../usage/spend-cell';
import type { PairUsed } from './rate';
import type { RateBook } from './rate-book';

/** One conversion on the way of an amount to the reporting currency. */
export interface Leg {
  from: string;
  to: string;
  day: Day;
}

/** What is to be said of the rates that an amount went through. */
export interface RatesUsed {
  /** The oldest of the stale ones; undefined where none is stale. */
  oldest?: PairUsed;
  /** Pairs without a rate, as `EUR/CNY`. */
  missing: string[];
}

/** The rates of conversions. Pairs stand with USD first, as the market quotes them. */
export function ratesOf(legs: Leg[], rates: RateBook, policy: RatePolicy): RatesUsed {
  const used: RatesUsed = { missing: [] };
  for (const { from, to, day } of legs) {
    if (from === to) continue;
    const [base, quote] = to === 'USD' ? [to, from] : [from, to];
    const rate = rates.on(base, quote, day, policy);
    if (!rate) used.missing.push(`${base}/${quote}`);
    else if (rate.stale) noteOldest(used, { base, quote, ...rate });
  }
  return used;
}

/** Keeps the older of two stale rates. */
export function noteOldest(to: { oldest?: PairUsed }, rate: PairUsed | undefined): void {
  if (rate && (!to.oldest || rate.ageDays > to.oldest.ageDays)) to.oldest = rate;
}

/** The same as the basis of an answer gives it. */
export function staleBasis(
  { oldest, missing }: { oldest?: PairUsed; missing: Iterable<string> },
  staleTokens: number,
): Pick<RateBasis, 'stale' | 'stale_tokens' | 'oldest' | 'missing'> {
  return {
    stale: oldest !== undefined,
    stale_tokens: staleTokens,
    oldest: oldest ? oldRate(oldest) : null,
    missing: [...missing].sort(),
  };
}

function oldRate({ base, quote, rate, of, source, ageDays }: PairUsed): OldRate {
  return { base, quote, rate, of, source, age_days: ageDays };
}
