import { app } from '$lib/server/app';
import { monthRecords, type MonthRecord, type Reckoning } from '$lib/server/months/closed-month';
import { monthOf } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { decimalToPico, picoToDecimal } from '$lib/usage/money';
import type { MonthAnswer, MonthPart, MonthRow, MonthsAnswer, MonthSums } from './months-answer';
import { ownFilters } from './own-filters';
import { spend } from './spend';
import type { SpendAnswer, SpendFigures, SpendRow } from './spend-answer';

/** Every month with usage or charges of one's own, and every closed one, newest first. */
export async function months(filters: Filters): Promise<MonthsAnswer> {
  const { store } = await app();
  const records = new Map((await monthRecords(store)).map((record) => [record.month, record]));
  const { rows } = await spend(ownFilters(filters), ['month']);
  const open = new Map(rows.map((row) => [row.month ?? '', row]));
  const closed = [...records].filter(([, { frozen }]) => frozen).map(([month]) => month);
  const names = [...new Set([...open.keys(), ...closed])].sort().reverse();
  return {
    rows: await Promise.all(
      names.map(async (month) => {
        const record = records.get(month);
        const figures = record?.frozen ? await figuresNow(month, record.frozen.reckoning) : undefined;
        return monthRow(month, record, figures?.totals ?? open.get(month), filters.currency);
      }),
    ),
  };
}

/** One month, frozen beside now, by route and model; undefined where there is nothing of it. */
export async function monthDetail(month: string, filters: Filters): Promise<MonthAnswer | undefined> {
  const { store } = await app();
  const record = (await monthRecords(store)).find((one) => one.month === month);
  const frozen = record?.frozen;
  const reckoning = frozen?.reckoning ?? reckoningOf(filters);
  const now = await figuresNow(month, reckoning);
  if (!record && now.rows.length === 0) return undefined;
  return {
    ...monthRow(month, record, now.totals, reckoning.currency),
    reckoning,
    history: record?.history ?? [],
    totals: { now: now.totals, frozen: frozen?.totals ?? null },
    basis: { now: now.basis, frozen: frozen?.basis ?? null },
    rows: parts(now.rows, frozen?.rows),
  };
}

/** What a month of one's own usage comes to now, by route and model. */
export function figuresNow(month: string, reckoning: Reckoning): Promise<SpendAnswer> {
  return spend(ownFilters(reckoning, month), ['route', 'model']);
}

/** What the figures of filters are worked out in. */
export function reckoningOf({ currency, home, rate }: Filters): Reckoning {
  return { currency, home, rate };
}

/** Is this a month of the calendar, YYYY-MM? */
export function isMonth(text: string): boolean {
  const ms = Date.parse(`${text}-01T00:00:00Z`);
  return /^\d{4}-\d{2}$/.test(text) && !Number.isNaN(ms) && monthOf(ms / 86_400_000) === text;
}

function monthRow(
  month: string,
  record: MonthRecord | undefined,
  now: SpendFigures | undefined,
  currency: string,
): MonthRow {
  const frozen = record?.frozen;
  const closing = frozen ? record.history.at(-1) : undefined;
  const sums = { now: sumsOf(now), frozen: frozen ? sumsOf(frozen.totals) : null };
  return {
    month,
    closed: frozen !== undefined,
    by: closing?.by ?? null,
    at: closing?.at ?? null,
    note: closing?.note ?? null,
    currency: frozen?.reckoning.currency ?? currency,
    ...sums,
    difference: difference(sums.now, sums.frozen),
  };
}

function parts(now: SpendRow[], frozen: SpendRow[] | undefined): MonthPart[] {
  const keyOf = ({ route = '', model = '' }: SpendRow): string => `${route}\0${model}`;
  const before = new Map((frozen ?? []).map((row) => [keyOf(row), row]));
  const after = new Map(now.map((row) => [keyOf(row), row]));
  return [...new Set([...after.keys(), ...before.keys()])].map((key) => {
    const [route = '', model = ''] = key.split('\0');
    const [is, was] = [after.get(key), before.get(key)];
    const sums = { now: is ? sumsOf(is) : null, frozen: was ? sumsOf(was) : null };
    return { route, model, ...sums, difference: difference(sums.now, sums.frozen) };
  });
}

function sumsOf(figures: SpendFigures | undefined): MonthSums {
  const { requests = null, list = null, charged = null, landed = null } = figures ?? {};
  return { requests, list, charged, landed };
}

function difference(now: MonthSums | null, frozen: MonthSums | null): string | null {
  if (!now?.landed || !frozen?.landed) return null;
  return picoToDecimal(decimalToPico(now.landed) - decimalToPico(frozen.landed));
}
