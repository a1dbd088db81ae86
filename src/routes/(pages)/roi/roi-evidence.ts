import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { count, fixed, percent } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import { discountFactors, netPresentValue } from '$lib/roi/present-value';
import type { Roi } from '$lib/roi/roi';
import { expectedLoss, type Found } from '$lib/roi/scenario';
import type { Simulation } from '$lib/roi/simulation';
import type { LeftOutUsage } from '$lib/server/answers/run-rate';
import { estimate, monthsText } from './estimates';

/** Why the NPV is what it is. */
export function npvEvidence(found: Roi): EvidenceSpec {
  const { scenario, months, discountFactors: factors, npv } = found;
  const show = (value: number): string => estimate(value, scenario.currency);
  const first = months
    .slice(0, 3)
    .map(({ flow, month }) => `${show(flow)} × ${fixed(factors[month] ?? 0, 6)}`);
  return {
    title: `Net present value over ${scenario.horizonMonths} months`,
    value: show(npv),
    formula:
      'NPV = Σ flow of month m ÷ (1 + discount rate)^(m ÷ 12). Flow = official cost avoided − relay bill + credits − running costs − expected loss; month 0 is the one-time cost',
    working: `${show(npv)} = ${first.join(' + ')} + … (${count(months.length)} months, in the table of flows)`,
    inputs: scenarioInputs(found),
  };
}

/** Why the payback is what it is. */
export function paybackEvidence(found: Roi): EvidenceSpec {
  const { scenario, months, payback } = found;
  const show = (value: number): string => estimate(value, scenario.currency);
  const at = 'value' in payback ? Math.ceil(payback.value) : undefined;
  const before = at === undefined ? undefined : months[at - 1];
  const during = at === undefined ? undefined : months[at];
  return {
    title: 'Payback',
    value: 'value' in payback ? monthsText(payback.value) : UNKNOWN,
    formula: 'The first time at which all flows so far sum to 0 or more, linear within the month',
    ...(before && during && 'value' in payback
      ? {
          working: `${fixed(payback.value, 6)} = ${before.month} + ${show(-before.cumulative)} ÷ ${show(during.flow)}`,
        }
      : { working: whyOf(payback) }),
    inputs: [
      { label: 'Put in first', value: show(found.investment) },
      ...(before && during
        ? [
            { label: `Sum of flows after month ${before.month}`, value: show(before.cumulative) },
            { label: `Flow of month ${during.month}`, value: show(during.flow) },
          ]
        : []),
    ],
  };
}

/** Why the rate of return is what it is. */
export function irrEvidence(found: Roi): EvidenceSpec {
  const { irr, scenario, months } = found;
  const flows = months.map(({ flow }) => flow);
  const check =
    'value' in irr ? netPresentValue(flows, discountFactors(irr.value, flows.length - 1)) : undefined;
  return {
    title: 'Internal rate of return',
    value: 'value' in irr ? percent(irr.value) : UNKNOWN,
    formula:
      'The discount rate a year at which the net present value is 0: (1 + i)^12 − 1 with Σ flow ÷ (1 + i)^m = 0',
    working:
      check === undefined
        ? whyOf(irr)
        : `NPV at ${percent('value' in irr ? irr.value : 0, 4)} = ${estimate(check, scenario.currency)}. ${whyOf(irr)}`.trim(),
    inputs: scenarioInputs(found),
  };
}

/** Why all flows are what they are of the one-time cost. */
export function simpleRoiEvidence(found: Roi): EvidenceSpec {
  const { scenario, simpleRoi, sum, investment } = found;
  const show = (value: number): string => estimate(value, scenario.currency);
  return {
    title: 'Return on the one-time cost',
    value: 'value' in simpleRoi ? percent(simpleRoi.value) : UNKNOWN,
    formula: `Simple ROI = Σ flow of months 0 to ${scenario.horizonMonths} ÷ one-time cost. Month 0 is the one-time cost itself`,
    working:
      'value' in simpleRoi
        ? `${percent(simpleRoi.value)} = ${show(sum)} ÷ ${show(investment)}`
        : whyOf(simpleRoi),
    inputs: [
      { label: 'Sum of all flows, the one-time cost among them', value: show(sum) },
      { label: 'One-time cost', value: show(investment) },
    ],
  };
}

/** Why the chance of a loss is what it is. */
export function lossEvidence({ scenario }: Roi, simulation: Simulation): EvidenceSpec {
  const { simulation: spreads } = scenario;
  return {
    title: 'Chance of a loss',
    value: percent(simulation.lossProbabilityPct),
    formula: 'Simulated futures whose net present value is below 0 ÷ all of them',
    working: `${percent(simulation.lossProbabilityPct)} of ${count(simulation.draws)} draws, seed ${simulation.seed}`,
    inputs: [
      { label: 'Spread of the monthly growth', value: percent(spreads.growthSdPct) },
      { label: 'Spread of the market rate', value: percent(spreads.rateSdPct) },
      { label: 'Spread of the relay’s price', value: percent(spreads.discountSdPct) },
      { label: 'Mean delay of the ramp', value: monthsText(spreads.adoptionDelayMonths) },
      { label: 'Outages and a closing relay', value: 'drawn month by month', note: 'by their probabilities' },
    ],
  };
}

/** Why a month saves what it saves once all traffic is moved. */
export function savingEvidence({ scenario }: Roi, leftOut?: LeftOutUsage | null): EvidenceSpec {
  const { officialMonthly, relayMonthly, currency } = scenario;
  const show = (value: number): string => estimate(value, currency);
  return {
    title: 'Saving a month, all traffic moved',
    value: show(officialMonthly - relayMonthly),
    formula: 'Saving = today’s usage on the official route − the same usage on the relay',
    working: `${show(officialMonthly - relayMonthly)} = ${show(officialMonthly)} − ${show(relayMonthly)}`,
    ...(leftOut ? { leftOut: leftOutOf(leftOut) } : {}),
    links: [{ label: 'How it is made up', href: '/exchange' }],
  };
}

function leftOutOf({ no_price, no_rate, no_terms }: LeftOutUsage): NonNullable<EvidenceSpec['leftOut']> {
  return [
    { count: no_price.tokens, what: 'tokens', why: 'No price is known for them' },
    { count: no_rate.tokens, what: 'tokens', why: 'No exchange rate is known for their days' },
    { count: no_terms.tokens, what: 'tokens', why: 'They are from before the first terms of a route' },
  ].filter(({ count }) => count > 0);
}

function scenarioInputs(found: Roi): NonNullable<EvidenceSpec['inputs']> {
  const { scenario } = found;
  const show = (value: number): string => estimate(value, scenario.currency);
  return [
    { label: 'One-time cost', value: show(found.investment) },
    { label: 'Official cost a month', value: show(scenario.officialMonthly) },
    { label: 'Relay cost a month', value: show(scenario.relayMonthly) },
    { label: 'Growth a month', value: percent(scenario.growthPct) },
    { label: 'Adoption by month', value: scenario.adoptionPct.map((pct) => `${pct} %`).join(', ') },
    { label: 'Running costs a month', value: show(scenario.monthlyRunning) },
    { label: 'Expected loss a month', value: show(expectedLoss(scenario)) },
    { label: 'Discount rate a year', value: percent(scenario.discountRatePct) },
  ];
}

function whyOf(found: Found): string {
  return 'why' in found ? found.why : (found.note ?? '');
}
