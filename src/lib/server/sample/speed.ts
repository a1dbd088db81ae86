import type { ErrorClass } from '$lib/usage/error-classes';
import { RELAY_BAD_HOUR, within } from './calendar';
import type { Conversation, Turn } from './conversation';
import type { Dice } from './dice';

const PROMPT_MS_PER_TOKEN = 0.004;
const CACHED_PROMPT_MS_PER_TOKEN = 0.001;
const BAD_HOUR_FACTOR = 2.2;

/** Whole milliseconds to the first and to the last token: network + reading the prompt, then tokens one by one; a crowd's short answers differ little from each other. */
export function speedOf(
  { model, route, region, crowd }: Conversation,
  turn: Turn,
  outputTokens: number,
  dice: Dice,
): { ttftMs: number; durationMs: number } {
  const slow = route === 'relay' && within(turn.at, RELAY_BAD_HOUR) ? BAD_HOUR_FACTOR : 1;
  const network = dice.logNormal(region.networkMs[route], 0.2);
  const reading = dice.logNormal(model.ttftMs + readingMs(turn), crowd ? 0.06 : 0.28);
  const writing = outputTokens * dice.logNormal(model.msPerToken, crowd ? 0.04 : 0.16);
  return {
    ttftMs: Math.round(network + slow * reading),
    durationMs: Math.round(network + slow * (reading + writing)),
  };
}

function readingMs({ promptTokens, cachedTokens }: Turn): number {
  return (promptTokens - cachedTokens) * PROMPT_MS_PER_TOKEN + cachedTokens * CACHED_PROMPT_MS_PER_TOKEN;
}

/** Whole milliseconds until the request failed. */
export function failedAfterMs(errorClass: ErrorClass, dice: Dice): number {
  if (errorClass === 'timeout') return 60_000 + dice.whole(0, 400);
  if (errorClass === 'server') return Math.round(dice.logNormal(1_800, 0.7));
  if (errorClass === 'cancelled') return Math.round(dice.logNormal(2_600, 0.6));
  return Math.round(dice.logNormal(120, 0.4));
}
