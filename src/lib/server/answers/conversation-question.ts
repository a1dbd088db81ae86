import { MESSAGES_PER_TURN, TIMEOUT_MINUTES, WINDOW_MESSAGES } from '$lib/conversations/messages';
import { BadInput } from '$lib/server/api';

/** What a person asks of conversations beside filters. */
export interface ConversationQuestion {
  timeoutMinutes: number;
  windowMessages: number;
  messagesPerTurn: number;
  /** Tokens of the system prompt; undefined: the smallest first prompt of each feature. */
  systemTokens: number | undefined;
}

/** Pauses of up to five minutes are not kept, so no shorter timeout can be asked for. */
export const LEAST_TIMEOUT = 5;
export const MOST_TIMEOUT = 10_080;
export const MOST_MESSAGES = 10_000;
const MOST_SYSTEM_TOKENS = 10_000_000;

/** `timeout_min`, `window`, `messages_per_turn` and `system_tokens` of a query; throws BadInput. */
export function conversationQuestion(query: URLSearchParams): ConversationQuestion {
  return {
    timeoutMinutes: whole(query, 'timeout_min', LEAST_TIMEOUT, MOST_TIMEOUT) ?? TIMEOUT_MINUTES,
    windowMessages: whole(query, 'window', 1, MOST_MESSAGES) ?? WINDOW_MESSAGES,
    messagesPerTurn: whole(query, 'messages_per_turn', 1, 2) ?? MESSAGES_PER_TURN,
    systemTokens: whole(query, 'system_tokens', 0, MOST_SYSTEM_TOKENS),
  };
}

function whole(query: URLSearchParams, key: string, least: number, most: number): number | undefined {
  const text = query.get(key);
  if (!text) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  if (value < least || value > most)
    throw new BadInput([{ where: key, message: `not a whole number from ${least} to ${most}: ${text}` }]);
  return value;
}
