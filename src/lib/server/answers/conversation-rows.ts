import { app } from '$lib/server/app';
import type { ConversationOrder, ListedConversation } from '$lib/server/store/conversations';
import type { Scope } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { books, type Books } from './books';
import { conversationCost, costConversations, wholeCost } from './conversation-costs';
import type { ConversationRow } from './conversations-answer';
import { kept } from './kept';
import { decimalOf } from './spend-figures';
import { priceCuts } from './price-cuts';
import { unitCostsBySize } from './unit-costs';
import type { CostedCell } from './costed-cells';

const SHOWN = 10;
/** So many are looked at for the dearest: mean prices by size of prompt tell roughly which they are, their own prices exactly. */
const LOOKED_AT = 40;

/**
 * The conversations with most turns, and those that cost most: by mean prices of the scope's usage, and of these by
 * their own.
 */
export async function listedConversations(
  scope: Scope,
  filters: Filters,
  costed: CostedCell[],
): Promise<{ longest: ConversationRow[]; dearest: ConversationRow[] }> {
  const { promptBounds } = await priceCuts(scope.sample);
  const [longest = [], dearest = []] = await found(scope, [
    { by: 'turns', limit: SHOWN },
    { by: 'cost', costs: unitCostsBySize(costed), promptBounds, limit: LOOKED_AT },
  ]);
  const kept = await books();
  return {
    longest: longest.map((one) => rowOf(one, kept, filters).row),
    dearest: dearest
      .map((one) => rowOf(one, kept, filters))
      .filter(({ cost }) => cost !== undefined)
      .sort((a, b) => Number((b.cost ?? 0n) - (a.cost ?? 0n)))
      .slice(0, SHOWN)
      .map(({ row }) => row),
  };
}

async function found(scope: Scope, orders: ConversationOrder[]): Promise<ListedConversation[][]> {
  const { store } = await app();
  return kept(`conversation lists ${JSON.stringify([scope, orders])}`, () =>
    store.conversationLists(scope, orders),
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
