import { FIELD_NAMES, type FieldName, type Format } from './format';
import { matchColumns } from './match-columns';
import { possibleNumberStyles } from './number-style';
import { openQuestions } from './open-questions';
import { proposeCached } from './propose-cached';
import { proposeBuckets } from './propose-buckets';
import { isStatus, proposeField, type Question } from './propose-field';
import { sampleColumns, type SampledColumn } from './sampled-column';

/** A draft for an unknown file: complete where names and samples tell, and a list of what a person must say. */
export interface Proposal {
  format: Omit<Format, 'id' | 'label'>;
  questions: Question[];
  /** Columns that the draft does not use. */
  unused: string[];
}

type Matches = Map<FieldName, SampledColumn[]>;

const TOKEN_FIELDS = FIELD_NAMES.slice(FIELD_NAMES.indexOf('input'), FIELD_NAMES.indexOf('status'));
const WHOLE: readonly FieldName[] = ['requests', 'bucket_seconds', ...TOKEN_FIELDS];
const DURATIONS: readonly FieldName[] = ['duration_ms', 'ttft_ms', 'upstream_ms', 'overhead_ms'];
const NUMBERS: readonly FieldName[] = [...WHOLE, ...DURATIONS, 'charged'];
const SIGNATURE: readonly FieldName[] = ['starts_at', 'model', 'input', 'output'];

/** Proposes a declaration from the header and up to some twenty sample rows of a file that no format recognises. */
export function proposeFormat(header: string[], rows: string[][]): Proposal {
  const columns = sampleColumns(header, rows);
  const matches = withoutDoubts(matchColumns(columns));
  const styles = possibleNumberStyles(numberSamples(matches));
  const numberStyle = styles[0] ?? '1234.56';
  const cached = proposeCached(matches, columns, numberStyle);
  const proposed = [...matches].flatMap(([name, [column]]) =>
    column ? [{ name, ...proposeField(name, column, numberStyle) }] : [],
  );
  const buckets = proposeBuckets(matches);
  const fields: Format['fields'] = { ...buckets.fields };
  for (const { name, field } of proposed) fields[name] = field;
  return {
    format: {
      grain: fields.ends_at || fields.bucket_seconds ? 'bucket' : 'request',
      zone: 'UTC',
      ...currencyOf(matches),
      inputIncludesCached: cached.includesCached,
      numberStyle,
      signature: SIGNATURE.flatMap((name) => matches.get(name)?.[0]?.name ?? []),
      fields,
      ignored: [],
    },
    questions: [
      ...openQuestions(matches, styles),
      ...proposed.flatMap(({ questions }) => questions),
      ...buckets.questions,
      ...cached.questions,
    ],
    unused: unusedColumns(header, matches),
  };
}

/**
 * The end of a single request is no bucket: without a count of requests, end times stay unused. A status in words of
 * its own (such as OpenTelemetry's 0, 1, 2) says nothing beside a column of errors.
 */
function withoutDoubts(matches: Matches): Matches {
  if (!matches.has('requests')) matches.delete('ends_at');
  const statuses = matches.get('status')?.[0]?.texts ?? [];
  if (matches.has('error') && !statuses.every(isStatus)) matches.delete('status');
  return matches;
}

function numberSamples(matches: Matches) {
  return NUMBERS.flatMap((name) => {
    const texts = matches.get(name)?.[0]?.texts ?? [];
    return texts.length > 0 ? [{ texts, whole: WHOLE.includes(name) }] : [];
  });
}

/** The currency that the cost column's name gives, or USD until somebody says; none without costs. */
function currencyOf(matches: Matches): { currency?: string } {
  const charged = matches.get('charged')?.[0];
  if (!charged) return {};
  return { currency: charged.unit && /^[A-Z]{3}$/.test(charged.unit) ? charged.unit : 'USD' };
}

function unusedColumns(header: string[], matches: Matches): string[] {
  const used = new Set([...matches.values()].map(([column]) => column?.name));
  return header.filter((name) => !used.has(name));
}
