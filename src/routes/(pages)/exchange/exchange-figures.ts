import type { Figure } from '$lib/components/figure';
import { currencySign, money, moneyShort } from '$lib/components/format-money';
import { percent, shortRate } from '$lib/components/format-number';
import { totalEvidence } from '$lib/components/savings-evidence';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import { creditPriceEvidence, marketRateEvidence } from './break-even-evidence';

/** The saving and the two places where it would be nothing. */
export function exchangeFigures(answer: SavingsAnswer): Figure[] {
  const { totals, currency, baseline, candidate } = answer;
  return [
    {
      label: 'Saving',
      value: totals.saving === null ? '—' : moneyShort(totals.saving, currency),
      ...(totals.saving === null ? {} : { title: money(totals.saving, currency) }),
      note:
        totals.saving_pct === null ? 'not in this data' : `${percent(totals.saving_pct)} of ${baseline.name}`,
      evidence: totalEvidence(answer, 'saving'),
    },
    {
      label: 'Break-even market rate',
      value: answer.break_even.market_rate === null ? '—' : `¥${shortRate(answer.break_even.market_rate)}`,
      note:
        answer.break_even.market_rate === null
          ? (answer.break_even.why ?? '')
          : 'per USD: both routes cost the same',
      evidence: marketRateEvidence(answer),
    },
    {
      label: 'Break-even credit price',
      value:
        answer.break_even.credit_price === null
          ? '—'
          : `${currencySign(answer.break_even.credit_price.currency)}${shortRate(answer.break_even.credit_price.amount)}`,
      note:
        answer.break_even.credit_price === null
          ? (answer.break_even.why ?? '')
          : `for 1 USD of credit: above it ${candidate.name} costs more`,
      evidence: creditPriceEvidence(answer),
    },
  ];
}
