import type { ErrorClass } from '$lib/usage/error-classes';
import { isRelayPeak, KEY_ROTATION, OFFICIAL_INCIDENT, RELAY_BAD_HOUR, within } from './calendar';
import type { Dice } from './dice';
import type { Conversation, Turn } from './conversation';

type Odds = readonly (readonly [ErrorClass, number])[];

const OFFICIAL: Odds = [
  ['rate_limited', 0.005],
  ['server', 0.004],
  ['cancelled', 0.004],
  ['timeout', 0.003],
  ['invalid_request', 0.001],
];
const RELAY: Odds = [
  ['rate_limited', 0.006],
  ['server', 0.005],
  ['cancelled', 0.004],
  ['timeout', 0.002],
  ['invalid_request', 0.001],
];
const RELAY_PEAK: Odds = [['rate_limited', 0.028], ...RELAY.slice(1)];
const CROWD: Odds = [
  ['rate_limited', 0.002],
  ['server', 0.001],
];
const BAD_HOUR: Odds = [
  ['timeout', 0.05],
  ['rate_limited', 0.035],
  ['server', 0.02],
  ['session_state', 0.004],
];
const INCIDENT: Odds = [
  ['server', 0.32],
  ['timeout', 0.06],
];
const ROTATION: Odds = [['auth', 0.6]];

const RELAY_CONTEXT_TOKENS = 260_000;
const RELAY_SESSION_MS = 30 * 60_000;
const FORGOTTEN_SESSIONS = 0.2;

/** The class of the error that the request runs into; undefined where it succeeds. */
export function failureOf(talk: Conversation, turn: Turn, dice: Dice): ErrorClass | undefined {
  if (talk.route === 'relay') {
    if (turn.promptTokens > RELAY_CONTEXT_TOKENS) return 'context_exceeded';
    if (turn.pauseMs > RELAY_SESSION_MS && dice.chance(FORGOTTEN_SESSIONS)) return 'session_not_found';
  }
  let roll = dice.share();
  for (const [errorClass, odds] of oddsOf(talk, turn.at)) if ((roll -= odds) < 0) return errorClass;
  return undefined;
}

function oddsOf({ route, crowd }: Conversation, at: number): Odds {
  if (within(at, KEY_ROTATION)) return ROTATION;
  if (route === 'official') {
    if (within(at, OFFICIAL_INCIDENT)) return INCIDENT;
    return crowd ? CROWD : OFFICIAL;
  }
  if (within(at, RELAY_BAD_HOUR)) return BAD_HOUR;
  if (crowd) return CROWD;
  return isRelayPeak(at) ? RELAY_PEAK : RELAY;
}

const HTTP_STATUS: Record<ErrorClass, number> = {
  rate_limited: 429,
  auth: 401,
  context_exceeded: 400,
  session_not_found: 404,
  invalid_request: 400,
  timeout: 504,
  server: 500,
  cancelled: 499,
  session_state: 409,
  other: 500,
};

/** The HTTP status with which an error of the class is logged. */
export function httpStatusOf(errorClass: ErrorClass): number {
  return HTTP_STATUS[errorClass];
}
