import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import type { LatencyMetric } from '$lib/server/store/latencies';
import { dataPeriod } from '$lib/usage/data-period';
import { formatDay, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { decimalToPico, divideHalfEven, picoToDecimal } from '$lib/usage/money';
import { books } from './books';
import { loadedUploads } from './dataset';
import { errors } from './errors';
import { facets } from './facets';
import { gaps, type Evidence } from './gaps';
import { measuredRoutes } from './latency-pair';
import { overTime, type Period } from './over-time';
import { payerOf } from './payer';
import type { OverviewAnswer, RouteErrors } from './overview-answer';
import { answerOf, savingsBasis, type RoutePair } from './savings';
import { costedCells } from './spend';
import { landedSum } from './spend-figures';

const MONTH_DAYS = 30n;

/** The answer first: what the traffic cost, what the same would have cost on the other route, and what is missing. */
export async function overview(filters: Filters, pair: RoutePair): Promise<OverviewAnswer> {
  const { facets: all, sample } = await facets(filters);
  const whole = dataPeriod(all);
  const period = periodOf(filters, whole?.from, whole?.to);
  if (!period) return emptyOverview(filters.currency);
  const [costed, basis, measured, outcomes] = await Promise.all([
    costedCells(filters, []),
    savingsBasis(filters, pair),
    latencyMeasured(filters, pair),
    errorsOf(filters, pair),
  ]);
  if (costed.length === 0) return emptyOverview(filters.currency);
  const savings = await answerOf(basis, filters);
  const spent = landedSum(costed);
  const uploads = (await loadedUploads()).filter((upload) => upload.sample === sample);
  const kept = await books();
  return {
    currency: filters.currency,
    period: { from: formatDay(period.from), to: formatDay(period.to) },
    savings,
    monthly_saving: monthlySaving(savings, periodOf(filters, all.from, all.to)),
    spent: spent === undefined ? null : picoToDecimal(spent),
    requests: costed.reduce((sum, { cell }) => sum + cell.requests, 0),
    routes: all.routes.map(({ name, requests }) => {
      const route = kept.routes.find(({ id }) => id === name);
      return { route: name, name: route?.name ?? name, kind: route?.kind ?? 'official', requests };
    }),
    over_time: overTime(costed, basis, period, kept, payerOf(filters)),
    errors: outcomes,
    gaps: gaps({ savings, latency: measured, errors: outcomes, uploads }),
  };
}

/** The period asked for, cut to where there is data. */
function periodOf(filters: Filters, from: string | undefined, to: string | undefined): Period | undefined {
  if (from === undefined || to === undefined) return undefined;
  const first = parseDay(filters.from !== undefined && filters.from > from ? filters.from : from);
  const end = parseDay(filters.to !== undefined && filters.to < to ? filters.to : to);
  return first !== undefined && end !== undefined && first < end ? { from: first, to: end } : undefined;
}

/** Saving × 30 ÷ days of the usage's period, rounded half to even at 12 places. */
function monthlySaving(
  { totals }: SavingsAnswer,
  ofUsage: Period | undefined,
): OverviewAnswer['monthly_saving'] {
  if (totals.saving === null || !ofUsage) return null;
  const { from, to } = ofUsage;
  const amount = divideHalfEven(decimalToPico(totals.saving) * MONTH_DAYS, BigInt(to - from));
  return { amount: picoToDecimal(amount), days: to - from };
}

/** Whether each route has times to first token, or durations where neither has the former. */
async function latencyMeasured(filters: Filters, pair: RoutePair): Promise<Evidence['latency']> {
  const on = async (metric: LatencyMetric): Promise<Evidence['latency']> => {
    const ids = (await measuredRoutes(filters, metric)).map(({ id }) => id);
    return { baseline: ids.includes(pair.baseline.id), candidate: ids.includes(pair.candidate.id) };
  };
  const ttft = await on('ttft');
  return ttft.baseline || ttft.candidate ? ttft : on('duration');
}

async function errorsOf(filters: Filters, pair: RoutePair): Promise<OverviewAnswer['errors']> {
  const { rows } = await errors({ ...filters, routes: [] }, ['route']);
  const of = (id: string): RouteErrors | null => {
    const row = rows.find(({ route }) => route === id);
    if (!row || row.rate_pct === null || row.low === null || row.high === null) return null;
    return { route: id, rate_pct: row.rate_pct, low: row.low, high: row.high, attempts: row.attempts };
  };
  return { baseline: of(pair.baseline.id), candidate: of(pair.candidate.id) };
}

function emptyOverview(currency: string): OverviewAnswer {
  return {
    currency,
    period: null,
    savings: null,
    monthly_saving: null,
    spent: null,
    requests: 0,
    routes: [],
    over_time: { grain: 'day', rows: [] },
    errors: { baseline: null, candidate: null },
    gaps: [],
  };
}
