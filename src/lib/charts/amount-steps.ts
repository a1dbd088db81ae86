import { money, moneyChange, moneyShort, moneyUnit, moneyValue } from '$lib/components/format-money';
import { signed } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { Step } from './waterfall';

/** A step of the way from one landed cost to another. */
export interface AmountStep extends Step {
  /** Decimal: a landed cost, or the change of it that a part makes. */
  amount: string;
}

/** A landed cost that the way begins or ends at. */
export function totalStep(
  label: string,
  amount: string,
  currency: string,
  hue: NonNullable<Step['total']>,
): AmountStep {
  return { label, amount, value: moneyValue(amount) ?? 0, text: moneyShort(amount, currency), total: hue };
}

/** A part of the way: what it adds to the landed cost, or takes from it. */
export function partStep(label: string, amount: string, currency: string): AmountStep {
  if (!/[1-9]/.test(amount)) return { label, amount, value: 0, text: '0' };
  const short = moneyShort(amount, currency);
  const text = signed(/[1-9]/.test(short) ? short : moneyUnit(amount, currency));
  return { label, amount, value: moneyValue(amount) ?? 0, text };
}

/** Parts in words, in their order; those that change nothing are not said. */
export function partWords(steps: AmountStep[], currency: string): string[] {
  return steps
    .filter(({ total, value }) => !total && value !== 0)
    .map(({ label, amount }) => `${label.toLowerCase()} ${inFull(amount, currency)}`);
}

/** A change to the cent; one that would read 0.00 to its first figures. */
function inFull(amount: string, currency: string): string {
  const text = moneyChange(amount, currency);
  return /[1-9]/.test(text) ? text : signed(moneyUnit(amount, currency));
}

/** The steps as a table, to the cent. */
export function stepColumns(currency: string): Column<AmountStep>[] {
  return [
    { key: 'label', label: 'Step', align: 'left', value: (row) => row.label, sortable: false },
    {
      key: 'amount',
      label: 'Landed cost',
      unit: currency,
      value: (row) => row.amount,
      show: (row) => (row.total ? money(row.amount, currency) : moneyChange(row.amount, currency)),
      sortable: false,
    },
  ];
}
