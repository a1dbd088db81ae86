import type { RouteSummary, SavingsAnswer } from '$lib/exchange/savings-answer';
import type { RateBasis } from '$lib/usage/basis';
import type { EvidenceSpec } from './evidence.svelte';
import { date, month } from './format-date';
import { money } from './format-money';
import { counted, percent } from './format-number';
import { UNKNOWN } from './unknown';

type Input = NonNullable<EvidenceSpec['inputs']>[number];

/** Why the saving is what it is: both landed costs, and the parts that sum to it. */
export function savingEvidence(answer: SavingsAnswer, title = 'Saving'): EvidenceSpec {
  const { totals, baseline, candidate, currency } = answer;
  const show = (amount: string | null): string => (amount === null ? UNKNOWN : money(amount, currency));
  const { parts } = totals;
  return {
    title,
    value: show(totals.saving),
    formula: `Saving = landed cost on ${baseline.name} − landed cost on ${candidate.name}, for the same usage`,
    working: `${show(totals.saving)} = ${show(totals.baseline)} − ${show(totals.candidate)}`,
    inputs: parts
      ? [
          { label: 'List prices', value: show(parts.list_price) },
          { label: 'Multiplier', value: show(parts.multiplier) },
          {
            label: 'Exchange rate',
            value: show(parts.exchange_rate),
            note: 'credit price against the market rate',
          },
          { label: 'Fees and taxes', value: show(parts.fees_and_taxes) },
          { label: 'Caching', value: show(parts.caching) },
        ]
      : [],
    ...common(answer),
  };
}

/** Why the usage costs what it costs on one of the two routes. */
export function landedEvidence(answer: SavingsAnswer, side: 'baseline' | 'candidate'): EvidenceSpec {
  const { totals, currency } = answer;
  const route = answer[side];
  const amount = totals[side];
  return {
    title: `Landed cost on ${route.name}`,
    value: amount === null ? UNKNOWN : money(amount, currency),
    formula:
      'Landed cost = list cost in USD × multiplier × credit price × (1 + top-up), × rate to the home currency × (1 + conversion) × (1 + taxes)',
    inputs: [
      { label: 'List cost', value: totals.list_usd === null ? UNKNOWN : money(totals.list_usd, 'USD') },
      ...termsInputs(route),
    ],
    ...common(answer),
  };
}

function termsInputs({ terms }: RouteSummary): Input[] {
  if (!terms) return [{ label: 'Terms', value: UNKNOWN, note: 'none in force' }];
  const { credit_price: credit, multipliers, fees } = terms;
  const pct = (text: string): string => `${text} %`;
  return [
    { label: 'Price of 1 USD of credit', value: money(credit.amount, credit.currency), note: terms.source },
    {
      label: 'Multiplier',
      value:
        multipliers.map(({ model, value }) => (model === '*' ? value : `${model}: ${value}`)).join(', ') ||
        '1',
    },
    { label: 'Top-up fee', value: pct(fees.top_up_pct) },
    { label: 'Conversion', value: pct(fees.conversion_pct) },
    { label: 'Taxes', value: `${pct(fees.vat_pct)} value-added, ${pct(fees.withholding_pct)} withholding` },
  ];
}

function common(answer: SavingsAnswer): Pick<EvidenceSpec, 'sources' | 'rowsUsed' | 'leftOut' | 'links'> {
  const { basis } = answer;
  return {
    sources: [
      ...(basis.prices_as_of
        ? [
            {
              what: 'List prices',
              source: 'the price table, each price with its address',
              date: date(basis.prices_as_of),
            },
          ]
        : []),
      ...rateSources(basis.rate),
    ],
    rowsUsed: basis.rows,
    leftOut: leftOut(answer),
    links: [
      { label: 'The rows behind it', href: '/rows' },
      { label: 'Prices', href: '/data/prices' },
      { label: 'Exchange rates', href: '/data/rates' },
      { label: 'Terms', href: '/data/routes' },
    ],
  };
}

/** The rate as a source of a figure; nothing where no rate was needed. */
export function rateSources(rate: RateBasis): NonNullable<EvidenceSpec['sources']> {
  if (rate.latest === null || rate.of === null) return [];
  const observed = rate.of.length === 7 ? `mean of ${month(rate.of)}` : date(rate.of);
  return [
    {
      what: `${shortRate(rate.latest)} ${rate.quote} per ${rate.base}, on the last day of the usage`,
      source: rate.source ?? '',
      date: rate.policy === 'fixed' ? 'set by hand' : observed,
      age: counted(rate.age_days ?? 0, 'day'),
      stale: rate.stale,
    },
  ];
}

/** A rate at no more than six places. */
export function shortRate(rate: string): string {
  return rate.includes('.') ? rate.replace(/(\.\d{1,6})\d*$/, '$1').replace(/\.?0+$/, '') : rate;
}

function leftOut({ basis, totals }: SavingsAnswer): NonNullable<EvidenceSpec['leftOut']> {
  const share = totals.tokens > 0 ? percent((basis.unpriced_tokens / totals.tokens) * 100) : '';
  return [
    { count: basis.unpriced_tokens, what: `tokens (${share})`, why: 'no price' },
    { count: basis.unrated_requests, what: 'requests', why: 'no exchange rate or no terms on their days' },
    {
      count: basis.tier_unknown_requests,
      what: 'requests',
      why: 'priced at the base tier: prompt size not in this data',
    },
  ].filter(({ count }) => count > 0);
}
