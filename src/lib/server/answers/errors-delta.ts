import { newcombe } from '$lib/latency/newcombe';
import { ERROR_CLASSES, type ErrorClass } from '$lib/usage/error-classes';
import { errorGuide } from '$lib/usage/error-guide';
import type { Filters } from '$lib/usage/filters';
import { errors, type ErrorsRow } from './errors';
import type { RoutePair } from './savings';

/** Error rates of a candidate route against a baseline: their difference in percentage points, per class and in all. */
export interface ErrorsDeltaAnswer {
  baseline: string;
  candidate: string;
  /** All errors first, then the classes that either route has, most errors first. */
  rows: ErrorsDeltaRow[];
}

export interface ErrorsDeltaRow {
  class: ErrorClass | 'all';
  baseline_errors: number | null;
  baseline_attempts: number;
  baseline_pct: number | null;
  candidate_errors: number | null;
  candidate_attempts: number;
  candidate_pct: number | null;
  /** Percentage points, candidate − baseline, with Newcombe's 95 % interval. */
  difference: number | null;
  low: number | null;
  high: number | null;
  verdict: 'more' | 'fewer' | 'no difference shown' | 'not comparable';
  means: string | null;
  fix: string | null;
}

/** Both routes' errors held against each other. A route whose sources log no errors is not comparable, not at 0 %. */
export async function errorsDelta(filters: Filters, pair: RoutePair): Promise<ErrorsDeltaAnswer> {
  const { rows } = await errors({ ...filters, routes: [] }, ['route']);
  const baseline = rows.find(({ route }) => route === pair.baseline.id);
  const candidate = rows.find(({ route }) => route === pair.candidate.id);
  const all = deltaRow('all', baseline, candidate);
  const classes = ERROR_CLASSES.map((name) => deltaRow(name, baseline, candidate)).filter(
    (row) => (row.baseline_errors ?? 0) + (row.candidate_errors ?? 0) > 0,
  );
  classes.sort((a, b) => total(b) - total(a));
  return { baseline: pair.baseline.id, candidate: pair.candidate.id, rows: [all, ...classes] };
}

function deltaRow(
  name: ErrorClass | 'all',
  baseline: ErrorsRow | undefined,
  candidate: ErrorsRow | undefined,
): ErrorsDeltaRow {
  const [b, c] = [shareOf(baseline, name), shareOf(candidate, name)];
  const found = newcombe(
    { hits: c.errors ?? 0, trials: c.attempts },
    { hits: b.errors ?? 0, trials: b.attempts },
  );
  const guide = name === 'all' ? undefined : errorGuide(name);
  return {
    class: name,
    baseline_errors: b.errors,
    baseline_attempts: b.attempts,
    baseline_pct: b.pct,
    candidate_errors: c.errors,
    candidate_attempts: c.attempts,
    candidate_pct: c.pct,
    difference: found ? found.value * 100 : null,
    low: found ? found.low * 100 : null,
    high: found ? found.high * 100 : null,
    verdict: verdictOf(found),
    means: guide?.means ?? null,
    fix: guide?.fix ?? null,
  };
}

function verdictOf(found: { low: number; high: number } | undefined): ErrorsDeltaRow['verdict'] {
  if (!found) return 'not comparable';
  if (found.low > 0) return 'more';
  return found.high < 0 ? 'fewer' : 'no difference shown';
}

function shareOf(
  row: ErrorsRow | undefined,
  name: ErrorClass | 'all',
): { errors: number | null; attempts: number; pct: number | null } {
  if (!row || row.logged === false) return { errors: null, attempts: 0, pct: null };
  const errors = name === 'all' ? row.errors : (row.by_class[name] ?? 0);
  return { errors, attempts: row.attempts, pct: (errors / row.attempts) * 100 };
}

function total(row: ErrorsDeltaRow): number {
  return (row.baseline_errors ?? 0) + (row.candidate_errors ?? 0);
}
