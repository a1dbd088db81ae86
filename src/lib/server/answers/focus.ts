import { termsOn } from '$lib/exchange/terms';
import { focusCharges } from '$lib/focus/focus-charges';
import { FOCUS_COLUMNS, FocusRounding, focusRow } from '$lib/focus/focus-row';
import { csvLines, type CsvCell } from '$lib/usage/csv';
import { dayAfterMonth, formatDay, monthOf, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { books } from './books';
import type { CostedCell } from './costed-cells';
import { dataset } from './dataset';
import { toScope } from './scope';
import { costedCells } from './spend';

/** Rows written at a time. */
const BATCH = 2_000;

/**
 * The usage of filters as a FOCUS 1.2 data set, in pieces of CSV: by day, route, provider, model and token class, in the
 * order of days (docs/decisions/0023). A month is made at a time, so that no more than that is ever held for it.
 */
export async function* focusCsv(filters: Filters): AsyncGenerator<string, void, undefined> {
  yield csvLines([[...FOCUS_COLUMNS]]);
  const rounding = new FocusRounding();
  for (const month of await months(filters)) {
    let batch: CsvCell[][] = [];
    for (const row of await rowsOf(month, rounding)) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      yield csvLines(batch);
      batch = [];
    }
    if (batch.length > 0) yield csvLines(batch);
  }
}

async function rowsOf(filters: Filters, rounding: FocusRounding): Promise<Iterable<CsvCell[]>> {
  const now = await books();
  const routes = new Map(now.routes.map((route) => [route.id, route]));
  const costed: CostedCell[] = [];
  for (const currency of billingCurrencies(now.routes))
    for (const one of await costedCells({ ...filters, currency }, [])) {
      const route = routes.get(one.cell.route);
      if (route && termsOn(route, one.cell.day)?.creditPrice.currency === currency) costed.push(one);
    }
  costed.sort((a, b) => a.cell.day - b.cell.day || compare(a.cell.route, b.cell.route));
  return rows();

  function* rows(): Generator<CsvCell[]> {
    for (const one of costed) {
      const route = routes.get(one.cell.route);
      if (!route) continue;
      for (const charge of focusCharges(one, route, filters, now)) yield focusRow(charge, rounding);
    }
  }
}

function billingCurrencies(routes: Awaited<ReturnType<typeof books>>['routes']): string[] {
  return [...new Set(routes.flatMap(({ terms }) => terms.map(({ creditPrice }) => creditPrice.currency)))];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Filters of each month that has data, the first and the last cut to the period. */
async function months(filters: Filters): Promise<Filters[]> {
  const { sample } = await toScope(filters);
  const { from, to, charges } = await dataset(sample);
  const begins = latest(filters.from, earliest(from, charges?.from));
  const ends = earliest(filters.to, latest(to, charges?.to));
  const end = ends === undefined ? undefined : parseDay(ends);
  const found: Filters[] = [];
  let day = begins === undefined ? undefined : parseDay(begins);
  while (day !== undefined && end !== undefined && day < end) {
    const next = parseDay(dayAfterMonth(monthOf(day)));
    if (next === undefined) throw new RangeError(`no day after the month of ${formatDay(day)}`);
    found.push({ ...filters, from: formatDay(day), to: formatDay(Math.min(next, end)) });
    day = next;
  }
  return found;
}

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && b !== undefined && b < a ? b : (a ?? b);
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a !== undefined && b !== undefined && b > a ? b : (a ?? b);
}
