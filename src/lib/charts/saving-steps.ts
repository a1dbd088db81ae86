import { money, moneyChange, moneyShort, moneyValue, moneyWhole } from '$lib/components/format-money';
import { signed } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { SavingsAnswer, SavingsAnswerParts } from '$lib/exchange/savings-answer';
import type { Step } from './waterfall';

/** A step of the way from one landed cost to the other. */
export interface SavingStep extends Step {
  /** Decimal: a landed cost, or the change of it that a part makes. */
  amount: string;
}

const PARTS: [keyof SavingsAnswerParts, string][] = [
  ['list_price', 'List price'],
  ['multiplier', 'Multiplier'],
  ['exchange_rate', 'Exchange rate'],
  ['fees_and_taxes', 'Fees and taxes'],
  ['caching', 'Caching'],
];

/** From the baseline through the parts of the saving to the candidate. A saving makes the bar shorter. */
export function savingSteps({ totals, currency, baseline, candidate }: SavingsAnswer): SavingStep[] {
  const { parts } = totals;
  if (!parts || totals.baseline === null || totals.candidate === null) return [];
  const total = (label: string, amount: string, hue: 'official' | 'relay'): SavingStep => ({
    label,
    amount,
    value: moneyValue(amount) ?? 0,
    text: moneyShort(amount, currency),
    total: hue,
  });
  return [
    total(baseline.name, totals.baseline, baseline.kind),
    ...PARTS.map(([key, label]) => partStep(label, parts[key], currency)),
    total(candidate.name, totals.candidate, candidate.kind),
  ];
}

/** The steps in one sentence; parts that change nothing are not in it. */
export function savingSummary(answer: SavingsAnswer): string {
  const { totals, currency, baseline, candidate } = answer;
  const said = savingSteps(answer)
    .filter(({ total, value }) => !total && value !== 0)
    .map(({ label, amount }) => `${label.toLowerCase()} ${moneyChange(amount, currency)}`);
  const ends = `From ${moneyWhole(totals.baseline, currency)} on ${baseline.name} to ${moneyWhole(totals.candidate, currency)} on ${candidate.name}`;
  return said.length > 0 ? `${ends}: ${said.join(', ')}.` : `${ends}.`;
}

/** The steps as a table, to the cent. */
export function savingStepColumns(currency: string): Column<SavingStep>[] {
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

function partStep(label: string, part: string, currency: string): SavingStep {
  if (!/[1-9]/.test(part)) return { label, amount: part, value: 0, text: '0' };
  const amount = part.startsWith('-') ? part.slice(1) : `-${part}`;
  return { label, amount, value: moneyValue(amount) ?? 0, text: signed(moneyShort(amount, currency)) };
}
