import type { Field, FieldName, NumberStyle } from './format';
import { readNumber } from './number-style';
import type { SampledColumn } from './sampled-column';

/** Something that names and samples leave open. */
export interface Question {
  /** Place in the declaration's JSON: zone, input_includes_cached, fields.ttft_ms.unit … */
  where: string;
  question: string;
  /** What it may be; empty where anything may be given. */
  choices: string[];
  /** What the draft holds until somebody answers. */
  assumed?: string;
}

/** A field as far as it can be told, and what stays open about it. */
export interface ProposedField {
  field: Field;
  questions: Question[];
}

const DURATION_UNITS = ['s', 'ms', 'us'] as const;
const STATUS_WORDS: Record<string, string> = {
  success: 'ok',
  succeeded: 'ok',
  successful: 'ok',
  completed: 'ok',
  true: 'ok',
  failure: 'error',
  failed: 'error',
  fail: 'error',
  false: 'error',
};
const ERROR_FLAGS: Record<string, string[]> = { false: ['true'], '0': ['1'], no: ['yes'] };

/** Proposes how a field is read from the column that its name points to. */
export function proposeField(name: FieldName, column: SampledColumn, style: NumberStyle): ProposedField {
  switch (name) {
    case 'starts_at':
    case 'ends_at':
      return proposeTime(name, column);
    case 'duration_ms':
    case 'ttft_ms':
    case 'upstream_ms':
    case 'overhead_ms':
      return proposeDuration(name, column, style);
    case 'retry_after':
      return plain(column, { unit: DURATION_UNITS.find((unit) => unit === column.unit) ?? 's' });
    case 'charged':
      return plain(column, column.unit === 'cents' ? { unit: 'cents' } : {});
    case 'status':
      return proposeStatus(column);
    case 'error':
      return plain(column, { errorWhen: errorFlag(column.texts) ?? 'not_empty' });
    default:
      return plain(
        column,
        column.texts.some((text) => /^\d+\.0+$/.test(text)) ? { integerAsFloat: true } : {},
      );
  }
}

function plain(column: SampledColumn, more: Partial<Field>): ProposedField {
  return { field: { column: column.name, ...more }, questions: [] };
}

function proposeTime(name: FieldName, column: SampledColumn): ProposedField {
  const { texts } = column;
  if (texts.length > 0 && texts.every((text) => /^\d{10}(\.\d+)?$/.test(text)))
    return plain(column, { unit: 'unix_s' });
  if (texts.length > 0 && texts.every((text) => /^\d{13}(\.\d+)?$/.test(text)))
    return plain(column, { unit: 'unix_ms' });
  const odd = texts.find((text) => !READABLE_TIME.test(text));
  if (odd === undefined) return plain(column, {});
  const question = `Times like "${odd}" cannot be read. Which column holds times as 2026-06-15 13:45:00, RFC 3339 or unix seconds?`;
  return {
    field: { column: column.name },
    questions: [{ where: `fields.${name}.column`, question, choices: [] }],
  };
}

const READABLE_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function proposeDuration(name: FieldName, column: SampledColumn, style: NumberStyle): ProposedField {
  const known = DURATION_UNITS.find((unit) => unit === column.unit);
  const unit = known ?? 'ms';
  const sentinels = impossible(column.texts, style).map((value) => toMs(value, unit));
  const field: Field = { column: column.name, unit, ...(sentinels.length > 0 ? { sentinels } : {}) };
  const question = `In which unit is ${column.name}?`;
  const open = { where: `fields.${name}.unit`, question, choices: [...DURATION_UNITS], assumed: unit };
  return { field, questions: known ? [] : [open] };
}

/** Sampled values that no duration can have: zero and below. */
function impossible(texts: string[], style: NumberStyle): number[] {
  const values = texts
    .map((text) => readNumber(text, style))
    .filter((value) => value !== undefined && value <= 0);
  return [...new Set(values as number[])].sort((a, b) => a - b);
}

function toMs(value: number, unit: (typeof DURATION_UNITS)[number]): number {
  return unit === 's' ? value * 1000 : unit === 'us' ? value / 1000 : value;
}

/** Is a text one that a status reads without a map: ok, error or an HTTP status? */
export function isStatus(text: string): boolean {
  return /^(ok|error|[1-5]\d\d)$/i.test(text);
}

function proposeStatus(column: SampledColumn): ProposedField {
  const odd = [...new Set(column.texts.map((text) => text.toLowerCase()))].filter((word) => !isStatus(word));
  const map = Object.fromEntries(odd.map((word) => [word, STATUS_WORDS[word] ?? 'error']));
  if (odd.length === 0) return plain(column, {});
  const questions = odd
    .filter((word) => !(word in STATUS_WORDS))
    .map((word) => ({
      where: `fields.status.map.${word}`,
      question: `Does "${word}" in ${column.name} mean success or an error?`,
      choices: ['ok', 'error'],
      assumed: 'error',
    }));
  return { field: { column: column.name, map }, questions };
}

function errorFlag(texts: string[]): string[] | undefined {
  const words = new Set(texts.map((text) => text.toLowerCase()));
  const no = Object.keys(ERROR_FLAGS).find((word) => words.has(word));
  return no === undefined ? undefined : ERROR_FLAGS[no];
}
