import { COLUMN_SYNONYMS } from './column-synonyms';
import { FIELD_NAMES, type FieldName } from './format';
import type { SampledColumn } from './sampled-column';

const DURATIONS: readonly FieldName[] = [
  'duration_ms',
  'ttft_ms',
  'upstream_ms',
  'overhead_ms',
  'retry_after',
];
const MAY_CARRY_UNIT: readonly FieldName[] = [
  ...DURATIONS,
  'starts_at',
  'ends_at',
  'charged',
  'bucket_seconds',
];

/** Columns that by their names hold a field, the most likely first; a column serves one field only. */
export function matchColumns(columns: SampledColumn[]): Map<FieldName, SampledColumn[]> {
  const taken = new Set<SampledColumn>();
  const matches = new Map<FieldName, SampledColumn[]>();
  for (const field of FIELD_NAMES) {
    const found = candidates(field, columns).filter((column) => !taken.has(column));
    if (found[0]) {
      taken.add(found[0]);
      matches.set(field, found);
    }
  }
  return matches;
}

function candidates(field: FieldName, columns: SampledColumn[]): SampledColumn[] {
  const names = COLUMN_SYNONYMS[field] ?? [];
  const rank = (column: SampledColumn) => {
    const exact = names.indexOf(column.words);
    return exact < 0 && MAY_CARRY_UNIT.includes(field) ? names.indexOf(column.stem) : exact;
  };
  const depth = ({ name }: SampledColumn) => name.split('.').length;
  return columns
    .filter((column) => rank(column) >= 0)
    .sort((a, b) => rank(a) - rank(b) || depth(a) - depth(b));
}
