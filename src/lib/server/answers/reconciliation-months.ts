import { isWithin, type Reconciled } from '$lib/charges/reconcile';
import { groupBy } from '$lib/usage/group-by';
import { picoToDecimal, type Pico } from '$lib/usage/money';
import type { Invoice } from './invoices';
import type {
  ComparedAmounts,
  InvoiceGap,
  ReconciliationMonth,
  ReconciliationTotal,
} from './reconciliation-answer';
import { decimalOf } from './spend-figures';

interface MonthKey {
  route: string;
  month: string;
  currency: string | undefined;
}

/**
 * All models of a route and month in one currency, and the invoice; by route, the newest month first. Usage that has
 * neither a charge nor a price is of no currency and in none of them.
 */
export function reconciliationMonths(
  rows: Reconciled[],
  invoices: Invoice[],
  tolerancePct: number,
): ReconciliationMonth[] {
  const idOf = ({ route, month, currency }: MonthKey): string =>
    JSON.stringify([route, month, currency ?? '']);
  const known = rows.filter(({ currency }) => currency !== undefined);
  const byMonth = groupBy(known, idOf);
  const invoiced = new Map(invoices.map((invoice) => [idOf(invoice), invoice]));
  const keys = new Map([...known, ...invoices].map((of) => [idOf(of), of as MonthKey]));
  return [...keys]
    .sort(
      ([, a], [, b]) =>
        compare(a.route, b.route) || compare(b.month, a.month) || compare(a.currency ?? '', b.currency ?? ''),
    )
    .map(([id, key]) => monthOf(key, byMonth.get(id) ?? [], invoiced.get(id), tolerancePct));
}

/** A gap in percent of an amount; null where that is 0. */
export function gapPct(gap: Pico, of: Pico): number | null {
  return of === 0n ? null : Number((gap * 1_000_000n) / (of < 0n ? -of : of)) / 10_000;
}

function monthOf(
  { route, month, currency }: MonthKey,
  rows: Reconciled[],
  invoice: Invoice | undefined,
  tolerancePct: number,
): ReconciliationMonth {
  const charged = sum(rows.map((row) => row.charged));
  const computed = sum(rows.map((row) => row.computed));
  return {
    route,
    month,
    ...comparedOf(currency, charged, computed, tolerancePct),
    invoice: invoice ? invoiceOf(invoice, charged, computed, tolerancePct) : null,
  };
}

/** Per currency, in the order of codes: charged against computed where both are known, and what is without the other. */
export function reconciliationTotals(rows: Reconciled[], tolerancePct: number): ReconciliationTotal[] {
  const byCurrency = [...groupBy(rows, ({ currency }) => currency)].sort(([a], [b]) =>
    compare(a ?? '', b ?? ''),
  );
  return byCurrency.map(([currency, ofCurrency]) => {
    const both = ofCurrency.filter(({ gap }) => gap !== undefined);
    const alone = ofCurrency.filter(({ gap }) => gap === undefined);
    const charged = sum(both.map((row) => row.charged));
    const computed = sum(both.map((row) => row.computed));
    return {
      ...comparedOf(currency, charged, computed, tolerancePct),
      not_charged: decimalOf(sum(alone.map((row) => row.computed))),
      not_computed: decimalOf(sum(alone.map((row) => row.charged))),
    };
  });
}

function comparedOf(
  currency: string | undefined,
  charged: Pico | undefined,
  computed: Pico | undefined,
  tolerancePct: number,
): ComparedAmounts {
  const gap = charged === undefined || computed === undefined ? undefined : charged - computed;
  return {
    currency: currency ?? null,
    charged: decimalOf(charged),
    computed: decimalOf(computed),
    gap: decimalOf(gap),
    gap_pct: gap === undefined ? null : gapPct(gap, charged ?? 0n),
    status: statusOf(charged, gap, tolerancePct),
  };
}

function statusOf(
  charged: Pico | undefined,
  gap: Pico | undefined,
  tolerancePct: number,
): ComparedAmounts['status'] {
  if (charged === undefined) return 'not charged';
  if (gap === undefined) return 'not computed';
  return isWithin(gap, charged, tolerancePct) ? 'agrees' : 'differs';
}

function invoiceOf(
  { amount, note, by, at }: Invoice,
  charged: Pico | undefined,
  computed: Pico | undefined,
  tolerancePct: number,
): ReconciliationMonth['invoice'] {
  const against = (other: Pico | undefined): InvoiceGap | null => {
    if (other === undefined) return null;
    const gap = amount - other;
    return {
      gap: picoToDecimal(gap),
      gap_pct: gapPct(gap, amount),
      agrees: isWithin(gap, amount, tolerancePct),
    };
  };
  return {
    amount: picoToDecimal(amount),
    note,
    by,
    at,
    against_charged: against(charged),
    against_computed: against(computed),
  };
}

function sum(amounts: (Pico | undefined)[]): Pico | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, amount) => total + amount, 0n);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
