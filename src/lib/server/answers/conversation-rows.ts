import { app } from '$lib/server/app';
import type { ConversationOrder, ListedConversation } from '$lib/server/store/conversations';
import type { Scope } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { books, type Books } from './books';
import { conversationCost, costConversations, wholeCost } from './conversation-costs';
import type { ConversationRow } from './conversations-answer';
import { kept } from './kept';
import { decimalOf } from './spend-figures';
import { unitCosts } from './unit-costs';
import type { CostedCell } from './costed-cells';

const SHOWN = 10;
/** So many are looked at for the dearest: mean prices tell roughly which they are, their own prices exactly. */
const LOOKED_AT = 40;

/** The conversations with most turns. */
export async function longestConversations(scope: Scope, filters: Filters): Promise<ConversationRow[]> {
  const found = await listed(scope, { by: 'turns' }, SHOWN);
  const kept = await books();
  return found.map((one) => rowOf(one, kept, filters).row);
}

/** The conversations that cost most, at mean prices of the scope's usage and then at their own. */
export async function dearestConversations(
  scope: Scope,
  filters: Filters,
  costed: CostedCell[],
): Promise<ConversationRow[]> {
  const found = await listed(scope, { by: 'cost', costs: unitCosts(costed) }, LOOKED_AT);
  const kept = await books();
  return found
    .map((one) => rowOf(one, kept, filters))
    .filter(({ cost }) => cost !== undefined)
    .sort((a, b) => Number((b.cost ?? 0n) - (a.cost ?? 0n)))
    .slice(0, SHOWN)
    .map(({ row }) => row);
}

async function listed(scope: Scope, order: ConversationOrder, limit: number): Promise<ListedConversation[]> {
  const { store } = await app();
  return kept(`conversation list ${JSON.stringify([scope, order])}`, () =>
    store.conversationList(scope, order, limit),
  );
}

function rowOf(
  one: ListedConversation,
  books: Books,
  filters: Filters,
): { row: ConversationRow; cost: bigint | undefined } {
  const costed = costConversations(one.cells, books, filters);
  const cost = wholeCost(costed);
  const row = {
    conversation: one.name,
    first_at: one.firstAt,
    last_at: one.lastAt,
    route: one.route,
    model: books.prices.resolve(one.cells[0]?.provider, one.model)?.model ?? one.model,
    feature: one.feature ?? null,
    turns: one.turns,
    errors: one.errors,
    prompt_tokens: one.prompt,
    resent_tokens: one.resent,
    output_tokens: one.output,
    cost: decimalOf(cost),
    resent_cost: conversationCost(costed, filters.currency).resent,
  };
  return { row, cost };
}
