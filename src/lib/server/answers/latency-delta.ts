import { blockUnit, type BlockUnit } from '$lib/latency/block-unit';
import { BUDGET_MS } from '$lib/latency/budget';
import { verdictOf, type Verdict } from '$lib/latency/delta-verdict';
import { blocksIn, type BlockCells, type Blocks } from '$lib/latency/influence';
import { matchedDelta, type Estimate, type MatchedDelta } from '$lib/latency/matched-delta';
import { told } from '$lib/latency/resolution';
import {
  matchStrata,
  MATCHES,
  type Match,
  type MatchedStratum,
  type StratumLatencies,
} from '$lib/latency/strata';
import { app } from '$lib/server/app';
import type { LatencyMetric, StrataRequest } from '$lib/server/store/latencies';
import type { Scope } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { kept } from './kept';
import { latency, type LatencyRow } from './latency';
import type {
  DeltaQuantile,
  EstimateFigures,
  LatencyDeltaAnswer,
  QuantileFigures,
} from './latency-delta-answer';
import { stratumRows } from './latency-delta-strata';
import { warningsOf, whyOf } from './latency-delta-words';
import { canonicalIds } from './reported-names';
import type { RoutePair } from './savings';
import { toScope } from './scope';

const QUANTILES: Record<DeltaQuantile, number> = { p50: 0.5, p95: 0.95, p99: 0.99 };
const NAMES = Object.keys(QUANTILES) as DeltaQuantile[];
const HOURS_A_DAY = 24;

interface Drawn {
  unit: BlockUnit;
  cells: BlockCells[];
  blocks: Blocks;
}

/** The latency of a candidate route against a baseline: raw, and matched by what requests have to be alike in. */
export async function latencyDelta(
  filters: Filters,
  pair: RoutePair,
  metric: LatencyMetric,
  match: Match[] = [...MATCHES],
): Promise<LatencyDeltaAnswer> {
  const scope = await toScope(filters);
  const [baseline, candidate] = [pair.baseline.id, pair.candidate.id];
  const request = { baseline, candidate, metric, match };
  const [raw, comparison] = await Promise.all([
    latency({ ...filters, routes: [] }, ['route'], metric, BUDGET_MS),
    kept(`latency delta ${JSON.stringify([scope, request])}`, () => compared(scope, request)),
  ]);
  const rows = { baseline: rowOf(raw.rows, baseline), candidate: rowOf(raw.rows, candidate) };
  return answerOf({ request, rows, pair, ...comparison });
}

type Compared = Omit<DeltaParts, 'request' | 'rows' | 'pair'>;

async function compared(scope: Scope, request: StrataRequest): Promise<Compared> {
  const { store } = await app();
  const asked = { ...request, modelIds: await canonicalIds(scope.sample) };
  const strata = await store.latencyStrata(scope, asked);
  const { matched, coverage } = matchStrata(strata);
  const drawn = matched.length === 0 ? undefined : await drawnFrom(scope, asked, matched);
  const delta =
    drawn && matchedDelta(matched, drawn.cells, Object.values(QUANTILES), { blocks: drawn.blocks });
  return { strata, matched, coverage, drawn, delta };
}

async function drawnFrom(scope: Scope, request: StrataRequest, strata: MatchedStratum[]): Promise<Drawn> {
  const { store } = await app();
  const of = async (unit: BlockUnit): Promise<Drawn> => {
    const cells = await store.latencyBlocks(scope, { ...request, unit, strata });
    return { unit, cells, blocks: blocksIn(cells) };
  };
  const days = await of('day');
  const measured = strata.reduce((sum, one) => sum + one.baselineMeasured + one.candidateMeasured, 0);
  return blockUnit(days.blocks, measured) === 'hour' ? of('hour') : days;
}

/** All that an answer is made of. */
export interface DeltaParts {
  request: StrataRequest;
  rows: Record<'baseline' | 'candidate', LatencyRow | undefined>;
  pair: RoutePair;
  strata: StratumLatencies[];
  matched: MatchedStratum[];
  coverage: number;
  drawn: Drawn | undefined;
  delta: MatchedDelta | undefined;
}

function answerOf(parts: DeltaParts): LatencyDeltaAnswer {
  const { request, rows, strata, matched, coverage, drawn, delta } = parts;
  const { baseline, candidate, metric, match } = request;
  const resolutionMs = Math.max(rows.baseline?.resolution_ms ?? 1, rows.candidate?.resolution_ms ?? 1);
  const figures = byName((name) => quantileFigures(delta, QUANTILES[name], resolutionMs));
  const raw = byName((name) => told(difference(rows.candidate?.[name], rows.baseline?.[name]), resolutionMs));
  const verdict: Verdict = verdictOf(figures.p95 ? estimateOf(figures.p95) : undefined, coverage);
  return {
    baseline,
    candidate,
    metric,
    match,
    raw,
    matched: figures,
    coverage_pct: coverage * 100,
    strata: matched.length,
    baseline_strata: strata.filter((stratum) => stratum.baseline.length > 0).length,
    days: daysOf(drawn?.unit, delta),
    blocks: {
      unit: drawn?.unit ?? 'day',
      baseline: delta?.blocks.baseline ?? 0,
      candidate: delta?.blocks.candidate ?? 0,
    },
    faster_probability: delta && figures.p50 ? estimateFigures(delta.faster) : null,
    verdict,
    verdict_of: 'p95',
    why: whyOf(parts, verdict, figures.p95, resolutionMs),
    warnings: warningsOf(parts, raw, figures),
    resolution_ms: resolutionMs,
    measured: { baseline: rows.baseline?.measured ?? 0, candidate: rows.candidate?.measured ?? 0 },
    rows: stratumRows(strata, matched, match, resolutionMs),
  };
}

function quantileFigures(
  delta: MatchedDelta | undefined,
  quantile: number,
  resolutionMs: number,
): QuantileFigures | null {
  const found = delta?.quantiles.find((one) => one.quantile === quantile);
  if (!found || told(found.value, resolutionMs) === null) return null;
  const [baseline, candidate] = [rounded(found.baselineMs), rounded(found.candidateMs)];
  return { ...estimateFigures(found), baseline, candidate };
}

function estimateFigures({ value, interval }: Estimate): EstimateFigures {
  return {
    value: rounded(value),
    low: interval ? rounded(interval.low) : null,
    high: interval ? rounded(interval.high) : null,
  };
}

/** Figures of an answer as an estimate with its interval, where there is one. */
export function estimateOf({ value, low, high }: EstimateFigures): Estimate {
  return low === null || high === null ? { value } : { value, interval: { low, high } };
}

/** Sums in another order differ in the last of 16 digits: what is said has six places. */
function rounded(figure: number): number {
  return Math.round(figure * 1e6) / 1e6;
}

function byName<T>(of: (name: DeltaQuantile) => T): Record<DeltaQuantile, T> {
  return Object.fromEntries(NAMES.map((name) => [name, of(name)])) as Record<DeltaQuantile, T>;
}

function difference(a: number | null | undefined, b: number | null | undefined): number | null {
  return a == null || b == null ? null : a - b;
}

function rowOf(rows: LatencyRow[], route: string): LatencyRow | undefined {
  return rows.find((row) => row.route === route && row.measured > 0);
}

function daysOf(unit: BlockUnit | undefined, delta: MatchedDelta | undefined): number {
  const numbers = delta?.blocks.numbers ?? [];
  return unit === 'hour'
    ? new Set(numbers.map((hour) => Math.floor(hour / HOURS_A_DAY))).size
    : numbers.length;
}
