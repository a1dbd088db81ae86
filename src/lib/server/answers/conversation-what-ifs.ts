import { whatIfWords, type WhatIfId } from '$lib/conversations/what-if-words';
import { estimateWay, type SentInput, type WaysOfKind, type WindowWay } from '$lib/conversations/ways';
import { FACTOR_SCALE } from '$lib/exchange/exact-sum';
import type { WindowCell } from '$lib/server/store/conversations';
import { picoToDecimal } from '$lib/usage/money';
import type { Filters } from '$lib/usage/filters';
import { groupBy } from '$lib/usage/group-by';
import type { Day, SpendCell } from '$lib/usage/spend-cell';
import { noTokens } from '$lib/usage/token-classes';
import type { Books } from './books';
import { conversationCost, promptOf, type CostedConversations } from './conversation-costs';
import type { ConversationQuestion } from './conversation-question';
import type { WhatIf } from './conversations-answer';
import { costCells, type CostedCell } from './costed-cells';
import { decimalOf } from './spend-figures';

interface Asked {
  /** Of the conversations, exactly. */
  costs: CostedConversations;
  resentTokens: number;
  window: WindowCell[];
  /** Share of the conversations that `window` is of. */
  sampledPct: number;
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
  const exactCost = conversationCost(asked.costs, asked.filters.currency).input;
  const of = (way: WindowWay): SentInput => estimateWay(kinds, way);
  const exact = of('as_is');
  const uncacheable = modelsWithoutCache(asked.costs.whole);
  const words = whatIfWords({ ...asked.question, uncacheable: uncacheable.without });
  const sampledOf = ({ middle }: Bounds): number => (middle === exact ? 100 : asked.sampledPct);
  const row = (id: WhatIfId, bounds: Bounds, sent = bounds.middle.prompt): WhatIf =>
    toWhatIf(
      { id, ...words[id], sent_tokens: sent, sampled_pct: sampledOf(bounds) },
      bounds,
      exact,
      exactCost,
    );
  const between = (middle: WindowWay, low: WindowWay, high: WindowWay): Bounds => ({
    middle: of(middle),
    low: of(low),
    high: of(high),
  });
  const same: Bounds = { middle: exact, low: exact, high: exact };
  const caching = uncacheable.all ? withoutCost(same) : between('cached', 'cached', 'cached_idle');
  const both = between('both', 'both_low', 'both_high');
  return [
    row('as_is', same),
    row('window', between('window', 'window_low', 'window_high')),
    row('caching', caching),
    row('both', uncacheable.all ? withoutCost(both) : both),
    row('session', same, exact.prompt - asked.resentTokens),
  ];
}

/** Priced models whose price says nothing of reading a cache; and whether these are all. */
function modelsWithoutCache(costed: CostedCell[]): { without: string[]; all: boolean } {
  const [without, cacheable] = [new Set<string>(), new Set<string>()];
  for (const { list } of costed) {
    if (!list.model || !list.price) continue;
    (list.price.perMTok.cached_input === undefined ? without : cacheable).add(list.model.model);
  }
  return { without: [...without].sort(), all: cacheable.size === 0 };
}

function withoutCost({ middle, low, high }: Bounds): Bounds {
  const unknown = ({ prompt }: SentInput): SentInput => ({ prompt, cost: undefined });
  return { middle: unknown(middle), low: unknown(low), high: unknown(high) };
}

function kindsOf({ costs, window, books, filters }: Asked): WaysOfKind[] {
  const sentBy = groupBy(window, kindOf);
  const inputs = costs.whole.map(({ cell, landed }, nth) => {
    const amount = costs.input[nth];
    return {
      cell,
      landed: landed && amount !== undefined ? { ...landed, amount } : undefined,
    };
  });
  return [...groupBy(inputs, ({ cell }) => kindOf(cell))].map(([kind, costed]) => {
    const day = costed.reduce((latest, { cell }) => Math.max(latest, cell.day), -Infinity);
    return {
      actual: {
        prompt: costed.reduce((sum, { cell }) => sum + promptOf(cell.tokens), 0),
        cost: amountOf(costed),
      },
      sent: cachedWherePaid(waysSent(sentBy.get(kind) ?? [], day, books, filters)),
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

const BOTH = { both: 'window', both_low: 'window_low', both_high: 'window_high' } as const;

/** Where writing a cache costs more than reading it saves, a window stays as it was cached. */
function cachedWherePaid(sent: WaysOfKind['sent']): WaysOfKind['sent'] {
  const cheaper = { ...sent };
  for (const both of ['both', 'both_low', 'both_high'] as const) {
    const window = sent[BOTH[both]];
    if (window && (sent[both]?.cost ?? 0) > (window.cost ?? Infinity)) cheaper[both] = window;
  }
  return cheaper;
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
function amountOf(costed: Pick<CostedCell, 'landed'>[]): number | undefined {
  let sum: number | undefined;
  for (const { landed } of costed)
    if (landed) sum = (sum ?? 0) + Number((landed.amount * landed.factor) / FACTOR_SCALE) / 1e12;
  return sum;
}

function toWhatIf(
  words: Pick<WhatIf, 'id' | 'name' | 'sent_tokens' | 'sampled_pct' | 'assumption'>,
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
