import { drawsOf, type Draws } from '$lib/roi/draws';
import { percentiles, type Percentiles } from '$lib/roi/quantiles';

/** How a history is moved to the relay, and what the relay allows. */
export interface ImportInputs {
  /** Null: as measured. */
  conversations: number | null;
  messages: number | null;
  /** Messages sent in one request. */
  messages_per_request: number;
  /** Requests a minute that the relay takes. */
  requests_per_minute: number;
  /** Requests in flight at one time. */
  workers: number;
  /** A request's round trip, milliseconds. */
  round_trip_ms: number;
  /** Share of requests that are refused and sent again, percent: lowest and highest thought likely. */
  refused_low_pct: number;
  refused_high_pct: number;
  /** Before the n-th repeat a worker waits a random time between 0 and base × 2^(n − 1), at most the longest. */
  backoff_base_ms: number;
  backoff_most_ms: number;
  seed: number;
}

export const DEFAULT_IMPORT: ImportInputs = {
  conversations: null,
  messages: null,
  messages_per_request: 1,
  requests_per_minute: 600,
  workers: 8,
  round_trip_ms: 500,
  refused_low_pct: 0.5,
  refused_high_pct: 5,
  backoff_base_ms: 1000,
  backoff_most_ms: 60_000,
  seed: 1,
};

export interface ImportEstimate {
  /** One that opens each conversation, and its messages in batches. */
  requests: number;
  /** Repeats of refused requests. */
  repeats: Percentiles;
  /** An estimate: the range of many simulated imports. */
  minutes: Percentiles;
  /** What decides in the middle case: the rate limit, or the workers. */
  limited_by: 'rate limit' | 'workers';
}

const DRAWS = 400;
/** Requests simulated one by one in each draw; what more of them come to follows from these (see scaled). */
const MOST_SIMULATED = 500;
const MINUTE_MS = 60_000;

/**
 * How long moving a history takes: minutes = max(attempts ÷ requests a minute, busy time ÷ workers), where busy time is
 * a round trip for every attempt and a wait before every repeat (exponential backoff with full jitter). Each draw takes
 * a refusal share between the two given. Undefined where there is nothing to move.
 */
export function importTime(
  conversations: number,
  messages: number,
  inputs: ImportInputs,
): ImportEstimate | undefined {
  const requests = conversations + Math.ceil(messages / inputs.messages_per_request);
  if (requests === 0) return undefined;
  const draws = drawsOf(inputs.seed);
  const outcomes = Array.from({ length: DRAWS }, () => oneImport(requests, inputs, draws));
  const minutes = percentiles(sorted(outcomes.map((one) => Math.max(one.rateMs, one.busyMs) / MINUTE_MS)));
  const byRate = outcomes.filter(({ rateMs, busyMs }) => rateMs >= busyMs).length;
  return {
    requests,
    repeats: percentiles(sorted(outcomes.map((one) => one.repeats))),
    minutes,
    limited_by: byRate * 2 >= DRAWS ? 'rate limit' : 'workers',
  };
}

interface Outcome {
  repeats: number;
  rateMs: number;
  busyMs: number;
}

function oneImport(requests: number, inputs: ImportInputs, draws: Draws): Outcome {
  const { refused_low_pct: low, refused_high_pct: high } = inputs;
  const refused = (low + (high - low) * draws.share()) / 100;
  const simulated = Math.min(requests, MOST_SIMULATED);
  let repeats = 0;
  let waitMs = 0;
  for (let i = 0; i < simulated; i += 1) {
    for (let nth = 0; draws.share() < refused; nth += 1) {
      repeats += 1;
      waitMs += draws.share() * longestWait(nth, inputs);
    }
  }
  const all = (sum: number, mean: number): number => scaled(sum, mean, simulated, requests);
  const allRepeats = all(repeats, refused / (1 - refused));
  const attempts = requests + allRepeats;
  const wait = all(waitMs, meanWait(refused, inputs));
  return {
    repeats: allRepeats,
    rateMs: (attempts / inputs.requests_per_minute) * MINUTE_MS,
    busyMs: (attempts * inputs.round_trip_ms + wait) / inputs.workers,
  };
}

/** A sum over `simulated` requests for all of them: the mean grows with their number, chance with its root. */
function scaled(sum: number, mean: number, simulated: number, requests: number): number {
  const strayed = sum - mean * simulated;
  return Math.max(0, mean * requests + strayed * Math.sqrt(requests / simulated));
}

/** Mean wait of one request: Σ refused^(n + 1) × half the longest wait before that repeat. */
function meanWait(refused: number, inputs: ImportInputs): number {
  let mean = 0;
  for (let nth = 0, odds = refused; odds > 1e-9; nth += 1, odds *= refused)
    mean += (odds * longestWait(nth, inputs)) / 2;
  return mean;
}

function longestWait(nth: number, { backoff_base_ms, backoff_most_ms }: ImportInputs): number {
  return Math.min(backoff_most_ms, backoff_base_ms * 2 ** nth);
}

function sorted(values: number[]): Float64Array {
  return Float64Array.from(values).sort();
}
