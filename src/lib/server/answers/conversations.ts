import { turnsInWindow } from '$lib/conversations/messages';
import { app } from '$lib/server/app';
import type { ConversationGrowth, ConversationSummary } from '$lib/server/store/conversations';
import type { Scope } from '$lib/server/store/store';
import { formatDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { books, type Books } from './books';
import { conversationCost, costConversations, type CostedConversations } from './conversation-costs';
import { conversationSummary, sharePct, withShare } from './conversation-facts';
import type { ConversationQuestion } from './conversation-question';
import { listedConversations } from './conversation-rows';
import { whatIfs } from './conversation-what-ifs';
import type { ConversationsAnswer, ConversationTurns, TurnRow } from './conversations-answer';
import { kept } from './kept';
import { basisOf } from './money-basis';
import { priceCuts } from './price-cuts';
import { toScope } from './scope';

/** What history costs, what would change it, and what a relay's session would make of the same conversations. */
export async function conversations(
  filters: Filters,
  question: ConversationQuestion,
): Promise<ConversationsAnswer> {
  const scope = await toScope(filters);
  const kept = await books();
  const costing = costed(scope, filters, kept);
  const [summary, found, costs, listed] = await Promise.all([
    conversationSummary(filters, {
      timeoutMinutes: question.timeoutMinutes,
      mostEarlierTurns: turnsInWindow(question.windowMessages, question.messagesPerTurn),
    }),
    asked(scope, question),
    costing,
    costing.then(({ whole }) => listedConversations(scope, filters, whole)),
  ]);
  const { growth, concurrency, window } = found;
  return {
    currency: filters.currency,
    basis: basisOf(costs.whole, kept, filters),
    conversations: summary.conversations,
    turns: turnsOf(summary),
    tokens: tokensOf(summary),
    cost: conversationCost(costs, filters.currency),
    system_prompt: systemPrompt(summary, question),
    what_if: whatIfs({
      costs,
      resentTokens: summary.resent,
      window,
      sampledPct: growth.every === 1 ? 100 : (sharePct(growth.conversations, summary.conversations) ?? 100),
      question,
      books: kept,
      filters,
    }),
    timeout: { minutes: question.timeoutMinutes, ...withShare(summary.timeout) },
    overflow: {
      messages: question.windowMessages,
      messages_per_turn: question.messagesPerTurn,
      ...withShare(summary.overflow),
    },
    peak_concurrent: concurrency.peak,
    peak_at: concurrency.atMs === undefined ? null : new Date(concurrency.atMs).toISOString(),
    peak_method: concurrency.exact ? 'exact' : 'whole minutes',
    concurrency: concurrency.days.map(({ day, peak }) => ({ day: formatDay(day), peak })),
    by_turn: byTurn(growth, summary),
    sampled: { every: growth.every, conversations: growth.conversations },
    trimmed: {
      ...summary.trims,
      conversations_pct: sharePct(summary.trims.conversations, summary.conversations),
    },
    features: summary.features.map(({ feature, conversations, medianTurns }) => ({
      feature: feature ?? null,
      conversations,
      median_turns: medianTurns,
    })),
    ...listed,
    records_without: summary.recordsWithout,
  };
}

/** The tokens of the conversations in scope with their costs: together, and by what of them they are for. */
async function costed(scope: Scope, filters: Filters, books: Books): Promise<CostedConversations> {
  const { store } = await app();
  const { promptBounds } = await priceCuts(scope.sample);
  const cells = await kept(`conversation cells ${JSON.stringify(scope)}`, () =>
    store.conversationCells(scope, promptBounds),
  );
  return costConversations(cells, books, filters);
}

/** What the store is asked beside the counts, each once per revision. */
async function asked(
  scope: Scope,
  { timeoutMinutes, windowMessages, messagesPerTurn, systemTokens }: ConversationQuestion,
) {
  const { store } = await app();
  const { promptBounds } = await priceCuts(scope.sample);
  const id = JSON.stringify(scope);
  const turnsKept = turnsInWindow(windowMessages, messagesPerTurn);
  const [growth, concurrency, window] = await Promise.all([
    kept(`conversation growth ${id}`, () => store.conversationGrowth(scope)),
    kept(`concurrency ${timeoutMinutes} ${id}`, () => store.conversationConcurrency(scope, timeoutMinutes)),
    kept(`window ${turnsKept} ${systemTokens} ${id}`, () =>
      store.conversationWindow(scope, {
        turnsKept,
        promptBounds,
        ...(systemTokens === undefined ? {} : { systemTokens }),
      }),
    ),
  ]);
  return { growth, concurrency, window };
}

function turnsOf({
  conversations,
  turns,
  answered,
  errors,
  turnsEach,
  singleTurn,
}: ConversationSummary): ConversationTurns {
  const known = (value: number): number | null => (conversations > 0 ? value : null);
  return {
    total: turns,
    answered,
    errors,
    mean: known(turnsEach.mean),
    p50: known(turnsEach.p50),
    p95: known(turnsEach.p95),
    max: known(turnsEach.max),
    single_turn: { conversations: singleTurn, share_pct: sharePct(singleTurn, conversations) },
  };
}

function tokensOf({ prompt, output, resent }: ConversationSummary): ConversationsAnswer['tokens'] {
  return { prompt, output, resent, new: prompt - resent, resent_pct: sharePct(resent, prompt) };
}

function systemPrompt(
  { features }: ConversationSummary,
  { systemTokens }: ConversationQuestion,
): ConversationsAnswer['system_prompt'] {
  return {
    given: systemTokens ?? null,
    by_feature: features.flatMap(({ feature, smallestFirstPrompt }) =>
      smallestFirstPrompt === undefined ? [] : [{ feature: feature ?? null, tokens: smallestFirstPrompt }],
    ),
  };
}

function byTurn({ bands }: ConversationGrowth, { lengths }: ConversationSummary): TurnRow[] {
  return bands.map(({ turn, lastTurn, turns, prompt, resent, output, promptP50, promptP90 }) => ({
    turn,
    last_turn: Number.isFinite(lastTurn) ? lastTurn : null,
    conversations: lengths.reduce(
      (sum, { answered, conversations }) => sum + (answered >= turn ? conversations : 0),
      0,
    ),
    prompt_tokens_p50: promptP50,
    prompt_tokens_p90: promptP90,
    prompt_tokens_mean: prompt / turns,
    resent_tokens_mean: resent / turns,
    new_tokens_mean: (prompt - resent) / turns,
    output_tokens_mean: output / turns,
  }));
}
