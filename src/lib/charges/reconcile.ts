import type { ChargeLine } from '../usage/charge-line';
import { monthOf } from '../usage/day';
import { groupBy } from '../usage/group-by';
import type { Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { explainRest } from './explain-rest';
import type { Explanation } from './explanation';
import { chargedOf, computedOf, reckon, type ReckonedCell, type Reckoning } from './reckoned-cell';
import { structuralParts } from './structural-parts';

/** Computed against charged for one route, model and month, in one currency. */
export interface Reconciled {
  route: string;
  provider: string | undefined;
  /** Canonical id, else the name as reported or the line item. */
  model: string;
  /** YYYY-MM. */
  month: string;
  /** Undefined where nothing was charged and nothing can be computed. */
  currency: string | undefined;
  /** Undefined where no source says what was charged. */
  charged: Pico | undefined;
  /** List × terms; undefined where none of the usage has a price, terms and a rate, or where there is no usage. */
  computed: Pico | undefined;
  /** Did an exchange rate have a part in what is computed? */
  converted: boolean;
  /** charged − computed; undefined where one of them is. */
  gap: Pico | undefined;
  status: 'agrees' | 'differs' | 'not charged' | 'not computed';
  /** What the gap is certainly made of, then what would explain the rest of it, the best first. */
  explanations: Explanation[];
}

/** The cells of one route, model, month and currency. */
export interface ReckonedGroup {
  cells: ReckonedCell[];
  /** Rows of cost exports that the charges are from, where all of them are of whole hundredths; else undefined. */
  roundedRows: number | undefined;
}

/**
 * Computed against charged per route, model, month and currency of the charge. `tolerancePct` of what was charged is
 * the gap that passes as agreement. Usage without a charge stands beside the charges of its month where these are of one
 * currency, and alone elsewhere. In order of route, month and model.
 */
export function reconcile(
  cells: SpendCell[],
  lines: ChargeLine[],
  tolerancePct: number,
  reckoning: Reckoning,
): Reconciled[] {
  const rounded = roundedRows(lines, reckoning);
  const groups = groupBy(
    cells.map((cell) => reckon(cell, reckoning)),
    groupKey,
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, group]) =>
      [...byCurrency(group)].map(([currency, ofCurrency]) =>
        reconcileGroup(
          { cells: ofCurrency, roundedRows: rounded.get(`${key}\0${currency ?? ''}`) },
          currency,
          tolerancePct,
          reckoning,
        ),
      ),
    );
}

function groupKey({ cell, list }: ReckonedCell): string {
  return `${cell.route}\0${monthOf(cell.day)}\0${list.model?.model ?? cell.model.toLowerCase()}`;
}

function byCurrency(cells: ReckonedCell[]): Map<string | undefined, ReckonedCell[]> {
  const charged = new Set(cells.flatMap(({ cell }) => cell.chargedCurrency ?? []));
  const known = charged.size > 0 ? charged : new Set(cells.flatMap(({ currency }) => currency ?? []));
  const [only] = known.size === 1 ? known : [];
  return groupBy(cells, ({ cell, currency }) => cell.chargedCurrency ?? only ?? currency);
}

function reconcileGroup(
  { cells, roundedRows: rows }: ReckonedGroup,
  currency: string | undefined,
  tolerancePct: number,
  reckoning: Reckoning,
): Reconciled {
  const inCurrency = cells.map((one) =>
    one.currency === currency || currency === undefined ? one : reckonIn(one, currency, reckoning),
  );
  const charged = chargedOf(inCurrency);
  const computed = computedOf(inCurrency, reckoning);
  const gap = charged === undefined || computed === undefined ? undefined : charged - computed;
  const [first] = inCurrency;
  if (!first) throw new Error('a group without cells');
  const { cell, list } = first;
  const group = { cells: inCurrency, roundedRows: rows };
  return {
    route: cell.route,
    provider: list.model?.provider ?? cell.provider,
    model: list.model?.model ?? cell.model,
    month: monthOf(cell.day),
    currency,
    charged,
    computed,
    converted: inCurrency.some((one) => one.toCharge?.converted && one.cell.records > 0),
    gap,
    status: statusOf(charged, computed, tolerancePct),
    explanations: charged === undefined ? [] : explain(group, charged - (computed ?? 0n), reckoning),
  };
}

/** Usage without a charge, in the currency of the charges beside it. */
function reckonIn(one: ReckonedCell, currency: string, reckoning: Reckoning): ReckonedCell {
  const { toCharge, list } = reckon({ ...one.cell, chargedCurrency: currency }, reckoning);
  return { cell: one.cell, list, currency, toCharge };
}

/** A gap of at most so many percent of what was charged is agreement. */
function statusOf(
  charged: Pico | undefined,
  computed: Pico | undefined,
  tolerancePct: number,
): Reconciled['status'] {
  if (charged === undefined) return 'not charged';
  if (computed === undefined) return 'not computed';
  return isWithin(charged - computed, charged, tolerancePct) ? 'agrees' : 'differs';
}

/** Is a gap at most so many percent (to three places) of an amount? */
export function isWithin(gap: Pico, of: Pico, tolerancePct: number): boolean {
  const abs = (amount: Pico): Pico => (amount < 0n ? -amount : amount);
  return abs(gap) * 100_000n <= abs(of) * BigInt(Math.round(tolerancePct * 1000));
}

function explain(group: ReckonedGroup, gap: Pico, reckoning: Reckoning): Explanation[] {
  const { parts, rest, matched } = structuralParts(group.cells, gap, reckoning);
  const all = [...parts, ...explainRest({ ...group, cells: matched }, rest, gap, reckoning)];
  return all.sort((a, b) => Number(b.certain) - Number(a.certain) || b.explainsPct - a.explainsPct);
}

/** Rows of cost exports per route, month, model and currency, where every amount is of whole hundredths. */
function roundedRows(lines: ChargeLine[], reckoning: Reckoning): Map<string, number> {
  const rows = new Map<string, number>();
  const finer = new Set<string>();
  for (const line of lines) {
    const name = line.model ?? line.lineItem ?? '';
    const model = reckoning.prices.resolve(line.provider, name)?.model ?? name.toLowerCase();
    const key = `${line.route}\0${monthOf(line.day)}\0${model}\0${line.currency}`;
    if (line.rowsBeyondCents > 0) finer.add(key);
    rows.set(key, (rows.get(key) ?? 0) + line.rows);
  }
  for (const key of finer) rows.delete(key);
  return rows;
}
