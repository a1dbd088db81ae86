import { INPUT_FROM_THE_FRONT } from '$lib/conversations/resent-classes';
import { ExactSum } from '$lib/exchange/exact-sum';
import type { ConversationCell } from '$lib/server/store/conversations';
import type { Filters } from '$lib/usage/filters';
import type { Pico } from '$lib/usage/money';
import { noTokens, type Tokens } from '$lib/usage/token-classes';
import type { Books } from './books';
import { sharePct } from './conversation-facts';
import type { ConversationCost } from './conversations-answer';
import { costCells, landedParts, type CostedCell } from './costed-cells';
import { decimalOf, landedSum } from './spend-figures';

/** Conversations with their cost, and what of each cell’s cost is for its input and for the history in it (see landedParts). */
export interface CostedConversations {
  whole: CostedCell[];
  input: (Pico | undefined)[];
  resent: (Pico | undefined)[];
}

/** Prices and terms put to conversations. A cell is priced once: all its parts have that price. */
export function costConversations(
  cells: ConversationCell[],
  books: Books,
  filters: Filters,
): CostedConversations {
  const whole = costCells(cells, books, filters);
  const input = noTokens();
  return {
    whole,
    input: landedParts(whole, books, (nth) => {
      for (const name of INPUT_FROM_THE_FRONT) input[name] = cells[nth]?.tokens[name] ?? 0;
      return input;
    }),
    resent: landedParts(whole, books, (nth) => cells[nth]?.resent ?? noTokens()),
  };
}

/** The sums of costed conversations, exact and rounded once. */
export function conversationCost(
  { whole, input, resent }: CostedConversations,
  currency: string,
): ConversationCost {
  const output = whole.map(({ landed }, nth) => landed && landed.amount - (input[nth] ?? 0n));
  const [all, history] = [partSum(whole, input), partSum(whole, resent)];
  return {
    currency,
    input: decimalOf(all),
    resent: decimalOf(history),
    output: decimalOf(partSum(whole, output)),
    resent_pct: all === undefined || history === undefined ? null : sharePct(Number(history), Number(all)),
  };
}

/** Input and output together; undefined where nothing has a price. */
export function wholeCost({ whole }: CostedConversations): Pico | undefined {
  return landedSum(whole);
}

/** Tokens of a prompt: all that is no answer. */
export function promptOf(tokens: Tokens): number {
  let sum = 0;
  for (const name of INPUT_FROM_THE_FRONT) sum += tokens[name];
  return sum;
}

/** Parts of landed costs, rounded once; undefined where none has one. */
function partSum(whole: CostedCell[], parts: (Pico | undefined)[]): Pico | undefined {
  const sum = new ExactSum();
  for (const [nth, { landed }] of whole.entries()) {
    const part = parts[nth];
    if (landed && part !== undefined) sum.add(part, landed.factor);
  }
  return sum.amount;
}
