import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { date } from '$lib/components/format-date';
import { money } from '$lib/components/format-money';
import { count, counted, percent } from '$lib/components/format-number';
import { moneyLeftOut, moneySources, rateText, termsText } from '$lib/components/money-evidence';
import { totalEvidence } from '$lib/components/savings-evidence';
import { NOT_IN_DATA } from '$lib/components/unknown';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import type { OverviewAnswer } from '$lib/server/answers/overview-answer';

/** Why a month saves what it saves. */
export function monthlyEvidence(
  savings: SavingsAnswer,
  monthly: NonNullable<OverviewAnswer['monthly_saving']>,
): EvidenceSpec {
  const { currency, totals } = savings;
  return {
    ...totalEvidence(savings, 'saving'),
    title: 'Saving a month',
    value: money(monthly.amount, currency),
    formula: 'Saving a month = saving of the period × 30 ÷ days of the period',
    working: `${money(monthly.amount, currency)} = ${money(totals.saving, currency)} × 30 ÷ ${count(monthly.days)}`,
  };
}

/** Why the routes that traffic really took cost what they did. */
export function spentEvidence({ spent, currency, savings, routes }: OverviewAnswer): EvidenceSpec {
  return {
    title: 'Spent',
    value: money(spent, currency),
    formula:
      'Landed cost on the routes really taken: what the source says was charged where it does, else list cost and the terms of the route',
    inputs: routes.map(({ name, requests }) => ({ label: name, value: counted(requests, 'request') })),
    ...(savings
      ? {
          sources: moneySources(savings.basis),
          rowsUsed: savings.basis.rows,
          leftOut: moneyLeftOut(savings.basis),
        }
      : {}),
    links: [
      { label: 'Spend', href: '/spend' },
      { label: 'The rows behind it', href: '/rows' },
    ],
  };
}

interface Names {
  baseline: string;
  candidate: string;
}

/** Why an error rate is what it is. */
export function errorsEvidence(errors: OverviewAnswer['errors'], names: Names): EvidenceSpec {
  const row = (side: OverviewAnswer['errors']['baseline'], label: string) => ({
    label,
    value: side ? percent(side.rate_pct, 2) : NOT_IN_DATA,
    note: side
      ? `${percent(side.low, 2)} to ${percent(side.high, 2)} of ${counted(side.attempts, 'attempt')}`
      : 'its source does not log errors',
  });
  return {
    title: 'Error rate',
    value: errors.candidate ? percent(errors.candidate.rate_pct, 2) : NOT_IN_DATA,
    formula: 'Errors ÷ attempts whose source logs errors, with a Wilson interval at 95 %',
    inputs: [row(errors.baseline, names.baseline), row(errors.candidate, names.candidate)],
    links: [{ label: 'Errors', href: '/latency' }],
  };
}

/** The note under the answer: how much traffic, at which rate, on which terms. */
export function overviewNote({ requests, savings }: OverviewAnswer): string {
  if (!savings) return counted(requests, 'request');
  const { rate } = savings.basis;
  const official =
    rate.latest === null
      ? []
      : [`rate ${rateText(savings.basis)} (${rate.of === null ? 'fixed' : date(rate.of)})`];
  return [
    `${counted(requests, 'request')}, ${counted(savings.rows.length, 'model')}`,
    ...official,
    `${savings.candidate.name} at ${termsText(savings.candidate)}`,
  ].join(' · ');
}
