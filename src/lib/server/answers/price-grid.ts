import type { Price } from '$lib/pricing/price';
import type { PriceBook } from '$lib/pricing/price-book';
import { priceToSpec } from '$lib/pricing/price-spec';
import { app } from '$lib/server/app';
import { msToDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { groupBy } from '$lib/usage/group-by';
import type { Day } from '$lib/usage/spend-cell';
import { priceBook } from './books';
import { dataset } from './dataset';
import { showsSample } from './scope';
import { spend } from './spend';

/** Which models: those in the data, those of them with tokens without a price, or all of the price table. */
export const PRICE_SCOPES = ['data', 'unpriced', 'all'] as const;
export type PriceScope = (typeof PRICE_SCOPES)[number];

/** A page of the price table, a row a model. */
export interface PriceGridAnswer {
  rows: PriceGridRow[];
  /** Rows that fit, on all pages. */
  total: number;
  offset: number;
  /** Rows of each scope, whatever was searched for. */
  counts: Record<PriceScope, number>;
}

export interface PriceGridRow {
  price_list: string;
  provider: string | null;
  /** Of the price table; as reported where nothing there has the name. */
  model: string;
  /** In the data; 0 where it is not there. */
  requests: number;
  unpriced_tokens: number;
  /** The price of the base tier in force today, else the next or the last one; null without any. */
  price: Record<string, string> | null;
  state: 'in force' | 'to come' | 'ended' | 'none';
  /** Other prices in force today: of service tiers, larger prompts, hours of the day. */
  others: number;
  /** Whether the table has the model. */
  listed: boolean;
}

export interface PriceGridQuery {
  scope: PriceScope;
  /** Part of a provider's or model's name. */
  wanted: string;
  offset: number;
  limit: number;
}

/** Models that occur in the data first, by requests, then the rest by name. */
export async function priceGrid(filters: Filters, query: PriceGridQuery): Promise<PriceGridAnswer> {
  const { now } = await app();
  const book = await priceBook();
  const all = await entries(book, filters);
  const inScope: Record<PriceScope, (entry: Entry) => boolean> = {
    data: ({ requests, unpriced }) => requests > 0 || unpriced > 0,
    unpriced: ({ unpriced }) => unpriced > 0,
    all: () => true,
  };
  const wanted = query.wanted.trim().toLowerCase();
  const isWanted = ({ provider, model }: Entry): boolean =>
    `${provider ?? ''} ${model}`.toLowerCase().includes(wanted);
  const found = all.filter((entry) => inScope[query.scope](entry) && isWanted(entry));
  const shown = found.slice(query.offset, query.offset + query.limit);
  return {
    rows: shown.map((entry) => rowOf(entry, book, msToDay(now()))),
    total: found.length,
    offset: query.offset,
    counts: {
      data: all.filter(inScope.data).length,
      unpriced: all.filter(inScope.unpriced).length,
      all: all.length,
    },
  };
}

interface Entry {
  priceList: string;
  provider: string | undefined;
  model: string;
  requests: number;
  unpriced: number;
  prices: Price[];
}

async function entries(book: PriceBook, filters: Filters): Promise<Entry[]> {
  const keyOf = (list: string, provider: string | undefined, model: string): string =>
    JSON.stringify([list, provider ?? null, model]);
  const byKey = new Map<string, Entry>();
  const entry = (priceList: string, provider: string | undefined, model: string): Entry => {
    const key = keyOf(priceList, provider, model);
    const made = byKey.get(key) ?? { priceList, provider, model, requests: 0, unpriced: 0, prices: [] };
    byKey.set(key, made);
    return made;
  };
  const listed = groupBy(book.prices, ({ priceList, provider, model }) => keyOf(priceList, provider, model));
  for (const prices of listed.values())
    if (prices[0]) entry(prices[0].priceList, prices[0].provider, prices[0].model).prices = prices;
  const { models } = await dataset(await showsSample(filters));
  for (const { name, provider, requests } of models) {
    const ref = book.resolve(provider, name) ?? { provider, model: name };
    entry('list', ref.provider, ref.model).requests += requests;
  }
  const { unpriced } = await spend(filters, ['model']);
  for (const { provider, model, unpriced_tokens } of unpriced) {
    const ref = book.resolve(provider ?? undefined, model) ?? { provider: provider ?? undefined, model };
    entry('list', ref.provider, ref.model).unpriced += unpriced_tokens;
  }
  return [...byKey.values()].sort(
    (a, b) => b.requests - a.requests || nameOf(a).localeCompare(nameOf(b), 'en'),
  );
}

function nameOf({ provider, model, priceList }: Entry): string {
  return `${provider ?? ''} ${model} ${priceList}`;
}

function rowOf(
  { priceList, provider, model, requests, unpriced, prices }: Entry,
  book: PriceBook,
  today: Day,
): PriceGridRow {
  const base = prices.filter(isBase).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  const inForce = prices.filter((price) => book.isCurrent(price, today));
  const now = inForce.find(isBase);
  const next = base.find(({ effectiveFrom }) => dayOf(effectiveFrom) > today);
  const shown = now ?? next ?? base.at(-1) ?? prices.at(-1);
  return {
    price_list: priceList,
    provider: provider ?? null,
    model,
    requests,
    unpriced_tokens: unpriced,
    price: shown ? priceToSpec(shown) : null,
    state: now ? 'in force' : next ? 'to come' : shown ? 'ended' : 'none',
    others: inForce.filter((price) => price !== now).length,
    listed: prices.length > 0,
  };
}

function isBase({ tier, abovePromptTokens, window }: Price): boolean {
  return tier === undefined && abovePromptTokens === 0 && window === undefined;
}

function dayOf(date: string): Day {
  return msToDay(Date.parse(`${date}T00:00:00Z`));
}
