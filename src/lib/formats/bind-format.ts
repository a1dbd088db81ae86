import { columnKey } from './column-key';
import { mapColumns } from './format-columns';
import type { Format } from './format';
import { zoneName } from './zone-name';

const MARK = /\{(zone|currency)\}/;

const SIGNS: Record<string, string> = {
  $: 'USD',
  us$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  'cn¥': 'CNY',
};

/** Does a file have a column? Names with {zone} or {currency} fit any text there. */
export function findColumn(name: string, columns: ReadonlyMap<string, string>): string | undefined {
  const exact = columns.get(columnKey(name));
  if (exact !== undefined || !MARK.test(name)) return exact;
  const pattern = patternOf(name);
  for (const [key, column] of columns) if (pattern.test(key)) return column;
  return undefined;
}

/**
 * The format as it reads one file: names with {zone} or {currency} become the file's own, and what stands there
 * becomes the zone or the currency. A currency sign that several currencies share (¥) says nothing.
 */
export function bindFormat(format: Format, columns: ReadonlyMap<string, string>): Format {
  const found: { zone?: string; currency?: string } = {};
  const bound = mapColumns(format, (name) => {
    const column = MARK.test(name) ? findColumn(name, columns) : undefined;
    const kind = MARK.exec(name)?.[1];
    const text = column === undefined ? undefined : patternOf(name).exec(columnKey(column))?.[1];
    if (kind === 'zone' && text) found.zone = zoneName(text) ?? format.zone; // columnKey has put it in lower case
    if (kind === 'currency' && text) Object.assign(found, currencyOf(text));
    return column ?? name;
  });
  return { ...bound, ...found };
}

function patternOf(name: string): RegExp {
  const [before = '', after = ''] = columnKey(name)
    .split(MARK)
    .filter((_, index) => index !== 1)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${before}(.+)${after}$`);
}

function currencyOf(text: string): { currency?: string } {
  const code = SIGNS[text] ?? text.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? { currency: code } : {};
}
