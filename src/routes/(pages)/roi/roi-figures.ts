import type { Figure } from '$lib/components/figure';
import { percent } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import type { Roi } from '$lib/roi/roi';
import type { Simulation } from '$lib/roi/simulation';
import type { LeftOutUsage } from '$lib/server/answers/run-rate';
import { estimate, estimateShort, monthsText } from './estimates';
import {
  irrEvidence,
  lossEvidence,
  npvEvidence,
  paybackEvidence,
  savingEvidence,
  simpleRoiEvidence,
} from './roi-evidence';

/** What the figures are without, and whether their ranges are of inputs that have changed since. */
interface Knowledge {
  leftOut?: LeftOutUsage | null;
  isFormer?: boolean;
}

/**
 * The headline figures of a scenario, each with its range as soon as there is one. A gain of which part of the usage is
 * unknown is not called good.
 */
export function roiFigures(
  found: Roi,
  simulation: Simulation | undefined,
  { leftOut, isFormer = false }: Knowledge = {},
): Figure[] {
  const { currency } = found.scenario;
  const saving = found.scenario.officialMonthly - found.scenario.relayMonthly;
  const former = isFormer ? ', of the former inputs' : '';
  const range = (low: number, high: number): string =>
    `${estimateShort(low, currency)} to ${estimateShort(high, currency)}`;
  return [
    {
      label: 'Net present value',
      value: estimateShort(found.npv, currency),
      title: estimate(found.npv, currency),
      ...toneOf(found, leftOut),
      note: simulation
        ? `${range(simulation.npv.p10, simulation.npv.p90)} (P10 to P90)${former}`
        : 'range follows',
      evidence: npvEvidence(found),
    },
    {
      label: 'Payback',
      value: 'value' in found.payback ? monthsText(found.payback.value) : UNKNOWN,
      note: paybackNote(found, simulation, former),
      evidence: paybackEvidence(found),
    },
    {
      label: 'Saving a month',
      value: estimateShort(saving, currency),
      title: estimate(saving, currency),
      note: simulation
        ? `${range(simulation.monthlySaving.p10, simulation.monthlySaving.p90)}, all traffic moved${former}`
        : 'all traffic moved',
      evidence: savingEvidence(found, leftOut),
    },
    {
      label: 'Return a year (IRR)',
      value: 'value' in found.irr ? percent(found.irr.value) : UNKNOWN,
      note: 'why' in found.irr ? found.irr.why : (found.irr.note ?? 'the rate at which the value is 0'),
      evidence: irrEvidence(found),
    },
    {
      label: 'Return on the one-time cost',
      value: 'value' in found.simpleRoi ? percent(found.simpleRoi.value) : UNKNOWN,
      note:
        'why' in found.simpleRoi ? found.simpleRoi.why : `in all of ${found.scenario.horizonMonths} months`,
      evidence: simpleRoiEvidence(found),
    },
    {
      label: 'Chance of a loss',
      value: simulation ? percent(simulation.lossProbabilityPct) : UNKNOWN,
      note: simulation
        ? `of ${simulation.draws.toLocaleString('en')} simulated futures${former}`
        : 'being simulated',
      ...(simulation ? { evidence: lossEvidence(found, simulation) } : {}),
    },
  ];
}

function toneOf({ npv }: Roi, leftOut: LeftOutUsage | null | undefined): Pick<Figure, 'tone'> {
  if (npv < 0) return { tone: 'bad' };
  return leftOut?.tokens_pct ? {} : { tone: 'good' };
}

function paybackNote({ payback, scenario }: Roi, simulation: Simulation | undefined, former: string): string {
  if ('why' in payback) return payback.why;
  if (!simulation) return 'range follows';
  const { p10, p90 } = simulation.payback;
  const end = (months: number): string =>
    Number.isFinite(months) ? monthsText(months) : `never in ${scenario.horizonMonths} months`;
  return `${end(p10)} to ${end(p90)} (P10 to P90)${former}`;
}
