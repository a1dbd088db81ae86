import { FIELD_NAMES, type FieldName, type Format } from './format';
import { conditionsWords, FIELD_WORDS, readWords } from './format-words';

/** What the page of a format says, all of it from the declaration. */
export interface FormatPage {
  id: string;
  label: string;
  /** What a row is, and how the file is written. */
  kind: string;
  shape: string;
  about: string;
  unconfirmed: string | undefined;
  refuse: string | undefined;
  holds: string[];
  lacks: string[];
  /** How it is recognised: the columns of each generation. */
  signatures: string[][];
  fields: { field: string; from: string; needed: boolean }[];
  ignored: { kind: string; when: string }[];
  /** What else one must know to read the numbers. */
  notes: string[];
}

/** What people ask of an export first; where a usage export does not have it, its page says so. */
const ASKED: readonly FieldName[] = [
  ...(['requests', 'input', 'output', 'cached_input', 'cache_write_5m', 'reasoning', 'charged'] as const),
  ...([
    'duration_ms',
    'ttft_ms',
    'error',
    'conversation',
    'request_id',
    'feature',
    'project',
    'user',
  ] as const),
  ...(['api_key', 'region', 'tier'] as const),
];
const ASKED_OF_COSTS: readonly FieldName[] = ['model', 'token_class', 'project', 'api_key', 'tier'];

/** The page of a format. */
export function describeFormat(format: Format): FormatPage {
  const { id, label, about = '', unconfirmed, refuse, signature, alternatives = [] } = format;
  const holds = wordsOf(FIELD_NAMES.filter((name) => format.fields[name]));
  if (format.grain === 'request' && format.kind !== 'cost') holds.unshift('single requests');
  return {
    id,
    label,
    kind: kindOf(format),
    shape: shapeOf(format),
    about,
    unconfirmed,
    refuse,
    holds: [...new Set(holds)],
    lacks: lacksOf(format, holds),
    signatures: [signature, ...alternatives].filter((names) => names.length > 0),
    fields: FIELD_NAMES.flatMap((name) => {
      const field = format.fields[name];
      return field ? [{ field: name, from: readWords(field), needed: field.required === true }] : [];
    }),
    ignored: format.ignored.map(({ kind, when }) => ({ kind, when: conditionsWords(when) })),
    notes: notesOf(format),
  };
}

function wordsOf(names: readonly FieldName[]): string[] {
  return [...new Set(names.flatMap((name) => FIELD_WORDS[name] ?? []))];
}

function lacksOf(format: Format, holds: string[]): string[] {
  const cost = format.kind === 'cost';
  const asked = wordsOf(cost ? ASKED_OF_COSTS : ASKED);
  const missing = asked.filter(
    (words) => !holds.includes(words) && !(words === 'numbers of requests' && format.grain === 'request'),
  );
  const needless = cost ? ['requests', 'tokens'] : [];
  return [...new Set([...needless, ...(format.lacks ?? []), ...missing])].filter(
    (words) => !holds.includes(words),
  );
}

function kindOf({ kind, grain }: Format): string {
  if (kind === 'cost') return 'Each row is an amount that was charged.';
  return grain === 'request' ? 'Each row is one request.' : 'Each row is the sum over many requests.';
}

function shapeOf({ shape = 'csv', records = [''] }: Format): string {
  const csv = 'CSV with a comma, semicolon, tab or bar between columns';
  const places = records.map((place) =>
    place === '' ? 'one record a line or in a list' : `records at ${place}`,
  );
  const json = `JSON, ${places.join(' or ')}`;
  const written = shape === 'csv' ? csv : shape === 'json' ? json : `${csv}; or ${json}`;
  return `${written}. Plain or gzip, columns in any order.`;
}

function notesOf(format: Format): string[] {
  const notes: string[] = [];
  if (format.kind !== 'cost' && format.fields.cached_input) notes.push(cachedNote(format));
  if (format.totalsIncludeMedia)
    notes.push('The totals contain audio and image tokens; they are counted apart.');
  if (format.errorsOptional)
    notes.push(
      'Errors are there only where the source logs them: without any, how requests ended is unknown.',
    );
  notes.push(`Times without a zone are in ${zoneOf(format)}.`);
  if (format.fields.charged && format.currency)
    notes.push(`Amounts are in ${format.currency} where the file does not say.`);
  return notes;
}

function cachedNote({ inputIncludesCached, excludesCachedWhen }: Format): string {
  if (!inputIncludesCached) return 'Input tokens are without cached tokens and cache writes.';
  const all = 'Input tokens contain cached tokens and cache writes';
  return excludesCachedWhen ? `${all}, but not where ${conditionsWords(excludesCachedWhen)}.` : `${all}.`;
}

function zoneOf({ zone, fields }: Format): string {
  return fields.starts_at?.column?.includes('{zone}') ? 'the zone that the header names' : zone;
}
