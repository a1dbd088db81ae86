import { RELAY_OVERCHARGE, within } from './calendar';
import type { ErrorClass } from '$lib/usage/error-classes';
import type { Dice } from './dice';
import { failureOf } from './failures';
import type { Feature } from './features';
import { listNano, type SampleModel } from './models';
import type { Region, RouteId } from './regions';
import type { SampleRequest } from './request-csv';
import { failedAfterMs, speedOf } from './speed';

/** Who talks about what, on which route. */
export interface Conversation {
  id: string;
  at: number;
  route: RouteId;
  feature: Feature;
  model: SampleModel;
  person: number;
  region: Region;
  turns: number;
  /** Part of a crowd: short and simple. */
  crowd: boolean;
  /** Does the export say what was charged? */
  charged: boolean;
}

/** A turn's prompt as it is sent. */
export interface Turn {
  at: number;
  promptTokens: number;
  cachedTokens: number;
  writtenTokens: number;
  /** Since the previous answer of the conversation; 0 for the first turn and when trying again. */
  pauseMs: number;
}

const CACHE_LIFE_MS = 5 * 60_000;
const CACHE_BLOCK = 128;
const MOST_PROMPT_TOKENS = 400_000;
const RETRIES = 2;
const TRIMMED_TO = 0.4;
/** A relay spreads calls over pooled keys, so that fewer find their history cached. */
const RELAY_CACHE_HITS = 0.85;
const RELAY_OVERCHARGE_PERCENT = 110;
const LONG_PAUSE = { share: 0.035, minutes: [18, 95] } as const;

/**
 * Holds a conversation: every turn resends the history and adds a question with its context; a failed request is tried
 * again, or ends it. `said` gets each request in order; `nextId` names it.
 */
export function hold(
  talk: Conversation,
  dice: Dice,
  nextId: () => string,
  said: (request: SampleRequest) => void,
): void {
  const { feature } = talk;
  let at = talk.at;
  let pauseMs = 0;
  let history = feature.systemTokens;
  for (let turn = 1; turn <= talk.turns; turn++) {
    const prompt = history + addedTokens(talk, turn, dice);
    const sent = {
      at,
      pauseMs,
      promptTokens: Math.min(prompt, MOST_PROMPT_TOKENS),
      cachedTokens: 0,
      writtenTokens: 0,
    };
    useCache(talk, sent, turn === 1 ? 0 : history, dice);
    const answer = ask(talk, sent, dice, nextId, said);
    if (answer === undefined) return;
    history = trimmed(feature, prompt + answer.outputTokens);
    pauseMs = Math.round(pauseOf(feature, dice));
    at = answer.at + answer.durationMs + pauseMs;
  }
}

/** Sends a turn until it succeeds; undefined where the conversation ends with an error. */
function ask(
  talk: Conversation,
  turn: Turn,
  dice: Dice,
  nextId: () => string,
  said: (request: SampleRequest) => void,
): SampleRequest | undefined {
  for (let tries = 0; tries <= RETRIES; tries++) {
    const failure = failureOf(talk, turn, dice);
    const request = failure === undefined ? answered(talk, turn, dice) : failed(talk, turn, failure, dice);
    request.id = nextId();
    said(request);
    if (failure === undefined) return request;
    if (failure === 'cancelled' || failure === 'context_exceeded') return undefined;
    turn.at += request.durationMs + dice.whole(1_500, 9_000);
    turn.pauseMs = 0;
  }
  return undefined;
}

/** A failed request is neither answered nor charged. */
function failed(talk: Conversation, turn: Turn, failure: ErrorClass, dice: Dice): SampleRequest {
  return {
    at: turn.at,
    id: '',
    of: talk,
    promptTokens: 0,
    cachedTokens: 0,
    writtenTokens: 0,
    outputTokens: 0,
    failure,
    durationMs: failedAfterMs(failure, dice),
    ttftMs: undefined,
    chargedNano: talk.charged ? 0 : undefined,
  };
}

function answered(talk: Conversation, turn: Turn, dice: Dice): SampleRequest {
  const { median, spread } = talk.feature.answerTokens;
  const outputTokens = talk.crowd
    ? dice.whole(52, 68)
    : Math.max(4, Math.round(dice.logNormal(median, spread)));
  const speed = speedOf(talk, turn, outputTokens, dice);
  return {
    at: turn.at,
    id: '',
    of: talk,
    promptTokens: turn.promptTokens,
    cachedTokens: turn.cachedTokens,
    writtenTokens: turn.writtenTokens,
    outputTokens,
    failure: undefined,
    durationMs: speed.durationMs,
    ttftMs: speed.ttftMs,
    chargedNano: talk.charged ? chargedNano(talk, turn, outputTokens) : undefined,
  };
}

/** List cost, at ¥1 for $1 of it on the relay; the relay overcharged Claude for a week. */
function chargedNano({ model, route }: Conversation, turn: Turn, output: number): number {
  const { promptTokens, cachedTokens: cached, writtenTokens: written } = turn;
  const list = listNano(model, { uncached: promptTokens - cached - written, cached, written, output });
  const over = route === 'relay' && model.provider === 'anthropic' && within(turn.at, RELAY_OVERCHARGE);
  return over ? (list * RELAY_OVERCHARGE_PERCENT) / 100 : list;
}

function addedTokens({ feature, crowd }: Conversation, turn: number, dice: Dice): number {
  if (crowd) return 420;
  const { first, later, spread } = feature.contextTokens;
  const context = dice.logNormal(turn === 1 ? first : later, spread);
  return Math.round(context + dice.logNormal(feature.questionTokens, 0.5));
}

/** Sets how much of the turn's prompt is read from the cache, and how much is written to it. */
function useCache(
  { model, route, turns, crowd }: Conversation,
  turn: Turn,
  history: number,
  dice: Dice,
): void {
  const hits = model.cacheHits * (route === 'relay' ? RELAY_CACHE_HITS : 1);
  if (history > 0 && turn.pauseMs < CACHE_LIFE_MS && dice.chance(hits)) {
    turn.cachedTokens = CACHE_BLOCK * Math.floor(Math.min(history, turn.promptTokens) / CACHE_BLOCK);
  }
  if (model.paysCacheWrites && turns > 1 && !crowd)
    turn.writtenTokens = turn.promptTokens - turn.cachedTokens;
}

function trimmed(feature: Feature, history: number): number {
  if (feature.trimsAbove === undefined || history <= feature.trimsAbove) return history;
  return feature.systemTokens + Math.round((history - feature.systemTokens) * TRIMMED_TO);
}

function pauseOf(feature: Feature, dice: Dice): number {
  if (!dice.chance(LONG_PAUSE.share)) return 1_000 * dice.logNormal(feature.pauseSeconds, 0.7);
  return 60_000 * dice.between(...LONG_PAUSE.minutes);
}
