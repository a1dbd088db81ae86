import { turnsInWindow } from '$lib/conversations/messages';
import { estimateWay, type SentInput, type WaysOfKind, type WindowWay } from '$lib/conversations/ways';
import { FACTOR_SCALE } from '$lib/exchange/exact-sum';
import type { ConversationWindow, WindowCell } from '$lib/server/store/conversations';
import { picoToDecimal } from '$lib/usage/money';
import type { Filters } from '$lib/usage/filters';
import { groupBy } from '$lib/usage/group-by';
import type { Day, SpendCell } from '$lib/usage/spend-cell';
import { noTokens, totalTokens } from '$lib/usage/token-classes';
import type { Books } from './books';
import type { ConversationQuestion } from './conversation-question';
import type { WhatIf } from './conversations-answer';
import { costCells, type CostedCell } from './costed-cells';
import { decimalOf, landedSum } from './spend-figures';

interface Asked {
  /** The input of conversations, exactly. */
  input: CostedCell[];
  resentTokens: number;
  window: ConversationWindow;
  question: ConversationQuestion;
  books: Books;
  filters: Filters;
}

interface Bounds {
  middle: SentInput;
  low: SentInput;
  high: SentInput;
}

/** The same conversations sent in other ways: what they would send, and what that would cost. Estimates with ranges. */
export function whatIfs(asked: Asked): WhatIf[] {
  const kinds = kindsOf(asked);
  const exactCost = decimalOf(landedSum(asked.input));
  const of = (way: WindowWay): SentInput => estimateWay(kinds, way);
  const exact = of('as_is');
  const { windowMessages: messages, messagesPerTurn } = asked.question;
  const turns = turnsInWindow(messages, messagesPerTurn);
  const window = `the last ${messages} messages (${turns} turns) and the system prompt`;
  const system =
    asked.question.systemTokens === undefined
      ? 'The system prompt is taken as the smallest first prompt of its feature; the range is from none to the whole first prompt of each conversation.'
      : 'The system prompt is as given.';
  const row = (id: WhatIf['id'], name: string, bounds: Bounds, sent: number, assumption: string): WhatIf =>
    toWhatIf({ id, name, sent_tokens: sent, assumption }, bounds, exact, exactCost);
  const same: Bounds = { middle: exact, low: exact, high: exact };
  const one = (middle: WindowWay, low: WindowWay, high: WindowWay): Bounds => ({
    middle: of(middle),
    low: of(low),
    high: of(high),
  });
  const windowed = one('window', 'window_low', 'window_high');
  const both = one('both', 'both_low', 'both_high');
  return [
    row('as_is', 'as sent', same, exact.prompt, 'What was sent, at list prices and the terms of the route.'),
    row(
      'window',
      `rolling window of ${messages}`,
      windowed,
      windowed.middle.prompt,
      `Each turn sends ${window}. Once it slides, a prompt's front changes at every turn: caches then hold the system prompt only. ${system}`,
    ),
    row(
      'caching',
      'prompt caching',
      one('cached', 'cached', 'cached_idle'),
      exact.prompt,
      'All history is read from a cache at the model’s cached price, and what is new is written to it where writing has a price. At most (high): only turns within five minutes of the one before find it there.',
    ),
    row(
      'both',
      `window of ${messages} and caching`,
      both,
      both.middle.prompt,
      `Cached until the window slides; from then on the system prompt only. ${system}`,
    ),
    row(
      'session',
      'server-side session',
      same,
      exact.prompt - asked.resentTokens,
      'The relay keeps the history: it saves sending it and the code for that. The model still reads all of it and it is billed as before; billed tokens fall only where the relay’s window drops history, and then by what the window above says.',
    ),
  ];
}

function kindsOf({ input, window, books, filters }: Asked): WaysOfKind[] {
  const sentBy = groupBy(window.cells, kindOf);
  return [...groupBy(input, ({ cell }) => kindOf(cell))].map(([kind, costed]) => {
    const day = costed.reduce((latest, { cell }) => Math.max(latest, cell.day), -Infinity);
    return {
      actual: {
        prompt: costed.reduce((sum, { cell }) => sum + totalTokens(cell.tokens), 0),
        cost: amountOf(costed),
      },
      sent: waysSent(sentBy.get(kind) ?? [], day, books, filters),
    };
  });
}

function kindOf({
  route,
  provider,
  model,
  tier,
}: Pick<SpendCell, 'route' | 'provider' | 'model' | 'tier'>): string {
  return JSON.stringify([route, provider, model, tier]);
}

/** All ways at the prices of one day, so that only what is sent differs. */
function waysSent(cells: WindowCell[], day: Day, books: Books, filters: Filters): WaysOfKind['sent'] {
  const ways = groupBy(cells, ({ way }) => way);
  return Object.fromEntries(
    [...ways].map(([way, sent]) => [
      way,
      {
        prompt: sent.reduce((sum, { prompt }) => sum + prompt, 0),
        cost: amountOf(
          costCells(
            sent.map((cell) => priced(cell, day, books)),
            books,
            filters,
          ),
        ),
      },
    ]),
  );
}

/** A way's tokens by class. Where the model has no price for reading or writing a cache, that is plain input. */
function priced(
  { way, prompt, cached, written, ...cell }: WindowCell,
  day: Day,
  { prices }: Books,
): SpendCell {
  const model = prices.resolve(cell.provider, cell.model);
  const price =
    model && prices.price({ ...model, priceList: 'list', tier: cell.tier, promptOver: cell.promptOver, day });
  const isCached = way === 'as_is' || price?.perMTok.cached_input !== undefined;
  const isWritten = price?.perMTok.cache_write_5m !== undefined;
  const tokens = noTokens();
  if (isCached) tokens.cached_input = cached;
  if (isWritten) tokens.cache_write_5m = written;
  tokens.uncached_input = prompt - tokens.cached_input - tokens.cache_write_5m;
  return {
    ...cell,
    day,
    labels: {},
    records: 0,
    requests: 0,
    recordsWithoutRequests: 0,
    tokens,
    reasoning: 0,
    charged: 0n,
  };
}

/** A landed cost as a float: from here on it is an estimate. */
function amountOf(costed: CostedCell[]): number | undefined {
  let sum: number | undefined;
  for (const { landed } of costed)
    if (landed) sum = (sum ?? 0) + Number((landed.amount * landed.factor) / FACTOR_SCALE) / 1e12;
  return sum;
}

function toWhatIf(
  words: Pick<WhatIf, 'id' | 'name' | 'sent_tokens' | 'assumption'>,
  { middle, low, high }: Bounds,
  asSent: SentInput,
  exactCost: string | null,
): WhatIf {
  const cost = ({ cost: amount }: SentInput): string | null =>
    amount === asSent.cost ? exactCost : decimalOf(amount === undefined ? undefined : toPico(amount));
  const prompts = [low.prompt, middle.prompt, high.prompt];
  const [least, most] = [low, middle, high]
    .sort((a, b) => (a.cost ?? 0) - (b.cost ?? 0))
    .filter((_, i) => i !== 1);
  const saving =
    asSent.cost === undefined || middle.cost === undefined ? undefined : asSent.cost - middle.cost;
  const { id, name, ...rest } = words;
  return {
    id,
    name,
    prompt_tokens: middle.prompt,
    prompt_tokens_low: Math.min(...prompts),
    prompt_tokens_high: Math.max(...prompts),
    cost: cost(middle),
    cost_low: cost(least ?? middle),
    cost_high: cost(most ?? middle),
    saving: saving === undefined ? null : picoToDecimal(toPico(saving)),
    saving_pct: saving === undefined || !asSent.cost ? null : (saving / asSent.cost) * 100,
    ...rest,
  };
}

function toPico(amount: number): bigint {
  return BigInt(Math.round(amount * 1e12));
}
