import { npvOf } from './roi';
import { atMarket, INPUT_NAMES, investment, type InputName, type Range, type Scenario } from './scenario';

/** One input moved while all others stay. */
export interface Swing {
  input: InputName;
  base: number;
  low: number;
  high: number;
  npvLow: number;
  npvHigh: number;
  /** |npvHigh − npvLow|. */
  swing: number;
  /** The value at which the NPV is 0, where there is one between 0 and 10 times the base. */
  breakEven?: number;
}

interface Input {
  base: (scenario: Scenario) => number;
  at: (scenario: Scenario, value: number) => Scenario;
}

const USUAL_SHARE = 0.2;
const RATE_SHARE = 0.05;
const FURTHEST = 10;
const HALVINGS = 60;

const INPUTS: Record<InputName, Input> = {
  official_monthly: {
    base: (s) => s.officialMonthly,
    at: (s, officialMonthly) => ({ ...s, officialMonthly }),
  },
  relay_monthly: { base: (s) => s.relayMonthly, at: (s, relayMonthly) => ({ ...s, relayMonthly }) },
  market_rate: { base: (s) => s.marketRate, at: (s, rate) => atMarket(s, rate / s.marketRate) },
  growth_pct: { base: (s) => s.growthPct, at: (s, growthPct) => ({ ...s, growthPct }) },
  adoption_pct: {
    base: (s) => s.adoptionPct.at(-1) ?? 0,
    at: (s, last) => ({ ...s, adoptionPct: scaled(s.adoptionPct, last, s.adoptionPct.at(-1) ?? 0) }),
  },
  mirrored_pct: {
    base: mostMirrored,
    at: (s, most) => ({ ...s, mirroredPct: scaled(s.mirroredPct, most, mostMirrored(s)) }),
  },
  one_time: {
    base: investment,
    at: (s, oneTime) => ({ ...s, oneTime, engineering: { days: 0, dayRate: 0 } }),
  },
  monthly_running: { base: (s) => s.monthlyRunning, at: (s, monthlyRunning) => ({ ...s, monthlyRunning }) },
  credits: { base: (s) => s.credits, at: (s, credits) => ({ ...s, credits }) },
  discount_rate_pct: {
    base: (s) => s.discountRatePct,
    at: (s, discountRatePct) => ({ ...s, discountRatePct }),
  },
  outage_probability_pct: {
    base: (s) => s.outage.monthlyProbabilityPct,
    at: (s, monthlyProbabilityPct) => ({ ...s, outage: { ...s.outage, monthlyProbabilityPct } }),
  },
  default_probability_pct: {
    base: (s) => s.prepaid.defaultMonthlyProbabilityPct,
    at: (s, value) => ({ ...s, prepaid: { ...s.prepaid, defaultMonthlyProbabilityPct: value } }),
  },
};

/**
 * Each input moved to its low and its high while the others stay, widest swing in NPV first. An input moves by ±20 %,
 * the market rate by ±5 %, unless the scenario gives a range; adoption and mirrored traffic are scaled as a whole and
 * end at 100 %. Inputs that are 0 and have no range have nothing to move and are left out.
 */
export function tornado(scenario: Scenario): Swing[] {
  const npv = npvOf(scenario);
  const swings = INPUT_NAMES.flatMap((input) => {
    const base = INPUTS[input].base(scenario);
    const range = rangeOf(scenario, input, base);
    return range ? [swingOf(scenario, input, base, range, npv)] : [];
  });
  return swings.sort((a, b) => b.swing - a.swing);
}

/** How far an input moves: as the scenario says, else by its usual share; undefined where it is 0. */
export function rangeOf(scenario: Scenario, input: InputName, base: number): Range | undefined {
  const own = scenario.ranges[input];
  if (own || base === 0) return own;
  const share = input === 'market_rate' ? RATE_SHARE : USUAL_SHARE;
  const ends = [base * (1 - share), base * (1 + share)].sort((a, b) => a - b);
  return { low: ends[0] ?? base, high: capped(input, ends[1] ?? base) };
}

function swingOf(
  scenario: Scenario,
  input: InputName,
  base: number,
  { low, high }: Range,
  npv: number,
): Swing {
  const at = (value: number): number => npvOf(INPUTS[input].at(scenario, value));
  const [npvLow, npvHigh] = [at(low), at(high)];
  const breakEven = breakEvenOf(at, input, base, npv);
  return {
    input,
    base,
    low,
    high,
    npvLow,
    npvHigh,
    swing: Math.abs(npvHigh - npvLow),
    ...(breakEven === undefined ? {} : { breakEven }),
  };
}

/** The value nearest to the base where the NPV is 0, halving towards it from ever further ends. */
function breakEvenOf(
  at: (value: number) => number,
  input: InputName,
  base: number,
  npv: number,
): number | undefined {
  if (npv === 0) return base;
  for (const factor of [0.5, 1.5, 0.1, 3, 0, FURTHEST]) {
    if (factor === 0 && input === 'market_rate') continue;
    const end = capped(input, base * factor);
    if (at(end) * npv <= 0) return halved(at, base, end, npv);
  }
  return undefined;
}

function halved(at: (value: number) => number, near: number, far: number, npv: number): number {
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (near + far) / 2;
    if (at(middle) * npv > 0) near = middle;
    else far = middle;
  }
  return far;
}

/** The month that sends most to both routes: the first may send nothing yet. */
function mostMirrored({ mirroredPct }: Scenario): number {
  return Math.max(0, ...mirroredPct);
}

/** Shares end at 100 %. */
function capped(input: InputName, value: number): number {
  const isShare = /^(adoption|mirrored)_pct$|_probability_pct$/.test(input);
  return isShare ? Math.min(100, value) : value;
}

function scaled(shares: number[], to: number, from: number): number[] {
  return from === 0 ? shares : shares.map((share) => Math.min(100, (share * to) / from));
}
