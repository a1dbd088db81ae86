import type { AnswerPart } from '$lib/components/answer-part';
import { date, dayBefore, period } from '$lib/components/format-date';
import { counted, percent } from '$lib/components/format-number';
import type { Roi } from '$lib/roi/roi';
import type { Simulation } from '$lib/roi/simulation';
import type { RunRate } from '$lib/server/answers/run-rate';
import { estimateWhole, monthsText } from './estimates';
import { lossEvidence, npvEvidence, paybackEvidence } from './roi-evidence';

/** What a scenario comes to, in a sentence that a person could say aloud. */
export function roiSentence(
  found: Roi,
  simulation: Simulation | undefined,
  relay = 'the relay',
): AnswerPart[] {
  const { scenario, npv, payback, investment } = found;
  const worth = {
    text: estimateWhole(Math.abs(npv), scenario.currency),
    evidence: npvEvidence(found),
  };
  const over = ` over ${scenario.horizonMonths} months in today’s money`;
  const verdict: AnswerPart[] =
    npv < 0
      ? [`Moving to ${relay} would lose `, worth, over]
      : [`Moving to ${relay} would be worth `, worth, over];
  const back: AnswerPart[] =
    'value' in payback
      ? [' and pays back after ', { text: monthsText(payback.value), evidence: paybackEvidence(found) }]
      : investment > 0
        ? [' and is not paid back in that time']
        : [', before any one-time cost: none is written down yet'];
  const risk: AnswerPart[] = simulation
    ? [
        '; ',
        {
          text: simulation.lossProbabilityPct === 0 ? 'none' : percent(simulation.lossProbabilityPct),
          evidence: lossEvidence(found, simulation),
        },
        ' of the simulated futures lose money.',
      ]
    : ['.'];
  return [...verdict, ...back, ...risk];
}

/** Where the amounts come from. */
export function runRateNote(runRate: RunRate): string {
  const { from, to, days, complete, official, relay } = runRate;
  if (from === null || to === null) return 'No usage is measured: the amounts are typed by hand.';
  const measured = complete
    ? `${days} complete days, ${period(from, to)}`
    : `${days === 1 ? 'one day that is' : `${days} days that are`} not complete, ${period(from, to)}`;
  const scaled = days === 30 ? '' : ', brought to 30 days';
  const usage = runRate.left_out?.tokens_pct ? 'usage in scope that has a cost' : 'all usage in scope';
  const base = `Measured run rate: ${measured}${scaled}; ${usage}, costed on ${official?.name ?? 'official'} and on ${relay?.name ?? 'the relay'}.`;
  return [base, ...leftOutWords(runRate), ...reachWords(runRate)].join(' ');
}

/** What is in neither amount, why, and where to add what it lacks; nothing where all usage is costed. */
export function leftOutWords({ left_out }: Pick<RunRate, 'left_out'>): string[] {
  if (!left_out?.tokens_pct) return [];
  const { no_price, no_rate, no_terms, tokens_pct } = left_out;
  const parts = [
    { ...no_price, why: 'without a price: add prices under Data, Prices' },
    { ...no_rate, why: 'on days without an exchange rate: add rates under Data, Exchange rates' },
    { ...no_terms, why: 'before the first terms of a route: add terms under Data, Routes' },
  ].filter(({ tokens }) => tokens > 0);
  const said = parts.map(({ tokens, requests, why }) => {
    const of = requests > 0 ? ` of ${counted(requests, 'request')}` : '';
    return `${counted(tokens, 'token')}${of} ${why}`;
  });
  return [
    `Left out, ${percent(tokens_pct)} of the tokens, so both amounts are too low by what they cost: ${said.join('; ')}.`,
  ];
}

/** Where the uploads of one of the routes are not of all days measured, or of later ones too. */
function reachWords({ from, to, known, official, relay }: RunRate): string[] {
  if (from === null || to === null) return [];
  const routes = [
    { name: official?.name ?? 'Official', reach: known.official },
    { name: relay?.name ?? 'The relay', reach: known.relay },
  ];
  const beyond = routes.filter(({ reach }) => reach && reach.to > to);
  return routes.flatMap(({ name, reach }) => {
    if (!reach) return [];
    const of = `Uploads with usage of ${name} are complete up to ${date(dayBefore(reach.to))}`;
    if (reach.to < to) return [`${of}: what it carried later is not all in these amounts.`];
    const [other] = beyond;
    return reach.to === to && other ? [`${of}; those of ${other.name} reach further.`] : [];
  });
}
