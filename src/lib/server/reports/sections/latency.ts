import { routeHues } from '$lib/charts/hues';
import { duration } from '$lib/components/format-duration';
import { BUDGET_MS } from '$lib/latency/budget';
import type { ReportChart, ReportSection } from '$lib/report/report';
import { books } from '$lib/server/answers/books';
import { errors } from '$lib/server/answers/errors';
import { errorsDelta } from '$lib/server/answers/errors-delta';
import { latency, latencyDistribution, type LatencyDistribution } from '$lib/server/answers/latency';
import { latencyDelta } from '$lib/server/answers/latency-delta';
import { latencyPair } from '$lib/server/answers/latency-pair';
import type { LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';
import { deltaEvidence } from '$pages/latency/delta-evidence';
import { deltaFigures } from '$pages/latency/delta-figures';
import { differenceColumns, differenceNote } from '$pages/latency/errors-columns';
import { errorsColumns, latencyColumns } from '$pages/latency/latency-columns';
import { deltaSentence, type Names } from '$pages/latency/latency-words';
import type { Making } from '../making';
import { figuresOf, sentence, tableOf } from '../section-parts';

/** How fast and how sound the two routes are, like for like. */
export async function latencySection(making: Making): Promise<ReportSection> {
  const { filters, query, redaction, routeName } = making;
  const byRoute = await measured(making);
  const { metric } = byRoute;
  const pair = await latencyPair(query, filters, metric);
  const [delta, byModel, errorsByModel, difference] = await Promise.all([
    latencyDelta(filters, making.named(pair), metric),
    latency(filters, ['route', 'model'], metric, BUDGET_MS),
    errors(filters, ['route', 'model']),
    errorsDelta(filters, pair),
  ]);
  const names: Names = {
    baseline: routeName(delta.baseline),
    candidate: routeName(delta.candidate),
    metric: metric === 'ttft' ? 'time to first token' : 'duration',
  };
  const nameOf = (row: { route?: string | null }): string => routeName(row.route ?? '');
  const [all] = difference.rows;
  const told = <T extends { model?: string | null }>(rows: T[]): T[] =>
    rows.map((row) => ({ ...row, model: redaction.name('model', row.model) }));
  return {
    id: 'latency',
    title: 'Latency and errors',
    answer: said(delta, byRoute, names),
    note: `Percentiles of successful requests with a measured ${names.metric}. Errors stand beside them, never in them.`,
    figures: figuresOf(deltaFigures(delta, all, names)),
    charts: byRoute.curves.length > 0 ? [await distribution(byRoute, names, routeName)] : [],
    tables: [
      tableOf({
        name: 'latency-by-model',
        title: `${names.metric.charAt(0).toUpperCase()}${names.metric.slice(1)} by model and route`,
        columns: latencyColumns(nameOf, BUDGET_MS),
        rows: told(byModel.rows.filter((row) => row.measured > 0)),
        aside: ['attempts', 'mean', 'p90'],
      }),
      tableOf({
        name: 'errors-difference',
        title: 'Errors of both routes',
        note: differenceNote(all, names),
        columns: differenceColumns(names),
        rows: difference.rows,
        aside: ['fix'],
      }),
      tableOf({
        name: 'errors-by-model',
        title: 'Errors by model and route',
        columns: errorsColumns(nameOf),
        rows: told(errorsByModel.rows),
      }),
    ],
    knowledge: knowledge(delta, byRoute),
  };
}

async function measured({ filters }: Making): Promise<LatencyDistribution> {
  const first = await latencyDistribution(filters, 'ttft', BUDGET_MS);
  return first.curves.length > 0 ? first : latencyDistribution(filters, 'duration', BUDGET_MS);
}

function said(delta: LatencyDeltaAnswer, byRoute: LatencyDistribution, names: Names): string {
  const parts = deltaSentence(delta, names, deltaEvidence(delta, 'p95', names));
  if (parts) return sentence(parts);
  const p95 = (id: string, name: string): string[] => {
    const row = byRoute.rows.find(({ route }) => route === id);
    return row && row.p95 !== null ? [`${duration(row.p95)} on ${name}`] : [];
  };
  const known = [...p95(delta.baseline, names.baseline), ...p95(delta.candidate, names.candidate)];
  if (known.length === 0) return 'This data holds no latency.';
  return `95 of 100 requests have a ${names.metric} of at most ${known.join(' and ')}; the two cannot be compared like for like.`;
}

async function distribution(
  { curves, quantiles }: LatencyDistribution,
  names: Names,
  routeName: Making['routeName'],
): Promise<ReportChart> {
  const hues = routeHues((await books()).routes);
  return {
    kind: 'distribution',
    title: `Distribution of ${names.metric}`,
    caption: 'Share of requests answered within a time; all traffic of each route, whatever it is made of',
    summary: curves
      .map(({ route, ms }) => `Half of the requests on ${routeName(route)} within ${duration(ms[50])}`)
      .join('; ')
      .concat('.'),
    table: 'latency-by-model',
    quantiles,
    budget_ms: BUDGET_MS,
    curves: curves.map(({ route, ms }) => ({
      label: routeName(route),
      hue: hues.get(route) ?? 'series-rest',
      ms,
    })),
  };
}

function knowledge(delta: LatencyDeltaAnswer, byRoute: LatencyDistribution): string[] {
  return [
    ...(delta.verdict === 'not comparable' ? [`Not comparable: ${delta.why}`] : []),
    ...(delta.verdict === 'too short a time' ? [delta.why] : []),
    ...delta.warnings.map(({ text }) => text),
    ...(byRoute.rows.some(({ method, measured: n }) => method === 'sketch' && n > 0)
      ? ['Percentiles are from a sketch, within 1 %.']
      : []),
    ...(delta.resolution_ms > 1 ? [`A source records no finer than ${duration(delta.resolution_ms)}.`] : []),
  ];
}
