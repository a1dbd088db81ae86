import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { duration } from '$lib/components/format-duration';
import { count, percent } from '$lib/components/format-number';
import type { ErrorsDeltaRow } from '$lib/server/answers/errors-delta';
import type { LatencyRow } from '$lib/server/answers/latency';
import type { Names } from './latency-words';

/** Why a percentile is what it is. */
export function percentileEvidence(row: LatencyRow, route: string, metricName: string): EvidenceSpec {
  return {
    title: `p95 of ${metricName} on ${route}`,
    value: duration(row.p95),
    formula:
      row.method === 'exact'
        ? '95th percentile of successful requests with a measured value, by linear interpolation between closest ranks'
        : '95th percentile from counts in log-spaced buckets: within 1 % of the exact one',
    inputs: [
      { label: 'Median', value: duration(row.p50) },
      { label: 'p90', value: duration(row.p90) },
      { label: 'p99', value: duration(row.p99) },
      { label: 'Mean', value: duration(row.mean) },
      ...(row.resolution_ms > 1 ? [{ label: 'Recorded in', value: 'whole seconds' }] : []),
    ],
    rowsUsed: row.measured,
    leftOut: [
      {
        count: row.attempts - row.measured,
        what: 'requests',
        why: 'failed, or nothing was measured for them',
      },
    ].filter(({ count: left }) => left > 0),
    links: [{ label: 'The rows behind it', href: `/rows?route=${encodeURIComponent(row.route ?? '')}` }],
  };
}

/** Why the difference of two routes' error rates is what it is. */
export function errorsEvidence(row: ErrorsDeltaRow, value: string, names: Names): EvidenceSpec {
  const side = (label: string, pct: number | null, errors: number | null, attempts: number) => ({
    label,
    value: percent(pct, 2),
    note: `${count(errors)} ÷ ${count(attempts)} attempts`,
  });
  return {
    title: `Errors on ${names.candidate} against ${names.baseline}`,
    value,
    formula: `Errors ÷ attempts on ${names.candidate} − errors ÷ attempts on ${names.baseline}, in percentage points, with Newcombe’s 95 % interval. Attempts are requests whose source logs errors.`,
    working: `${value} = ${percent(row.candidate_pct, 2)} − ${percent(row.baseline_pct, 2)}`,
    inputs: [
      side(names.candidate, row.candidate_pct, row.candidate_errors, row.candidate_attempts),
      side(names.baseline, row.baseline_pct, row.baseline_errors, row.baseline_attempts),
    ],
    rowsUsed: row.baseline_attempts + row.candidate_attempts,
    links: [{ label: 'The rows behind it', href: '/rows' }],
  };
}
