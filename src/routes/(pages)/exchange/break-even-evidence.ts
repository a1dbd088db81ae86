import { shortRate } from '$lib/components/format-number';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { currencySign, money } from '$lib/components/format-money';
import { UNKNOWN } from '$lib/components/unknown';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';

const ROWS = [{ label: 'The rows behind it', href: '/rows' }];

/** Why the break-even market rate is what it is. */
export function marketRateEvidence(answer: SavingsAnswer): EvidenceSpec {
  const { baseline, candidate, break_even: found } = answer;
  return {
    title: 'Break-even market rate',
    value: found.market_rate === null ? UNKNOWN : `¥${shortRate(found.market_rate)} per USD`,
    formula: `The rate at which both routes cost the same. One bills in yuan, the other does not: the ratio of their landed costs moves with the rate, so the break-even is that ratio at ¥1 per USD.`,
    inputs: [...creditOf(baseline), ...creditOf(candidate)],
    ...usage(answer),
  };
}

/** Why the break-even credit price is what it is. */
export function creditPriceEvidence(answer: SavingsAnswer): EvidenceSpec {
  const { totals, baseline, candidate, currency, break_even: found } = answer;
  const show = (amount: string | null): string => (amount === null ? UNKNOWN : money(amount, currency));
  const price = found.credit_price;
  const value = price ? `${currencySign(price.currency)}${shortRate(price.amount)}` : UNKNOWN;
  return {
    title: `Break-even credit price of ${candidate.name}`,
    value,
    formula: `Landed cost on ${baseline.name} ÷ landed cost on ${candidate.name} at a credit price of 1: what it costs moves with the price of its credit`,
    inputs: [
      { label: `Landed cost on ${baseline.name}`, value: show(totals.baseline) },
      {
        label: `Landed cost on ${candidate.name}`,
        value: show(totals.candidate),
        note: 'at the price below',
      },
      ...creditOf(candidate),
    ],
    ...usage(answer),
  };
}

function creditOf({ name, terms }: SavingsAnswer['baseline']): NonNullable<EvidenceSpec['inputs']> {
  if (!terms) return [];
  const { amount, currency } = terms.credit_price;
  return [
    { label: `Price of 1 USD of credit on ${name}`, value: `${amount} ${currency}`, note: terms.source },
  ];
}

function usage({ basis }: SavingsAnswer): Pick<EvidenceSpec, 'rowsUsed' | 'leftOut' | 'links'> {
  const leftOut = [{ count: basis.unpriced_tokens, what: 'tokens', why: 'no price' }];
  return { rowsUsed: basis.rows, leftOut: leftOut.filter(({ count }) => count > 0), links: ROWS };
}
