import { turnsInWindow } from './messages';

export type WhatIfId = 'as_is' | 'window' | 'caching' | 'both' | 'session';

/** What an estimate rests on. */
export interface WhatIfPremises {
  windowMessages: number;
  messagesPerTurn: number;
  /** Undefined: the smallest first prompt of each feature. */
  systemTokens: number | undefined;
  /** Models without a price for reading a cache. */
  uncacheable: string[];
}

/** Name and assumption of each way to send the same conversations. */
export function whatIfWords(
  premises: WhatIfPremises,
): Record<WhatIfId, { name: string; assumption: string }> {
  const { windowMessages: messages, messagesPerTurn, systemTokens } = premises;
  const turns = turnsInWindow(messages, messagesPerTurn);
  const system =
    systemTokens === undefined
      ? 'The system prompt is taken as the smallest first prompt of its feature; the range is from no system prompt to the whole first prompt of each conversation.'
      : 'The system prompt is as given.';
  const uncacheable =
    premises.uncacheable.length === 0
      ? ''
      : ` No price for reading a cache is known for ${premises.uncacheable.join(', ')}: nothing of theirs is cached here.`;
  return {
    as_is: { name: 'as sent', assumption: 'What was sent, at list prices and the terms of its route.' },
    window: {
      name: `rolling window of ${messages}`,
      assumption: `Each turn sends the last ${messages} messages (${turns} ${turns === 1 ? 'turn' : 'turns'}) and the system prompt. Once the window slides, the front of the prompt changes at every turn, and a cache holds the system prompt only. ${system}`,
    },
    caching: {
      name: 'prompt caching',
      assumption: `All history, and whatever was cached already, is read from a cache, and what is new is written to it where writing has a price of its own. At the high end only what was cached, and turns within five minutes of the one before, find it there.${uncacheable}`,
    },
    both: {
      name: `window of ${messages}, cached`,
      assumption: `Cached until the window slides, from then on the system prompt only; as in the window where writing a cache would cost more than it saves. ${system}${uncacheable}`,
    },
    session: {
      name: 'server-side session',
      assumption:
        'The relay keeps the history, which saves sending it and the code for that. The model still reads all of it, and it is billed as before: billed tokens fall only where the relay’s window drops history, and then by what a window saves.',
    },
  };
}
