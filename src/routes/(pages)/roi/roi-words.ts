import type { AnswerPart } from '$lib/components/answer-part';
import { period } from '$lib/components/format-date';
import { percent } from '$lib/components/format-number';
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
  return `Measured run rate: ${measured}${scaled}; all usage in scope costed on ${official?.name ?? 'official'} and on ${relay?.name ?? 'the relay'}.`;
}
