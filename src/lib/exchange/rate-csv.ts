import Papa from 'papaparse';
import { parseDay } from '../usage/day';
import type { Issue, Parsed } from '../usage/filters';
import { isCurrency } from './currencies';
import { fredSeries } from './fred-series';
import type { Rate } from './rate';

/** Rates of a file, and the cells that could not be used, with their lines. */
export interface RateImport {
  rates: Rate[];
  refused: Issue[];
}

/** A column that holds rates of one pair. */
interface PairColumn {
  index: number;
  name: string;
  base: string;
  quote: string;
  /** Dates are the first days of months whose means they are. */
  monthly: boolean;
}

type Layout =
  | { kind: 'long'; date: number; base: number; quote: number; rate: number; columns: number }
  | { kind: 'wide'; date: number; pairs: PairColumn[]; columns: number };

/** What sources write where there is no rate that day. */
const NO_RATE = new Set(['', 'n/a', 'na', 'nan', 'null', '-', '.']);

/**
 * Reads exchange rates from CSV, in one of four shapes told apart by the header (in any case and order): `date, base,
 * quote, rate`; `date` and one column per pair (`usd_cny`: CNY per USD); `date` and one column per currency, which is
 * the European Central Bank's history: units per euro; `observation_date` and a series of FRED (`DEXCHUS`). A date is a day, or a month (YYYY-MM) for a monthly mean. In
 * wide files an empty cell or N/A is a day without a rate. Cells that cannot be used are refused one by one; a header
 * that cannot be used refuses the file.
 */
export function parseRateCsv(csv: string, source: string): Parsed<RateImport> {
  const text = csv.replace(/^\uFEFF/, '');
  const [header, ...rows] = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) }).data;
  const layout = layoutOf(header ?? []);
  if (!layout.ok) return layout;
  const found: RateImport = { rates: [], refused: [] };
  const seen = new Map<string, string>();
  rows.forEach((row, index) => {
    const cells = row.map((cell) => cell.trim());
    if (cells.every((cell) => cell === '')) return;
    const where = `line ${index + 2}`;
    if (cells.length !== layout.value.columns)
      found.refused.push({
        where,
        message: `has ${cells.length} cells, the header has ${layout.value.columns}`,
      });
    else readRow(cells, layout.value, { where, source, found, seen });
  });
  return { ok: true, value: found };
}

/** Told by the header alone: its names hold none of them. */
function delimiterOf(csv: string): string {
  return /[,;\t]/.exec(csv.split('\n', 1)[0] ?? '')?.[0] ?? ',';
}

interface Reading {
  where: string;
  source: string;
  found: RateImport;
  seen: Map<string, string>;
}

function layoutOf(header: string[]): Parsed<Layout> {
  const names = header.map((name) => name.trim().toLowerCase());
  const date = names.findIndex((name) => name === 'date' || name === 'observation_date');
  if (date < 0) return refusal('there is no column named date');
  const [base, quote, rate] = ['base', 'quote', 'rate'].map((name) => names.indexOf(name));
  const columns = names.length;
  if (base !== undefined && quote !== undefined && rate !== undefined && base >= 0 && quote >= 0 && rate >= 0)
    return { ok: true, value: { kind: 'long', date, base, quote, rate, columns } };
  const pairs = names.flatMap((name, index) =>
    index === date || name === '' ? [] : { index, name, ...pairOf(name) },
  );
  const unknown = pairs.filter((pair) => !isCurrency(pair.base) || !isCurrency(pair.quote));
  if (unknown.length > 0)
    return refusal(`not a currency or a pair such as usd_cny: ${unknown.map(({ name }) => name).join(', ')}`);
  if (pairs.length === 0)
    return refusal('there are no rates: add base, quote and rate, or a column such as usd_cny');
  return { ok: true, value: { kind: 'wide', date, pairs, columns } };
}

/** usd_cny, usd/cny and usdcny are a pair; a lone code is units of it per euro; or a series of FRED. */
function pairOf(name: string): Pick<PairColumn, 'base' | 'quote' | 'monthly'> {
  const series = fredSeries(name);
  if (series) return series;
  const [, base = '', quote] = /^([a-z]{3})(?:[_/-]?([a-z]{3}))?$/.exec(name) ?? [];
  return quote === undefined
    ? { base: 'EUR', quote: base.toUpperCase(), monthly: false }
    : { base: base.toUpperCase(), quote: quote.toUpperCase(), monthly: false };
}

function readRow(cells: string[], layout: Layout, reading: Reading): void {
  const { where, found } = reading;
  const on = cells[layout.date] ?? '';
  const kind = kindOf(on);
  if (!kind) {
    found.refused.push({ where: `${where}, column date`, message: `not a date: ${on}. Write YYYY-MM-DD` });
    return;
  }
  if (layout.kind === 'wide') {
    for (const { index, name, base, quote, monthly } of layout.pairs) {
      const rate = cells[index] ?? '';
      const observed = monthly && kind === 'daily' ? monthlyMean(on) : { on, kind };
      if (NO_RATE.has(rate.toLowerCase())) continue;
      if (observed) addRate({ base, quote, ...observed, rate }, name, reading);
      else
        found.refused.push({
          where: `${where}, column date`,
          message: `${name} holds monthly means: ${on} is not the first day of a month`,
        });
    }
    return;
  }
  const base = (cells[layout.base] ?? '').toUpperCase();
  const quote = (cells[layout.quote] ?? '').toUpperCase();
  for (const [column, code] of Object.entries({ base, quote }))
    if (!isCurrency(code)) {
      found.refused.push({ where: `${where}, column ${column}`, message: `not a currency code: ${code}` });
      return;
    }
  addRate({ base, quote, on, kind, rate: cells[layout.rate] ?? '' }, 'rate', reading);
}

function addRate(rate: Omit<Rate, 'source'>, column: string, { where, source, found, seen }: Reading): void {
  const key = `${rate.base}/${rate.quote} of ${rate.on}`;
  const message = faultOf(rate, seen.get(key));
  if (message) found.refused.push({ where: `${where}, column ${column}`, message });
  else if (!seen.has(key)) {
    seen.set(key, rate.rate);
    found.rates.push({ ...rate, source });
  }
}

function faultOf(
  { base, quote, on, rate }: Omit<Rate, 'source'>,
  earlier: string | undefined,
): string | undefined {
  if (base === quote) return `base and quote are both ${base}`;
  if (!/^\d{1,12}(\.\d{1,18})?$/.test(rate)) return `not a plain decimal such as 7.1234: ${rate}`;
  if (Number(rate) === 0) return 'a rate must be more than 0';
  if (earlier !== undefined && earlier !== rate)
    return `a second rate for ${base}/${quote} of ${on}: ${rate} after ${earlier}`;
  return undefined;
}

function monthlyMean(on: string): Pick<Rate, 'on' | 'kind'> | undefined {
  return on.endsWith('-01') ? { on: on.slice(0, -3), kind: 'monthly_mean' } : undefined;
}

function kindOf(on: string): Rate['kind'] | undefined {
  if (parseDay(on) !== undefined) return 'daily';
  return parseDay(`${on}-01`) === undefined ? undefined : 'monthly_mean';
}

function refusal(message: string): { ok: false; issues: Issue[] } {
  return { ok: false, issues: [{ where: 'header', message }] };
}
