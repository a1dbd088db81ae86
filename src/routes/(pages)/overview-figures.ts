import type { Figure } from '$lib/components/figure';
import { withFilters } from '$lib/components/filter-query';
import { money, moneyShort } from '$lib/components/format-money';
import { counted, percent } from '$lib/components/format-number';
import { NOT_IN_DATA, UNKNOWN } from '$lib/components/unknown';
import type { OverviewAnswer } from '$lib/server/answers/overview-answer';
import { errorsEvidence, monthlyEvidence, spentEvidence } from './overview-evidence';

/** The numbers behind the answer: what a month saves, what was spent, how sound the relay is. */
export function overviewFigures(answer: OverviewAnswer, query: URLSearchParams): Figure[] {
  return [savingFigure(answer), spentFigure(answer), errorsFigure(answer)].map((figure) => ({
    ...figure,
    ...(figure.href === undefined ? {} : { href: withFilters(figure.href, query) }),
  }));
}

function savingFigure({ monthly_saving, savings, currency }: OverviewAnswer): Figure {
  const label = 'Saving a month';
  if (!monthly_saving || !savings)
    return { label, value: UNKNOWN, note: 'nothing here has a price and a rate' };
  const dearer = monthly_saving.amount.startsWith('-');
  return {
    label,
    value: moneyShort(monthly_saving.amount, currency),
    title: money(monthly_saving.amount, currency),
    note: `${percent(savings.totals.saving_pct)} · 30 days at the mean of ${counted(monthly_saving.days, 'day')}`,
    evidence: monthlyEvidence(savings, monthly_saving),
    href: '/exchange',
    ...(dearer ? { tone: 'bad' as const } : {}),
  };
}

function spentFigure(answer: OverviewAnswer): Figure {
  const { spent, currency, routes } = answer;
  const all = routes.reduce((sum, { requests }) => sum + requests, 0);
  return {
    label: 'Spent',
    value: moneyShort(spent, currency),
    title: money(spent, currency),
    note: routes
      .slice(0, 3)
      .map(({ name, requests }) => `${percent((requests / all) * 100, 0)} of requests on ${name}`)
      .join(' · '),
    evidence: spentEvidence(answer),
    href: '/spend',
  };
}

function errorsFigure({ errors, savings }: OverviewAnswer): Figure {
  const names = {
    baseline: savings?.baseline.name ?? 'Official',
    candidate: savings?.candidate.name ?? 'Relay',
  };
  const { baseline, candidate } = errors;
  const label = `Errors on ${names.candidate}`;
  const evidence = errorsEvidence(errors, names);
  const other = `${names.baseline} ${baseline ? percent(baseline.rate_pct, 2) : NOT_IN_DATA}`;
  if (!candidate)
    return {
      label,
      value: UNKNOWN,
      note: `its source does not log errors · ${other}`,
      evidence,
      href: '/latency',
    };
  return {
    label,
    value: percent(candidate.rate_pct, 2),
    note: `${percent(candidate.low, 2)} to ${percent(candidate.high, 2)} · ${other}`,
    sample: candidate.attempts,
    evidence,
    href: '/latency',
  };
}
