import type { Issue } from '$lib/usage/filters';
import {
  DURATION_UNITS,
  MONEY_UNITS,
  TIME_UNITS,
  type Condition,
  type Field,
  type FieldName,
  type Source,
  type Unit,
} from './format';

const UNITS: Partial<Record<FieldName, readonly Unit[]>> = {
  starts_at: TIME_UNITS,
  ends_at: TIME_UNITS,
  duration_ms: DURATION_UNITS,
  ttft_ms: DURATION_UNITS,
  upstream_ms: DURATION_UNITS,
  overhead_ms: DURATION_UNITS,
  retry_after: DURATION_UNITS,
  charged: MONEY_UNITS,
};

/** Fields that hold how long a part of a request took. */
const DURATIONS: readonly FieldName[] = ['duration_ms', 'ttft_ms', 'upstream_ms', 'overhead_ms'];

/** Fields that hold numbers: the others take no arithmetic. */
const TEXTS: readonly FieldName[] = [
  ...([
    'starts_at',
    'ends_at',
    'route',
    'provider',
    'model',
    'feature',
    'project',
    'user',
    'api_key',
  ] as const),
  ...(['region', 'tier', 'conversation', 'request_id', 'status', 'error', 'error_class'] as const),
  ...(['charged_currency', 'line_item', 'token_class'] as const),
];

const READS = ['column', 'value', 'plus', 'minus'] as const;

/** What is wrong with a field of a declaration, `where` being its place in the JSON. */
export function checkField(name: FieldName, field: Field): Issue[] {
  const where = `fields.${name}`;
  const issues: Issue[] = [...checkSource(where, name, field)];
  const say = (key: string, message: string) => issues.push({ where: `${where}${key}`, message });
  if (!READS.some((key) => field[key] !== undefined) && field.default === undefined && !field.cases)
    say('', 'needs a column or a value');
  checkUnit(name, field, say);
  if (name === 'error' && !field.errorWhen)
    say('.error_when', 'is missing: not_empty, or the texts that mean an error');
  if (name !== 'error' && field.errorWhen) say('.error_when', 'belongs to error only');
  if (field.sentinels && !isDuration(name)) say('.sentinels', `belong to ${DURATIONS.join(', ')} only`);
  if (name === 'starts_at' && field.column === undefined && !field.cases) checkTime(field, say);
  (field.cases ?? []).forEach((one, index) => {
    issues.push(...checkSource(`${where}.cases.${index}`, name, one));
    issues.push(...checkConditions(`${where}.cases.${index}.when`, one.when));
  });
  return issues;
}

/** What is wrong with conditions: only what the shape cannot tell. */
export function checkConditions(where: string, conditions: Condition[]): Issue[] {
  return conditions.flatMap(({ column, is }, index) =>
    typeof is === 'object' && 'same' in is && is.same === column
      ? [{ where: `${where}.${index}.is.same`, message: 'is the column itself' }]
      : [],
  );
}

function checkSource(where: string, name: FieldName, source: Source): Issue[] {
  const issues: Issue[] = [];
  const say = (key: string, message: string) => issues.push({ where: `${where}.${key}`, message });
  if (source.column !== undefined && source.value !== undefined)
    say('value', 'is never read beside a column; use default');
  if (source.fallback && source.column === undefined) say('fallback', 'needs a column to fall back from');
  if (source.pattern !== undefined && !hasGroup(source.pattern))
    say('pattern', 'must be a regular expression (RE2) with one group in parentheses');
  const arithmetic = (['plus', 'minus', 'times', 'factor'] as const).find((key) => source[key] !== undefined);
  if (arithmetic && TEXTS.includes(name)) say(arithmetic, `${name} is no number`);
  return issues;
}

type Say = (key: string, message: string) => void;

function checkUnit(name: FieldName, { unit, since }: Field, say: Say): void {
  if (since !== undefined && !isDuration(name)) say('.since', `belongs to ${DURATIONS.join(', ')} only`);
  const units = since === undefined ? (UNITS[name] ?? []) : TIME_UNITS;
  if (!unit || units.includes(unit)) return;
  const advice = since === undefined ? '' : ', the unit of the two times';
  say('.unit', units.length > 0 ? `must be one of ${units.join(', ')}${advice}` : `${name} has no unit`);
}

function isDuration(name: FieldName): boolean {
  return DURATIONS.includes(name);
}

/** What RE2 does not know, or not so: groups other than (?:…), back references, counts of a thousand and more. */
const BEYOND_RE2 = /\(\?[^:]|\\[1-9]|\{[^}]*\d{4}/;

/** Does a pattern compile, with a first group to take? */
function hasGroup(pattern: string): boolean {
  if (BEYOND_RE2.test(pattern)) return false;
  try {
    return new RegExp(`${pattern}|`).exec('')?.length !== 1;
  } catch {
    return false;
  }
}

function checkTime({ value, default: fallback, unit }: Field, say: Say): void {
  const text = value ?? fallback;
  const readable = unit
    ? /^\d+$/
    : /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/i;
  if (text !== undefined && !readable.test(text)) say('.value', `cannot be read as a time: ${text}`);
}
