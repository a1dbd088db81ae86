import type { Found } from './scenario';

/** ln(1 + i) is looked for up to here: beyond, rates of return leave what a double can hold a year of. */
const FAR = 60;
/** Steps of ln(1 + i) in which two rates of return are told apart where there may be several. */
const STEP = 0.002;
/** Beyond a rate of 5,400 % a month (or one that loses as much) steps are coarse. */
const NEAR = 4;
const FAR_STEP = 0.05;
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
  const end = furthest(flows);
  let low = -furthest(flows.toReversed());
  let before = valueAt(flows, low);
  while (low < end) {
    const high = low + stepAt(low);
    const value = valueAt(flows, high);
    if (before * value < 0) rates.push(yearly(root(flows, low, high)));
    else if (value === 0) rates.push(yearly(high));
    [low, before] = [high, value];
  }
  return rates;
}

function stepAt(logOnePlusI: number): number {
  return Math.abs(logOnePlusI) > NEAR ? FAR_STEP : STEP;
}

/** No root has a larger ln(1 + i): 1 + i is at most 1 + the largest flow ÷ the first (Cauchy's bound). */
function furthest(flows: readonly number[]): number {
  const first = Math.abs(flows.find((flow) => flow !== 0) ?? 1);
  const largest = flows.reduce((most, flow) => Math.max(most, Math.abs(flow)), 0);
  return Math.min(FAR - 1, Math.log1p(largest / first)) + FAR_STEP;
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
