import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { duration, durationChange } from '$lib/components/format-duration';
import { date } from '$lib/components/format-date';
import { money } from '$lib/components/format-money';
import { count, counted, percent } from '$lib/components/format-number';
import { moneyLeftOut, moneySources, rateText, termsText } from '$lib/components/money-evidence';
import { NOT_IN_DATA } from '$lib/components/unknown';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import type { OverviewAnswer } from '$lib/server/answers/overview-answer';

/** Why one of the three totals is what it is: the usage costed on one route, or the difference of both. */
export function totalEvidence(savings: SavingsAnswer, of: 'baseline' | 'candidate' | 'saving'): EvidenceSpec {
  return of === 'saving' ? savingEvidence(savings) : routeEvidence(savings, of);
}

function routeEvidence(savings: SavingsAnswer, side: 'baseline' | 'candidate'): EvidenceSpec {
  const { totals, currency } = savings;
  const route = savings[side];
  return {
    title: `The same usage on ${route.name}`,
    value: money(totals[side], currency),
    formula:
      'Landed cost = list cost × multiplier × credit price × (1 + top-up), at the rate of each day, × (1 + conversion) × (1 + taxes)',
    inputs: [
      {
        label: 'List cost',
        value: money(totals.list_usd, 'USD'),
        note: 'tokens × list price, in US dollars',
      },
      { label: 'List cost', value: money(totals.list, currency), note: 'converted at the rate of each day' },
      { label: 'Terms', value: termsText(route), ...(route.terms ? { note: route.terms.source } : {}) },
    ],
    sources: moneySources(savings.basis),
    rowsUsed: savings.basis.rows,
    leftOut: moneyLeftOut(savings.basis),
    links: [
      { label: 'The rows behind it', href: '/rows' },
      { label: 'Prices', href: '/data/prices' },
      { label: 'Routes', href: '/data/routes' },
    ],
  };
}

function savingEvidence(savings: SavingsAnswer): EvidenceSpec {
  const { totals, currency, baseline, candidate } = savings;
  const parts = totals.parts ? Object.entries(totals.parts) : [];
  return {
    title: 'Saving',
    value: money(totals.saving, currency),
    formula: `Saving = landed cost on ${baseline.name} − landed cost on ${candidate.name}, for the same usage`,
    working: `${money(totals.saving, currency)} = ${money(totals.baseline, currency)} − ${money(totals.candidate, currency)}`,
    inputs: parts.map(([name, value]) => ({
      label: `of it ${name.replaceAll('_', ' ')}`,
      value: money(value, currency),
    })),
    sources: moneySources(savings.basis),
    rowsUsed: savings.basis.rows,
    leftOut: moneyLeftOut(savings.basis),
    links: [
      { label: 'How it is made up', href: '/exchange' },
      { label: 'The rows behind it', href: '/rows' },
    ],
  };
}

/** Why a month saves what it saves. */
export function monthlyEvidence(
  savings: SavingsAnswer,
  monthly: NonNullable<OverviewAnswer['monthly_saving']>,
): EvidenceSpec {
  const { currency, totals } = savings;
  return {
    ...savingEvidence(savings),
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

/** Why the routes differ in p95, and why that is not yet like for like. */
export function latencyEvidence(latency: NonNullable<OverviewAnswer['latency']>, names: Names): EvidenceSpec {
  const { baseline, candidate, metric } = latency;
  const of = (side: typeof baseline): string => (side ? duration(side.p95_ms) : NOT_IN_DATA);
  const delta = baseline && candidate ? candidate.p95_ms - baseline.p95_ms : undefined;
  return {
    title: metric === 'ttft' ? 'p95 time to first token' : 'p95 duration',
    value: durationChange(delta),
    formula: `p95 on ${names.candidate} − p95 on ${names.baseline}, each over all of its own traffic: models and regions are not held fixed`,
    ...(delta === undefined
      ? {}
      : { working: `${durationChange(delta)} = ${of(candidate)} − ${of(baseline)}` }),
    inputs: [
      { label: names.baseline, value: of(baseline), note: measuredNote(baseline) },
      { label: names.candidate, value: of(candidate), note: measuredNote(candidate) },
    ],
    links: [{ label: 'Latency', href: '/latency' }],
  };
}

function measuredNote(side: { measured: number } | null): string {
  return side ? `${counted(side.measured, 'measured request')}` : 'its source has no latency';
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
