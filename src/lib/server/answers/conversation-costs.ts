import { INPUT_FROM_THE_FRONT, OUTPUT_CLASSES } from '$lib/conversations/resent-classes';
import type { ConversationCell } from '$lib/server/store/conversations';
import type { Filters } from '$lib/usage/filters';
import type { Pico } from '$lib/usage/money';
import { noTokens, type TokenClass, type Tokens } from '$lib/usage/token-classes';
import type { Books } from './books';
import { sharePct } from './conversation-facts';
import type { ConversationCost } from './conversations-answer';
import { costCells, type CostedCell } from './costed-cells';
import { decimalOf, landedSum } from './spend-figures';

/** The same cells with the input, the history or the answers alone as their tokens: what each of them costs. */
export interface CostedConversations {
  input: CostedCell[];
  resent: CostedCell[];
  output: CostedCell[];
}

/** Prices and terms put to the input, the history in it and the output of conversations. */
export function costConversations(
  cells: ConversationCell[],
  books: Books,
  filters: Filters,
): CostedConversations {
  const cost = (tokensOf: (cell: ConversationCell) => Tokens): CostedCell[] =>
    costCells(
      cells.map((cell) => ({ ...cell, tokens: tokensOf(cell) })),
      books,
      filters,
    );
  return {
    input: cost(({ tokens }) => only(tokens, INPUT_FROM_THE_FRONT)),
    resent: cost(({ resent }) => resent),
    output: cost(({ tokens }) => only(tokens, OUTPUT_CLASSES)),
  };
}

/** The sums of costed conversations, exact and rounded once. */
export function conversationCost(
  { input, resent, output }: CostedConversations,
  currency: string,
): ConversationCost {
  const [all, history] = [landedSum(input), landedSum(resent)];
  return {
    currency,
    input: decimalOf(all),
    resent: decimalOf(history),
    output: decimalOf(landedSum(output)),
    resent_pct: all === undefined || history === undefined ? null : sharePct(Number(history), Number(all)),
  };
}

/** Input and output together; undefined where neither has a price. */
export function wholeCost({ input, output }: CostedConversations): Pico | undefined {
  return landedSum([...input, ...output]);
}

function only(tokens: Tokens, classes: readonly TokenClass[]): Tokens {
  const some = noTokens();
  for (const name of classes) some[name] = tokens[name];
  return some;
}
