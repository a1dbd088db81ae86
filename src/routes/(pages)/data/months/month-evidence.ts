import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { month, time } from '$lib/components/format-date';
import { money } from '$lib/components/format-money';
import { count } from '$lib/components/format-number';
import { moneyLeftOut, moneySources } from '$lib/components/money-evidence';
import { UNKNOWN } from '$lib/components/unknown';
import type { MonthAnswer } from '$lib/server/answers/months-answer';
import { dayAfterMonth } from '$lib/usage/day';

/** Where the landed cost of a month comes from: as it was frozen where it is closed. */
export function monthEvidence(detail: MonthAnswer): EvidenceSpec {
  const { currency } = detail;
  const shown = detail.frozen ?? detail.now;
  const basis = detail.basis.frozen ?? detail.basis.now;
  const period = `data=own&from=${detail.month}-01&to=${dayAfterMonth(detail.month)}`;
  return {
    title: `Landed cost of ${month(detail.month)}${detail.closed ? ', frozen' : ''}`,
    value: money(shown.landed, currency),
    formula:
      'Landed cost = what was charged, else list cost × multiplier × credit price, with fees and taxes, at the rate of each day.',
    inputs: [
      { label: 'Requests', value: shown.requests === null ? UNKNOWN : count(shown.requests) },
      { label: 'List cost', value: money(shown.list, currency) },
      { label: 'Charged', value: money(shown.charged, currency) },
      ...(detail.closed
        ? [
            { label: 'Closed', value: detail.by ?? UNKNOWN, note: time(detail.at) },
            { label: 'Worked out now', value: money(detail.now.landed, currency) },
          ]
        : []),
    ],
    sources: moneySources(basis),
    rowsUsed: basis.rows,
    leftOut: moneyLeftOut(basis).filter((out) => out.count > 0),
    links: [
      { label: 'Spend of this month', href: `/spend?${period}` },
      { label: 'Its rows', href: `/rows?${period}` },
    ],
  };
}
