import { reconcile, type Reconciled } from '$lib/charges/reconcile';
import { BadInput } from '$lib/server/api';
import { dayToMs, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { picoToDecimal, picoToNumber, type Pico } from '$lib/usage/money';
import { books, type Books } from './books';
import { chargedCellsInScope, chargeLines } from './charged-cells';
import { invoices } from './invoices';
import { gapPct, reconciliationMonths, reconciliationTotals } from './reconciliation-months';
import type { ReconciliationAnswer, ReconciliationRow } from './reconciliation-answer';
import { amountsAside } from './spend-charges';
import { decimalOf, decimals } from './spend-figures';

const TOLERANCE_PCT = 1;

/** The tolerance of a query, in percent, 1 where it says none; throws BadInput on what is none. */
export function toleranceOf(query: URLSearchParams): number {
  const text = query.get('tolerance');
  if (!text) return TOLERANCE_PCT;
  if (/^\d{1,3}(\.\d{1,3})?$/.test(text) && Number(text) <= 100) return Number(text);
  throw new BadInput([
    { where: 'tolerance', message: `not a percentage from 0 to 100 such as 2.5: ${text}` },
  ]);
}

/**
 * What terms and prices say against what was charged, per route, model, month and currency, with what explains the gaps,
 * and per route and month against the invoice. Months are whole: a period is widened to them. Cost exports know no
 * features and regions, so these filters do not narrow it.
 */
export async function reconciliation(filters: Filters, tolerancePct: number): Promise<ReconciliationAnswer> {
  const asked = { ...wholeMonths(filters), features: [], regions: [] };
  const { cells, isInScope } = await chargedCellsInScope(asked, []);
  const inScope = cells.filter(isInScope);
  const kept = await books();
  const { prices, rates } = kept;
  const routes = new Map(kept.routes.map((route) => [route.id, route]));
  const found = reconcile(inScope, await chargeLines(asked), tolerancePct, {
    prices,
    rates,
    routes,
    rate: filters.rate,
  });
  const entered = filters.models.length > 0 ? [] : await invoices(filters);
  return {
    tolerance_pct: tolerancePct,
    rate: filters.rate.policy,
    rows: byGap(found, kept, filters).map(toRow),
    months: reconciliationMonths(found, entered.filter(isAsked(asked)), tolerancePct),
    totals: reconciliationTotals(found, tolerancePct),
    set_aside: decimals(amountsAside(inScope)),
  };
}

function wholeMonths(filters: Filters): Filters {
  const { from, to, ...rest } = filters;
  return {
    ...rest,
    ...(from === undefined ? {} : { from: `${from.slice(0, 7)}-01` }),
    ...(to === undefined ? {} : { to: to.endsWith('-01') ? to : monthAfter(to) }),
  };
}

function monthAfter(date: string): string {
  const day = parseDay(date);
  if (day === undefined) throw new Error(`not a date: ${date}`);
  const next = new Date(dayToMs(day));
  next.setUTCMonth(next.getUTCMonth() + 1, 1);
  return next.toISOString().slice(0, 10);
}

function isAsked({ from, to, routes }: Filters): (invoice: { route: string; month: string }) => boolean {
  return ({ route, month }) =>
    (routes.length === 0 || routes.includes(route)) &&
    (from === undefined || `${month}-01` >= from) &&
    (to === undefined || `${month}-01` < to);
}

/**
 * The greatest gap first, or what is charged where nothing is computed; what is not charged last. Amounts of several
 * currencies are ordered by what they are in USD at the end of their month: for the order alone.
 */
function byGap(rows: Reconciled[], { rates }: Books, filters: Filters): Reconciled[] {
  const inUsd = (amount: Pico | undefined, { currency, month }: Reconciled): number => {
    if (amount === undefined) return 0;
    const last = (parseDay(`${month}-28`) ?? 0) + 3;
    const rate = currency === undefined ? undefined : rates.on(currency, 'USD', last, filters.rate)?.rate;
    return Math.abs(picoToNumber(amount)) * Number(rate ?? 1);
  };
  const sized = rows.map((row) => ({
    row,
    isCharged: row.charged !== undefined,
    size: inUsd(row.charged === undefined ? row.computed : (row.gap ?? row.charged), row),
  }));
  sized.sort((a, b) => Number(b.isCharged) - Number(a.isCharged) || b.size - a.size);
  return sized.map(({ row }) => row);
}

function toRow(row: Reconciled): ReconciliationRow {
  return {
    route: row.route,
    provider: row.provider ?? null,
    model: row.model,
    month: row.month,
    currency: row.currency ?? null,
    charged: decimalOf(row.charged),
    computed: decimalOf(row.computed),
    computed_is_converted: row.converted,
    gap: decimalOf(row.gap),
    gap_pct: row.gap === undefined ? null : gapPct(row.gap, row.charged ?? 0n),
    status: row.status,
    explanations: row.explanations.map(({ explainsPct, amount, ...rest }) => ({
      ...rest,
      amount: picoToDecimal(amount),
      explains_pct: explainsPct,
    })),
  };
}
