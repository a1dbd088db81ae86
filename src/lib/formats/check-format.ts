import type { Issue } from '$lib/usage/filters';
import { builtInFormat } from './built-in';
import { FIELD_NAMES, type Field, type FieldName, type Format } from './format';

const UNITS: Partial<Record<FieldName, readonly string[]>> = {
  starts_at: ['unix_s', 'unix_ms'],
  ends_at: ['unix_s', 'unix_ms'],
  duration_ms: ['s', 'ms', 'us'],
  ttft_ms: ['s', 'ms', 'us'],
  charged: ['major', 'cents'],
};
const TOKEN_FIELDS = FIELD_NAMES.slice(FIELD_NAMES.indexOf('input'), FIELD_NAMES.indexOf('status'));

/** What is wrong with a declaration of the user's; `where` is the place in its JSON. Empty where it can be used. */
export function checkFormat(format: Format): Issue[] {
  const fields = Object.entries(format.fields) as [FieldName, Field][];
  return [
    ...checkId(format.id),
    ...checkZone(format.zone),
    ...checkCurrency(format),
    ...(format.kind === 'cost' ? checkCostNeeded(format.fields) : checkNeeded(format.fields)),
    ...fields.flatMap(([name, field]) => checkField(name, field)),
  ];
}

function checkId(id: string): Issue[] {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 64)
    return [{ where: 'id', message: 'must be lower-case words joined by hyphens, at most 64 characters' }];
  if (id === 'auto') return [{ where: 'id', message: 'auto means recognition; choose another id' }];
  return builtInFormat(id) ? [{ where: 'id', message: `${id} is a built-in format; choose another id` }] : [];
}

function checkZone(zone: string): Issue[] {
  const known = /^[A-Za-z]/.test(zone) && isZone(zone);
  return known
    ? []
    : [{ where: 'zone', message: `no time zone is called ${zone}; use a name such as UTC or Asia/Shanghai` }];
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function checkCurrency({ currency, fields }: Format): Issue[] {
  if (currency !== undefined && !Intl.supportedValuesOf('currency').includes(currency))
    return [
      { where: 'currency', message: `no currency has the code ${currency}; use ISO 4217, such as USD` },
    ];
  if (fields.charged && currency === undefined && !fields.charged_currency)
    return [
      { where: 'currency', message: 'is missing: fields.charged needs it, or fields.charged_currency' },
    ];
  return [];
}

function checkCostNeeded(fields: Format['fields']): Issue[] {
  const needed = (['starts_at', 'charged'] as const).filter((name) => !fields[name]);
  const issues = needed.map((name) => ({
    where: `fields.${name}`,
    message: 'is missing: a cost export needs it in every row',
  }));
  if (fields.model || fields.line_item) return issues;
  return [
    ...issues,
    {
      where: 'fields',
      message: 'neither model nor line_item is declared: nothing says what an amount is for',
    },
  ];
}

function checkNeeded(fields: Format['fields']): Issue[] {
  const issues: Issue[] = [];
  if (!fields.starts_at)
    issues.push({
      where: 'fields.starts_at',
      message: 'is missing: name its column, or give one time as value',
    });
  if (!fields.model)
    issues.push({
      where: 'fields.model',
      message: 'is missing: name its column, or give one model as value',
    });
  if (!TOKEN_FIELDS.some((name) => fields[name]))
    issues.push({
      where: 'fields',
      message: 'no token count is declared: name at least the column of input or output',
    });
  if (fields.ends_at && fields.bucket_seconds)
    issues.push({
      where: 'fields.bucket_seconds',
      message: 'ends_at already tells how long a bucket is; keep one of them',
    });
  return issues;
}

function checkField(name: FieldName, field: Field): Issue[] {
  const where = `fields.${name}`;
  const units = UNITS[name] ?? [];
  const issues: Issue[] = [];
  const say = (key: string, message: string) =>
    issues.push({ where: key ? `${where}.${key}` : where, message });
  if (field.column === undefined && field.value === undefined && field.default === undefined)
    say('', 'needs a column or a value');
  if (field.column !== undefined && field.value !== undefined)
    say('value', 'is never read beside a column; use default');
  if (field.pattern !== undefined && !hasGroup(field.pattern))
    say('pattern', 'must be a regular expression (RE2) with one group in parentheses');
  if (field.fallback && field.column === undefined) say('fallback', 'needs a column to fall back from');
  if (field.unit && !units.includes(field.unit))
    say('unit', units.length > 0 ? `must be one of ${units.join(', ')}` : `${name} has no unit`);
  if (name === 'error' && !field.errorWhen)
    say('error_when', 'is missing: not_empty, or the texts that mean an error');
  if (name !== 'error' && field.errorWhen) say('error_when', 'belongs to error only');
  if (field.sentinels && !UNITS[name]?.includes('ms'))
    say('sentinels', 'belong to duration_ms and ttft_ms only');
  if (name === 'starts_at' && field.column === undefined) checkTime(field, say);
  return issues;
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

function checkTime(
  { value, default: fallback, unit }: Field,
  say: (key: string, message: string) => void,
): void {
  const text = value ?? fallback;
  const readable = unit
    ? /^\d+$/
    : /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/i;
  if (text !== undefined && !readable.test(text)) say('value', `cannot be read as a time: ${text}`);
}
