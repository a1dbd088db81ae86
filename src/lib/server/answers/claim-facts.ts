import type { FactSource } from '$lib/claims/judge';
import type { BudgetFacts, MatchedFacts } from '$lib/claims/latency-claims';
import type { PriceFacts } from '$lib/claims/price-claim';
import type { SavingFacts } from '$lib/claims/saving-claims';
import { BUDGET_MS } from '$lib/latency/budget';
import { app } from '$lib/server/app';
import type { LatencyMetric } from '$lib/server/store/latencies';
import { msToDay, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { books } from './books';
import { dataset } from './dataset';
import { latency } from './latency';
import { estimateOf, latencyDelta } from './latency-delta';
import type { DeltaQuantile } from './latency-delta-answer';
import { latencyPair } from './latency-pair';
import { overhead, type OverheadRow } from './overhead';
import { reconciliation } from './reconciliation';
import { savings, type RoutePair } from './savings';
import { toScope } from './scope';

/** A bill agrees with computed costs within so many percent. */
const TOLERANCE_PCT = 1;

/** What the data in view says of claims: the answers that the pages about savings, latency and bills give. */
export function claimFacts(filters: Filters, pair: RoutePair, query: URLSearchParams): FactSource {
  return {
    saving: (currency) => savingFacts(currency === undefined ? filters : { ...filters, currency }, pair),
    matched: ({ metric, quantile }) => matchedFacts(filters, query, metric, quantile),
    budget: ({ metric }, budgetMs) => budgetFacts(filters, query, metric, budgetMs),
    prices: () => priceFacts(filters, pair),
  };
}

async function savingFacts(filters: Filters, pair: RoutePair): Promise<SavingFacts> {
  const { totals } = await savings(filters, pair);
  const market = await lastMarketRate(filters);
  const tokens = totals.tokens - totals.unpriced_tokens;
  return {
    baseline: pair.baseline.name,
    candidate: pair.candidate.name,
    home: filters.home,
    ...(totals.saving_pct === null || tokens <= 0 ? {} : { savingPct: totals.saving_pct }),
    ...(totals.saving === null || tokens <= 0 ? {} : { saving: totals.saving, tokens }),
    ...(market ? { market } : {}),
  };
}

/** CNY per USD on the last day with data; today's where there is none. */
async function lastMarketRate(filters: Filters): Promise<SavingFacts['market']> {
  const [{ rates }, { sample }] = await Promise.all([books(), toScope(filters)]);
  const { lastHour } = await dataset(sample);
  const day = parseDay(lastHour?.slice(0, 10) ?? '') ?? msToDay((await app()).now());
  const used = rates.on('USD', 'CNY', day, { policy: 'daily' });
  return used && { rate: used.rate, of: used.of };
}

async function matchedFacts(
  filters: Filters,
  query: URLSearchParams,
  metric: LatencyMetric,
  quantile: DeltaQuantile,
): Promise<MatchedFacts> {
  const pair = await latencyPair(query, filters, metric);
  const { matched, verdict, why } = await latencyDelta(filters, pair, metric);
  const delta = verdict === 'not comparable' ? null : matched[quantile];
  const interval = delta && estimateOf(delta).interval;
  return {
    baseline: pair.baseline.name,
    candidate: pair.candidate.name,
    metric,
    why,
    ...(interval ? { delta: { value: delta.value, baseline: delta.baseline, ...interval } } : {}),
  };
}

async function budgetFacts(
  filters: Filters,
  query: URLSearchParams,
  metric: LatencyMetric,
  budgetMs: number,
): Promise<BudgetFacts> {
  const anywhere = { ...filters, routes: [] };
  const { candidate } = await latencyPair(query, filters, metric);
  const budget = Number.isFinite(budgetMs) ? budgetMs : BUDGET_MS;
  const [facts, { rows }, added] = await Promise.all([
    matchedFacts(filters, query, metric, 'p95'),
    latency(anywhere, ['route'], metric, budget),
    overhead(anywhere, ['route'], budget),
  ]);
  const row = rows.find(({ route }) => route === candidate.id);
  const own = added.rows.find(({ route, measured }) => route === candidate.id && measured > 0);
  return {
    ...facts,
    ...(row && row.measured > 0 ? { under: { under: underBudget(row), measured: row.measured } } : {}),
    ...(own ? { overhead: { under: underBudget(own), measured: own.measured } } : {}),
  };
}

function underBudget({
  measured,
  under_budget_pct: pct,
}: Pick<OverheadRow, 'measured' | 'under_budget_pct'>): number {
  return Math.round((measured * (pct ?? 0)) / 100);
}

async function priceFacts(filters: Filters, pair: RoutePair): Promise<PriceFacts> {
  const [answer, bills] = await Promise.all([
    savings(filters, pair),
    reconciliation({ ...filters, routes: [pair.candidate.id] }, TOLERANCE_PCT),
  ]);
  const priced = answer.rows.filter(({ parts }) => parts !== null);
  const isOff = (part: string | undefined): boolean => part !== undefined && Number(part) !== 0;
  const different = priced.filter(({ parts }) => isOff(parts?.list_price) || isOff(parts?.multiplier));
  const billed = bills.rows.filter(({ status }) => status === 'agrees' || status === 'differs');
  return {
    baseline: pair.baseline.name,
    candidate: pair.candidate.name,
    different: different.map(({ model }) => model),
    ...(priced.length > 0 ? { compared: priced.length } : {}),
    ...(answer.candidate.terms ? { termsSource: answer.candidate.terms.source } : {}),
    ...(billed.length > 0
      ? {
          bill: {
            agrees: billed.filter(({ status }) => status === 'agrees').length,
            differs: billed.filter(({ status }) => status === 'differs').length,
            gapPct: widest(bills.totals),
            holds: bills.totals.every(({ status }) => status !== 'differs'),
          },
        }
      : {}),
  };
}

/** The gap of all bills together that is farthest from 0, over their currencies. */
function widest(totals: { gap_pct: number | null }[]): number {
  return totals.reduce(
    (most, { gap_pct: gap }) => (Math.abs(gap ?? 0) > Math.abs(most) ? (gap ?? 0) : most),
    0,
  );
}
