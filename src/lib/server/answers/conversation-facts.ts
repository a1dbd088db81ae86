import {
  MESSAGES_PER_TURN,
  TIMEOUT_MINUTES,
  turnsInWindow,
  WINDOW_MESSAGES,
} from '$lib/conversations/messages';
import { app } from '$lib/server/app';
import type { ConversationMarks, ConversationSummary } from '$lib/server/store/conversations';
import type { Filters } from '$lib/usage/filters';
import { kept } from './kept';
import { toScope } from './scope';

/** What other pages ask of conversations: who waits, who depends on context, what there is to move. */
export interface ConversationFacts {
  conversations: number;
  /** All requests of the conversations, failed ones too. */
  turns: number;
  /** Messages of the answered turns: what was asked and what was answered. */
  messages: number;
  /** Conversations of one turn, and their share in percent; null without conversations. */
  single_turn: { conversations: number; share_pct: number | null };
  /** By feature (null where the label is absent), most conversations first. */
  features: { feature: string | null; conversations: number; median_turns: number }[];
  /** Named features whose median conversation has at least two turns. */
  context_features: string[];
  /** Turns after a pause of more than `minutes`, of the turns after the first. */
  timeout: { minutes: number; turns: number; of: number; share_pct: number | null };
  /** Answered turns with more than `messages` earlier messages. */
  overflow: { messages: number; turns: number; of: number; share_pct: number | null };
  /** Records in scope that are no turn of any conversation. */
  records_without: number;
}

/** Facts of the conversations in scope, at a session timeout and a context window. */
export async function conversationFacts(
  filters: Filters,
  timeoutMinutes = TIMEOUT_MINUTES,
  windowMessages = WINDOW_MESSAGES,
): Promise<ConversationFacts> {
  const summary = await conversationSummary(filters, {
    timeoutMinutes,
    mostEarlierTurns: turnsInWindow(windowMessages, MESSAGES_PER_TURN),
  });
  return {
    conversations: summary.conversations,
    turns: summary.turns,
    messages: summary.answered * MESSAGES_PER_TURN,
    single_turn: {
      conversations: summary.singleTurn,
      share_pct: sharePct(summary.singleTurn, summary.conversations),
    },
    features: summary.features.map(({ feature, conversations, medianTurns }) => ({
      feature: feature ?? null,
      conversations,
      median_turns: medianTurns,
    })),
    context_features: summary.features.flatMap(({ feature, medianTurns }) =>
      feature !== undefined && medianTurns >= 2 ? [feature] : [],
    ),
    timeout: { minutes: timeoutMinutes, ...withShare(summary.timeout) },
    overflow: { messages: windowMessages, ...withShare(summary.overflow) },
    records_without: summary.recordsWithout,
  };
}

/** The store's counts, once per revision. */
export async function conversationSummary(
  filters: Filters,
  marks: ConversationMarks,
): Promise<ConversationSummary> {
  const { store } = await app();
  const scope = await toScope(filters);
  return kept(`conversations ${JSON.stringify([scope, marks])}`, () =>
    store.conversationSummary(scope, marks),
  );
}

/** A count of turns with its share in percent; null where there is nothing to have a share of. */
export function withShare(count: { turns: number; of: number }): {
  turns: number;
  of: number;
  share_pct: number | null;
} {
  return { ...count, share_pct: sharePct(count.turns, count.of) };
}

/** Percent; null where there is nothing to have a share of. */
export function sharePct(part: number, whole: number): number | null {
  return whole > 0 ? (part / whole) * 100 : null;
}
