import { isCurrency } from '$lib/exchange/currencies';
import type { Rate, RateUsed } from '$lib/exchange/rate';
import { createRateBook } from '$lib/exchange/rate-book';
import type { RateImport } from '$lib/exchange/rate-csv';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { formatDay, parseDay } from '$lib/usage/day';
import type { Filters, Issue, RatePolicy } from '$lib/usage/filters';
import type { Day } from '$lib/usage/spend-cell';
import { rateBook, type Books } from './books';
import { editBooks } from './edit-books';
import type { EffectRow } from '$lib/usage/upload-effect';
import { monthlyEffect } from './monthly-effect';

/** The rate that serves a day (api.md "Routes, prices, rates"); `rate` is null, with the reason, where none is known. */
export interface RateAnswer {
  base: string;
  quote: string;
  on: string;
  /** Units of quote for 1 base. */
  rate: string | null;
  /** Date or month of the observation. */
  of: string | null;
  age_days: number | null;
  stale: boolean;
  source: string | null;
  why: string | null;
}

export interface RatesAnswer {
  base: string;
  quote: string;
  /** One row a day. */
  rows: RateAnswer[];
}

/** What an import did, or on a dry run would do. */
export interface RateImportAnswer {
  dry_run: boolean;
  /** Rates of a pair, date and source that were not known. */
  added: number;
  /** Known ones with another figure: they are replaced. */
  changed: number;
  unchanged: number;
  /** Cells that could not be used; the first hundred are in `issues`. */
  refused: number;
  issues: Issue[];
  /** Landed cost of past months before and after, where it changes. */
  currency: string;
  effect: EffectRow[];
  /** Of a dry run: closed months that would change, YYYY-MM. They are in the way of saving. */
  closed_months: string[];
}

interface RateQuery {
  base: string;
  quote: string;
  policy: RatePolicy;
}

const MAX_DAYS = 20_000;
const ISSUES_SHOWN = 100;

/** `base` and `quote` of a query, USD and CNY where it has none; throws BadInput on what is no currency. */
export function rateQuery(query: URLSearchParams, { rate }: Filters): RateQuery {
  const [base, quote] = [
    ['base', 'USD'],
    ['quote', 'CNY'],
  ].map(([key = '', fallback = '']) => {
    const code = (query.get(key) ?? fallback).toUpperCase();
    if (isCurrency(code)) return code;
    throw new BadInput([{ where: key, message: `not a currency code: ${code}. Write one such as USD` }]);
  });
  return { base: base ?? 'USD', quote: quote ?? 'CNY', policy: rate };
}

/** The rate of one day. */
export async function rateOn(query: RateQuery, date: string): Promise<RateAnswer> {
  const day = parseDay(date);
  if (day === undefined)
    throw new BadInput([{ where: 'on', message: `not a date: ${date}. Write YYYY-MM-DD` }]);
  return answerOf(query, day, (await rateBook()).on(query.base, query.quote, day, query.policy));
}

/** The rate of each day of a period, half-open; without one, from the first known rate to the last. */
export async function ratesBetween(query: RateQuery, { from, to }: Filters): Promise<RatesAnswer> {
  const book = await rateBook();
  const known = periodOf(book.rates);
  const first = from === undefined ? known?.first : parseDay(from);
  const end = to === undefined ? known?.end : parseDay(to);
  const { base, quote } = query;
  if (first === undefined || end === undefined) return { base, quote, rows: [] };
  if (end - first > MAX_DAYS)
    throw new BadInput([{ where: 'from', message: `more than ${MAX_DAYS} days. Ask for fewer` }]);
  const days = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  return {
    base,
    quote,
    rows: days.map((day) => answerOf(query, day, book.on(base, quote, day, query.policy))),
  };
}

/** Stores rates, unless the run is dry: then tells what they would change. */
export async function importRates(
  { rates, refused }: RateImport,
  filters: Filters,
  dryRun: boolean,
): Promise<RateImportAnswer> {
  const { store } = await app();
  const counts = countChanges(rates, (await rateBook()).rates);
  const withThem = (known: readonly Rate[]) => createRateBook([...known, ...rates]);
  const edit = (now: Books): Books => ({ ...now, rates: withThem(now.rates.rates) });
  const { currency, effect } = await monthlyEffect(edit, filters);
  const closed = await editBooks(edit, dryRun, () => store.addRates(rates));
  return {
    dry_run: dryRun,
    ...counts,
    refused: refused.length,
    issues: refused.slice(0, ISSUES_SHOWN),
    currency,
    effect,
    closed_months: closed,
  };
}

function countChanges(
  rates: Rate[],
  known: readonly Rate[],
): Pick<RateImportAnswer, 'added' | 'changed' | 'unchanged'> {
  const keyOf = ({ base, quote, on, source }: Rate): string => JSON.stringify([base, quote, on, source]);
  const figures = new Map(known.map((rate) => [keyOf(rate), rate.rate]));
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const rate of rates) {
    const figure = figures.get(keyOf(rate));
    counts[figure === undefined ? 'added' : figure === rate.rate ? 'unchanged' : 'changed'] += 1;
  }
  return counts;
}

function answerOf({ base, quote }: RateQuery, day: Day, used: RateUsed | undefined): RateAnswer {
  return {
    base,
    quote,
    on: formatDay(day),
    rate: used?.rate ?? null,
    of: used?.of ?? null,
    age_days: used?.ageDays ?? null,
    stale: used?.stale ?? false,
    source: used?.source ?? null,
    why: used ? null : `No rate of ${base} in ${quote} is known on or before this day. Import one.`,
  };
}

function periodOf(rates: readonly Rate[]): { first: Day; end: Day } | undefined {
  const days = rates.flatMap(({ on }) => parseDay(on.length === 7 ? `${on}-01` : on) ?? []);
  if (days.length === 0) return undefined;
  const last = days.reduce((a, b) => Math.max(a, b));
  return { first: days.reduce((a, b) => Math.min(a, b)), end: last + 1 };
}
