import { signed, count, percent, fixed } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { LatencyDeltaAnswer, StratumRow } from '$lib/server/answers/latency-delta-answer';
import { bandWords, type Names } from './latency-words';

const TOO_FEW = 'fewer than 20 measured requests on one of the routes';

/** What requests are alike in, how many there are on each route, and the stratum's own delta. */
export function strataColumns(
  { match, resolution_ms }: LatencyDeltaAnswer,
  names: Names,
): Column<StratumRow>[] {
  const missing =
    resolution_ms > 1 ? `${TOO_FEW}, or finer than the whole seconds that a source records` : TOO_FEW;
  const keys: Record<LatencyDeltaAnswer['match'][number], Column<StratumRow>> = {
    model: { key: 'model', label: 'Model', align: 'left', value: (row) => row.model },
    region: { key: 'region', label: 'Region', align: 'left', value: (row) => row.region },
    output_band: {
      key: 'output',
      label: 'Output',
      align: 'left',
      value: (row) => row.output_from,
      show: (row) => bandWords(row.output_from, row.output_to),
    },
  };
  return [
    ...match.map((one) => keys[one]),
    requests('baseline_measured', names.baseline),
    requests('candidate_measured', names.candidate),
    {
      key: 'weight',
      label: 'Weight',
      unit: '%',
      value: (row) => row.weight_pct,
      show: (row) => percent(row.weight_pct).replace(/\s?%/, ''),
      bar: (row) => (row.weight_pct ?? 0) / 100,
      missing: TOO_FEW,
    },
    milliseconds('p50', 'Δ p50', missing),
    milliseconds('p95', 'Δ p95', missing),
    {
      key: 'faster',
      label: `${names.candidate} faster`,
      unit: '%',
      value: (row) => (row.faster_probability === null ? null : row.faster_probability * 100),
      show: (row) => fixed((row.faster_probability ?? 0) * 100, 0),
      missing,
    },
  ];
}

function requests(key: 'baseline_measured' | 'candidate_measured', label: string): Column<StratumRow> {
  return { key, label, value: (row) => row[key], show: (row) => count(row[key]) };
}

function milliseconds(key: 'p50' | 'p95', label: string, missing: string): Column<StratumRow> {
  return {
    key,
    label,
    unit: 'ms',
    value: (row) => row[key],
    show: (row) => {
      const ms = row[key] ?? 0;
      return signed(fixed(ms, Math.abs(ms) < 9.95 ? 1 : 0));
    },
    missing,
  };
}
