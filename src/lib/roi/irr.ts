import type { Found } from './scenario';

/** ln(1 + i) is looked for up to here: beyond, rates of return leave what a double can hold a year of. */
const FAR = 60;
/** Steps of ln(1 + i) in which two rates of return are told apart where there may be several. */
const STEP = 0.002;
const SEVERAL_WITHIN = 4;
const HALVINGS = 200;

/**
 * Internal rate of return a year in percent: (1 + i)^12 − 1 with Σ flow_m ÷ (1 + i)^m = 0. There is none where the flows
 * never change sign. Where they change it more than once there may be several: one is given with a note, several are
 * named instead of one.
 */
export function internalRate(flows: readonly number[]): Found {
  const changes = signChanges(flows);
  if (changes === 0) return { why: whyNone(flows) };
  if (changes === 1) return single(flows);
  const rates = severalRoots(flows);
  const times = `The flows change sign ${changes} times`;
  const [only] = rates;
  if (only === undefined) return { why: `${times}, and no rate makes their value 0.` };
  if (rates.length === 1) return { value: only, note: `${times}, yet only this rate makes their value 0.` };
  const named = rates.map((rate) => `${rate.toFixed(2)} %`).join(', ');
  return { why: `${times}: ${named} a year all make their value 0. Judge by the net present value.` };
}

/** How often the flows go from plus to minus or back; zeros do not count. */
export function signChanges(flows: readonly number[]): number {
  const signs = flows.filter((flow) => flow !== 0).map(Math.sign);
  return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
}

function whyNone(flows: readonly number[]): string {
  if (flows.every((flow) => flow === 0)) return 'Nothing is put in and nothing comes back.';
  return flows.some((flow) => flow > 0)
    ? 'Nothing is put in first, so there is no rate of return on it.'
    : `Nothing comes back within ${flows.length - 1} months, so there is no rate of return.`;
}

/** With one change of sign there is one root (Descartes). */
function single(flows: readonly number[]): Found {
  let far = 1;
  while (far < FAR && valueAt(flows, -far) * valueAt(flows, far) > 0) far *= 2;
  if (valueAt(flows, -far) * valueAt(flows, far) > 0)
    return { why: 'The rate of return is beyond all measure: next to nothing is put in, or comes back.' };
  return { value: yearly(root(flows, -far, far)) };
}

function severalRoots(flows: readonly number[]): number[] {
  const rates: number[] = [];
  let before = valueAt(flows, -SEVERAL_WITHIN);
  for (let at = -SEVERAL_WITHIN + STEP; at <= SEVERAL_WITHIN; at += STEP) {
    const value = valueAt(flows, at);
    if (before * value < 0) rates.push(yearly(root(flows, at - STEP, at)));
    else if (value === 0) rates.push(yearly(at));
    before = value;
  }
  return rates;
}

/** Halves an interval of ln(1 + i) whose ends have values of opposite sign. */
function root(flows: readonly number[], low: number, high: number): number {
  const sign = Math.sign(valueAt(flows, low));
  for (let i = 0; i < HALVINGS && high > low; i += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (Math.sign(valueAt(flows, middle)) === sign) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The sign and roots of Σ flow_m ÷ (1 + i)^m at ln(1 + i), scaled so that it never overflows. */
function valueAt(flows: readonly number[], logOnePlusI: number): number {
  const step = Math.exp(-Math.abs(logOnePlusI));
  const inOrder = logOnePlusI > 0 ? flows : flows.toReversed();
  let power = 1;
  let sum = 0;
  for (const flow of inOrder) {
    sum += flow * power;
    power *= step;
  }
  return sum;
}

function yearly(logOnePlusI: number): number {
  return Math.expm1(12 * logOnePlusI) * 100;
}
