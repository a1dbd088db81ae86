import type { AnswerPart } from '$lib/components/answer-part';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import type { Figure } from '$lib/components/figure';
import { date, month } from '$lib/components/format-date';
import { money, moneyChange, moneyShort } from '$lib/components/format-money';
import { counted, percent, signed } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import type {
  ComparedAmounts,
  ReconciliationAnswer,
  ReconciliationExplanation,
  ReconciliationMonth,
  ReconciliationRow,
} from '$lib/server/answers/reconciliation-answer';

/** What a route is called by its id. */
export type RouteNames = (id: string) => string;

/** Where a row has amounts, it has their currency. */
export function currencyOf({ currency }: Pick<ComparedAmounts, 'currency'>): string {
  return currency ?? '';
}

/** How many comparisons agree, and the biggest gap. */
export function reconciliationSentence(answer: ReconciliationAnswer, nameOf: RouteNames): AnswerPart[] {
  const compared = answer.rows.filter(({ gap }) => gap !== null);
  const [worst] = compared.filter(({ status }) => status === 'differs');
  if (compared.length === 0)
    return ['No usage in this data has both a charge and a price, so there is nothing to compare yet.'];
  const tolerance = `${answer.tolerance_pct}\u00a0%`;
  if (!worst)
    return [
      `What was charged is within ${tolerance} of what prices and terms say, for ${all(compared.length)}.`,
    ];
  const differ = compared.filter(({ status }) => status === 'differs').length;
  const less = worst.gap?.startsWith('-') ? 'less' : 'more';
  return [
    `${differ} of ${counted(compared.length, 'comparison')} ${differ === 1 ? 'differs' : 'differ'} by more than ${tolerance}. The biggest gap: in ${month(worst.month)} ${worst.model} on ${nameOf(worst.route)} was charged `,
    { text: money(worst.gap?.replace('-', ''), currencyOf(worst)), evidence: gapEvidence(worst) },
    ` ${less} than prices and terms say${firstCause(worst)}.`,
  ];
}

function all(comparisons: number): string {
  return comparisons === 1
    ? 'the one model and month that has both'
    : `all ${comparisons} models and months that have both`;
}

function firstCause({ explanations: [first] }: ReconciliationRow): string {
  if (!first || first.explains_pct < 90) return '';
  const said = sayExplanation(first);
  return `${first.certain ? ': ' : '; '}${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}

/** An explanation as said: what it is and how much of the gap it explains. */
export function sayExplanation({ what, certain, explains_pct }: ReconciliationExplanation): string {
  if (certain) return spoken(what);
  const share = explains_pct >= 99.95 ? 'all' : percent(explains_pct, 0);
  return `${spoken(what)} explains ${share} of it`;
}

/** Dates as people write them. */
function spoken(what: string): string {
  return what.replace(/\d{4}-\d{2}-\d{2}/g, (day) => date(day));
}

/** Charged, computed and their gap, with every explanation. */
export function gapEvidence(row: ReconciliationRow): EvidenceSpec {
  const currency = currencyOf(row);
  return {
    title: `${row.model}, ${month(row.month)}: charged − computed`,
    value: row.gap === null ? UNKNOWN : moneyChange(row.gap, currency),
    formula:
      'Computed = list cost × multiplier × credit price, without top-up, conversion and taxes, which come on a charge. Gap = charged − computed',
    working: `${moneyChange(row.gap, currency)} = ${money(row.charged, currency)} − ${money(row.computed, currency)}`,
    inputs: row.explanations.map((explanation) => ({
      label: spoken(explanation.what),
      value: moneyChange(explanation.amount, currency),
      note: noteOf(explanation, row.explanations),
    })),
    links: [
      { label: 'Prices', href: '/data/prices' },
      { label: 'Routes', href: '/data/routes' },
      { label: 'Spend', href: '/spend' },
    ],
  };
}

function noteOf(
  { certain, explains_pct }: ReconciliationExplanation,
  all: ReconciliationExplanation[],
): string {
  if (certain) return 'a part of the gap';
  const whole = all.some((one) => one.certain) ? 'what the parts leave' : 'the gap';
  return `would explain ${percent(explains_pct)} of ${whole}; one of several ways, not to be added up`;
}

/** An invoice as it was entered: how much, by whom, when, and what they noted. */
export function invoiceEvidence({ month: of, invoice, ...row }: ReconciliationMonth): EvidenceSpec {
  const currency = currencyOf(row);
  return {
    title: `Invoice of ${month(of)}`,
    value: money(invoice?.amount, currency),
    formula: 'The total as it was entered here; Crossrate does not check it',
    inputs: [
      { label: 'Entered by', value: invoice?.by ?? 'nobody said' },
      { label: 'On', value: date(invoice?.at) },
      { label: 'Note', value: invoice?.note ?? 'none' },
      { label: 'Charged', value: money(row.charged, currency) },
      { label: 'Computed', value: money(row.computed, currency) },
    ],
  };
}

/** Per currency: charged, computed, gap; at most two currencies. */
export function reconciliationFigures({ totals }: ReconciliationAnswer): Figure[] {
  const known = totals.filter(({ gap }) => gap !== null).slice(0, 2);
  return known.flatMap((total): Figure[] => {
    const currency = currencyOf(total);
    const amount = (label: string, value: string | null, note: string): Figure => ({
      label: known.length > 1 ? `${label}, ${currency}` : label,
      value: moneyShort(value, currency),
      title: money(value, currency),
      note,
    });
    const pct = total.gap_pct === null ? '' : `${signed(percent(total.gap_pct))} of what was charged`;
    const figures = [
      amount('Charged', total.charged, aside(total.not_computed, currency, 'more with nothing to compute')),
      amount(
        'Computed',
        total.computed,
        aside(total.not_charged, currency, 'more of usage without a charge'),
      ),
      { ...amount('Gap', total.gap, pct), value: moneyChange(total.gap, currency) },
    ];
    return known.length > 1 ? figures.slice(0, 3) : figures;
  });
}

function aside(amount: string | null, currency: string, what: string): string {
  return amount === null ? 'where both are known' : `${moneyShort(amount, currency)} ${what}`;
}
