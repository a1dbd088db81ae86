import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { duration, durationChange } from '$lib/components/format-duration';
import { count, percent } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import type { ErrorsRow } from '$lib/server/answers/errors';
import type { LatencyRow } from '$lib/server/answers/latency';

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

interface RouteFigures {
  row: LatencyRow;
  /** The route's name. */
  name: string;
}

/** Why the difference between two routes is what it is, and what it does not tell. */
export function changeEvidence(
  baseline: RouteFigures,
  candidate: RouteFigures,
  metricName: string,
): EvidenceSpec {
  const [before, after] = [baseline.row.p95 ?? 0, candidate.row.p95 ?? 0];
  const rows = [candidate, baseline];
  return {
    title: `p95 of ${metricName}, ${candidate.name} against ${baseline.name}`,
    value: durationChange(after - before),
    formula: `p95 on ${candidate.name} − p95 on ${baseline.name}, each over all of its own traffic: models, regions and sizes of answers differ between them, so a part of the difference may be theirs`,
    working: `${durationChange(after - before)} = ${duration(after)} − ${duration(before)}`,
    inputs: rows.map(({ row, name }) => ({
      label: `p95 on ${name}`,
      value: duration(row.p95),
      note: `${count(row.measured)} requests measured`,
    })),
    rowsUsed: baseline.row.measured + candidate.row.measured,
    leftOut: rows
      .map(({ row, name }) => ({
        count: row.attempts - row.measured,
        what: `requests on ${name}`,
        why: 'failed, or nothing was measured for them',
      }))
      .filter(({ count: left }) => left > 0),
    links: [{ label: 'The rows behind it', href: '/rows' }],
  };
}

/** Why an error rate is what it is. */
export function errorEvidence(row: ErrorsRow, route: string): EvidenceSpec {
  return {
    title: `Error rate on ${route}`,
    value: row.rate_pct === null ? UNKNOWN : percent(row.rate_pct, 2),
    formula: 'Errors ÷ attempts whose source logs errors, with a Wilson interval at 95 %',
    ...(row.rate_pct === null
      ? {}
      : { working: `${percent(row.rate_pct, 2)} = ${count(row.errors)} ÷ ${count(row.attempts)}` }),
    inputs: Object.entries(row.by_class).map(([name, errors]) => ({
      label: name.replaceAll('_', ' '),
      value: count(errors),
    })),
    rowsUsed: row.attempts,
    leftOut:
      row.not_logged > 0
        ? [{ count: row.not_logged, what: 'requests', why: 'their source does not log errors' }]
        : [],
    links: [{ label: 'The rows behind it', href: `/rows?route=${encodeURIComponent(row.route ?? '')}` }],
  };
}
