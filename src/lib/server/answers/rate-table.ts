import type { Rate } from '$lib/exchange/rate';
import { app } from '$lib/server/app';
import { formatDay, msToDay } from '$lib/usage/day';
import type { RateAnswer } from './rates';
import { rateOn } from './rates';
import { rateBook } from './books';
import { dataset } from './dataset';

/** Known rates of one pair, a page at a time, and how old they are. */
export interface RateTableAnswer {
  /** Pairs that have rates, those with the most first. */
  pairs: { base: string; quote: string; rates: number }[];
  base: string;
  quote: string;
  /** Newest first. */
  rows: Rate[];
  total: number;
  offset: number;
  /** The rate that serves the last day of the data, else today. */
  latest: RateAnswer;
}

/** Known rates of a pair: CNY per USD unless another is asked for that has rates. */
export async function rateTable(
  asked: { base: string | null; quote: string | null },
  { sample, offset, limit }: { sample: boolean; offset: number; limit: number },
): Promise<RateTableAnswer> {
  const { now } = await app();
  const { rates } = await rateBook();
  const counts = new Map<string, number>();
  for (const { base, quote } of rates)
    counts.set(`${base}/${quote}`, (counts.get(`${base}/${quote}`) ?? 0) + 1);
  const pairs = [...counts]
    .map(([pair, count]) => ({ base: pair.slice(0, 3), quote: pair.slice(4), rates: count }))
    .sort((a, b) => b.rates - a.rates || (a.base + a.quote < b.base + b.quote ? -1 : 1));
  const { base, quote } = pairs.find((pair) => pair.base === asked.base && pair.quote === asked.quote) ?? {
    base: 'USD',
    quote: 'CNY',
  };
  const ofPair = rates
    .filter((rate) => rate.base === base && rate.quote === quote)
    .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  const { to } = await dataset(sample);
  const day = to === undefined ? formatDay(msToDay(now())) : formatDay(msToDay(Date.parse(to)) - 1);
  return {
    pairs,
    base,
    quote,
    rows: ofPair.slice(offset, offset + limit),
    total: ofPair.length,
    offset,
    latest: await rateOn({ base, quote, policy: { policy: 'daily' } }, day),
  };
}
