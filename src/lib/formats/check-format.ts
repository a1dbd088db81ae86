import type { Issue } from '$lib/usage/filters';
import { builtInFormat } from './built-in';
import { checkConditions, checkField } from './check-field';
import { FIELD_NAMES, type Field, type FieldName, type Format } from './format';
import { zoneName } from './zone-name';

/** What makes a log of use that counts no tokens. */
const WITHOUT_TOKENS: readonly FieldName[] = ['status', 'duration_ms', 'ttft_ms', 'charged'];
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
    ...checkShape(format),
    ...checkConditions('excludes_cached_when', format.excludesCachedWhen ?? []),
    ...format.ignored.flatMap(({ when }, index) => checkConditions(`ignored.${index}.when`, when)),
  ];
}

function checkId(id: string): Issue[] {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 64)
    return [{ where: 'id', message: 'must be lower-case words joined by hyphens, at most 64 characters' }];
  if (id === 'auto') return [{ where: 'id', message: 'auto means recognition; choose another id' }];
  return builtInFormat(id) ? [{ where: 'id', message: `${id} is a built-in format; choose another id` }] : [];
}

function checkZone(zone: string): Issue[] {
  return zoneName(zone) !== undefined
    ? []
    : [{ where: 'zone', message: `no time zone is called ${zone}; use a name such as UTC or Asia/Shanghai` }];
}

function checkCurrency({ currency, fields }: Format): Issue[] {
  if (currency !== undefined && !Intl.supportedValuesOf('currency').includes(currency))
    return [
      { where: 'currency', message: `no currency has the code ${currency}; use ISO 4217, such as USD` },
    ];
  const inHeader = fields.charged?.column?.includes('{currency}') === true;
  if (fields.charged && currency === undefined && !fields.charged_currency && !inHeader)
    return [
      { where: 'currency', message: 'is missing: fields.charged needs it, or fields.charged_currency' },
    ];
  return [];
}

function checkShape({ shape, records, inputIncludesCached, excludesCachedWhen }: Format): Issue[] {
  const issues: Issue[] = [];
  if (records && (shape ?? 'csv') === 'csv')
    issues.push({ where: 'records', message: 'belongs to JSON: add shape json or any' });
  if (excludesCachedWhen && !inputIncludesCached)
    issues.push({ where: 'excludes_cached_when', message: 'needs input_includes_cached to be true' });
  return issues;
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
  if (![...TOKEN_FIELDS, ...WITHOUT_TOKENS].some((name) => fields[name]))
    issues.push({
      where: 'fields',
      message: 'no token count is declared: name at least the column of input or output',
    });
  return issues;
}
