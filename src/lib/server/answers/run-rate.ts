import type { LeftOutAnswer, RouteSummary, SavingsAnswer } from '$lib/exchange/savings-answer';
import { termsOn } from '$lib/exchange/terms';
import type { MeasuredDefaults } from '$lib/roi/scenario-spec';
import { formatDay, msToDay, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { decimalToPico, divideHalfEven, picoToDecimal } from '$lib/usage/money';
import type { Day } from '$lib/usage/spend-cell';
import { books } from './books';
import { loadedUploads } from './dataset';
import { facets } from './facets';
import { routeReach, type Reach } from './route-reach';
import { answerOf, savingsBasis, type RoutePair } from './savings';

/** What a month of today's usage costs on both routes: where a scenario's amounts come from unless somebody gives them. */
export interface RunRate {
  currency: string;
  /** The days measured: first, and the day after the last; null without usage. */
  from: string | null;
  to: string | null;
  days: number;
  /** False where the data has not one complete day. */
  complete: boolean;
  /** Landed cost of 30 days at their mean, decimal; null where nothing can be costed. */
  official_monthly: string | null;
  relay_monthly: string | null;
  requests_monthly: number | null;
  tokens_monthly: number;
  official: RouteSummary | null;
  relay: RouteSummary | null;
  /** Usage of these days that is in neither amount: without it they are too low. Null without usage. */
  left_out: LeftOutUsage | null;
  /** The days that each route's usage is known of, where they are not all of those measured. */
  known: KnownDays;
  /** Why there are no amounts. */
  why: string | null;
  /** The usage measured, costed on both routes; null without usage. */
  savings: SavingsAnswer | null;
}

export interface LeftOutUsage extends LeftOutAnswer {
  /** Tokens without a price; requests of which no token has one. */
  no_price: { requests: number; tokens: number };
  /** Share of all tokens of these days. */
  tokens_pct: number;
}

export interface KnownDays {
  /** The first day, and the day after the last complete one; null where no upload holds usage of the route. */
  official: { from: string; to: string } | null;
  relay: { from: string; to: string } | null;
}

const MONTH_DAYS = 30;
const LAST_HOUR = 23;

/**
 * The run rate: the last 30 complete days in scope, all usage whichever route it ran on, costed on both routes and
 * brought to 30 days. Where there are fewer complete days, those; without one, all the usage there is. Days that no
 * upload with usage of the official route is of are no days without usage: they are not measured.
 */
export async function runRate(filters: Filters, pair: RoutePair): Promise<RunRate> {
  const { sample } = await facets(filters);
  const official = await routeReach(pair.baseline.id, sample);
  const relay = await routeReach(pair.candidate.id, sample);
  const measured = await measuredDays(filters, official);
  if (!measured) return nothingMeasured(filters.currency, 'There is no usage in scope to measure it from.');
  const { from, to } = measured;
  const scoped = { ...filters, from: formatDay(from), to: formatDay(to) };
  const savings = await answerOf(await savingsBasis(scoped, pair), scoped);
  const { totals } = savings;
  const days = to - from;
  return {
    currency: filters.currency,
    from: formatDay(from),
    to: formatDay(to),
    days,
    complete: measured.complete,
    official_monthly: aMonth(totals.baseline, days),
    relay_monthly: aMonth(totals.candidate, days),
    requests_monthly: totals.requests === null ? null : Math.round((totals.requests * MONTH_DAYS) / days),
    tokens_monthly: Math.round((totals.tokens * MONTH_DAYS) / days),
    official: savings.baseline,
    relay: savings.candidate,
    left_out: leftOutOf(savings),
    known: { official: datesOf(official), relay: datesOf(relay) },
    why:
      totals.baseline === null ? 'Nothing of this usage has a price, a rate and terms on both routes.' : null,
    savings,
  };
}

function leftOutOf({ left_out, basis, totals }: SavingsAnswer): LeftOutUsage {
  const no_price = { requests: basis.unpriced_requests, tokens: basis.unpriced_tokens };
  const tokens = no_price.tokens + left_out.no_rate.tokens + left_out.no_terms.tokens;
  return { ...left_out, no_price, tokens_pct: totals.tokens === 0 ? 0 : (tokens / totals.tokens) * 100 };
}

function datesOf(reach: Reach | undefined): KnownDays['official'] {
  return reach ? { from: formatDay(reach.from), to: formatDay(reach.to) } : null;
}

/** What a scenario takes where it does not say: the run rate, the currencies that the routes bill in, the market. */
export async function measuredDefaults(
  filters: Filters,
  pair: RoutePair,
  measured: RunRate,
): Promise<MeasuredDefaults> {
  const day = lastDayOf(measured) ?? (await latestDay());
  return {
    currency: filters.currency,
    officialMonthly: measured.official_monthly ?? undefined,
    relayMonthly: measured.relay_monthly ?? undefined,
    billing: {
      official: termsOn(pair.baseline, day)?.creditPrice.currency ?? 'USD',
      relay: termsOn(pair.candidate, day)?.creditPrice.currency ?? 'CNY',
    },
    marketRate: await marketRate(filters, day),
  };
}

/** CNY per USD on a day, or the last known before the first: a forecast needs one. */
async function marketRate({ rate }: Filters, day: Day): Promise<string> {
  const { rates } = await books();
  const known = rates.on('USD', 'CNY', day, rate) ?? rates.on('USD', 'CNY', await latestDay(), rate);
  if (!known) throw new Error('no exchange rate of USD in CNY is shipped');
  return known.rate;
}

/** The day of the newest rate in the book. */
async function latestDay(): Promise<Day> {
  const { rates } = await books();
  const days = rates.rates.map(({ on }) => parseDay(on.length === 7 ? `${on}-28` : on) ?? 0);
  return Math.max(...days);
}

function lastDayOf({ to }: RunRate): Day | undefined {
  const end = to === null ? undefined : parseDay(to);
  return end === undefined ? undefined : end - 1;
}

/** The last 30 complete days within the filters' period that the official route is known of; all of it without one. */
async function measuredDays(
  filters: Filters,
  official: Reach | undefined,
): Promise<{ from: Day; to: Day; complete: boolean } | undefined> {
  const extent = await extentOf(filters);
  if (!extent) return undefined;
  const whole = { from: extent.from, to: Math.min(extent.completeTo, extent.to) };
  const known = {
    from: Math.max(whole.from, official?.from ?? -Infinity),
    to: Math.min(whole.to, official?.to ?? Infinity),
  };
  const { from, to } = known.to > known.from ? known : whole;
  if (to <= from) return { from: extent.from, to: extent.to, complete: false };
  return { from: Math.max(from, to - MONTH_DAYS), to, complete: true };
}

/** The days of the data within the filters' period, and the day after the last complete one (see completeEnd). */
export async function extentOf(
  filters: Filters,
): Promise<{ from: Day; to: Day; completeTo: Day } | undefined> {
  const { facets: all, sample } = await facets(filters);
  if (all.from === undefined || all.to === undefined || all.lastHour === undefined) return undefined;
  const from = parseDay(later(all.from, filters.from));
  const to = parseDay(earlier(all.to, filters.to));
  if (from === undefined || to === undefined || from >= to) return undefined;
  return { from, to, completeTo: await completeEnd(all.lastHour, sample) };
}

/**
 * The day after the last complete one of a data set: a day is complete once its last hour has data, or an upload's last
 * bucket ends with it.
 */
export async function completeEnd(lastHour: string, sample: boolean): Promise<Day> {
  const ends = (await loadedUploads())
    .filter((upload) => upload.sample === sample)
    .map((upload) => upload.to);
  const endMs = Math.max(...ends.map((end) => (end === undefined ? 0 : Date.parse(end))));
  const last = new Date(lastHour);
  const lastDay = msToDay(last.getTime());
  const completeTo = last.getUTCHours() === LAST_HOUR ? lastDay + 1 : Math.max(lastDay, msToDay(endMs));
  return Math.min(completeTo, lastDay + 1);
}

function aMonth(amount: string | null, days: number): string | null {
  if (amount === null) return null;
  return picoToDecimal(divideHalfEven(decimalToPico(amount) * BigInt(MONTH_DAYS), BigInt(days)));
}

function later(a: string, b: string | undefined): string {
  return b !== undefined && b > a ? b : a;
}

function earlier(a: string, b: string | undefined): string {
  return b !== undefined && b < a ? b : a;
}

function nothingMeasured(currency: string, why: string): RunRate {
  return {
    currency,
    from: null,
    to: null,
    days: 0,
    complete: false,
    official_monthly: null,
    relay_monthly: null,
    requests_monthly: null,
    tokens_monthly: 0,
    official: null,
    relay: null,
    left_out: null,
    known: { official: null, relay: null },
    why,
    savings: null,
  };
}
