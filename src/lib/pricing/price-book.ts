import { parseDay } from '../usage/day';
import type { Day } from '../usage/spend-cell';
import { createModelIndex, type ModelRef } from './model-index';
import type { ModelAlias, Price } from './price';

/** The list of the providers' own prices: what other price lists fall back to. */
export const LIST = 'list';

/** What a price is asked for. */
export interface PriceQuery extends ModelRef {
  priceList: string;
  /** Service tier as reported; standard, default and undefined mean the base tier. */
  tier: string | undefined;
  /** The bound of PROMPT_BOUNDS that the prompt exceeds; undefined where it is unknown. */
  promptOver: number | undefined;
  day: Day;
}

/** Prices and names as figures use them. */
export interface PriceBook {
  /** Every price, superseded ones left out. */
  prices: Price[];
  aliases: ModelAlias[];
  /** The model that a reported name stands for; undefined where that is not certain. */
  resolve(provider: string | undefined, reportedModel: string): ModelRef | undefined;
  /**
   * The price in force. A price list without the model falls back to `list`; a service tier without a price of its
   * own has none; an unknown prompt size takes the base price (see hasPromptTiers).
   */
  price(query: PriceQuery): Price | undefined;
  /** Whether the size of the prompt decides the price that day. */
  hasPromptTiers(query: PriceQuery): boolean;
}

interface Period {
  price: Price;
  bound: number;
  from: Day;
  /** Exclusive. */
  to: Day;
}

/**
 * A price book. Equal keys (list, provider, model, tier, bound, effective from): the later in the array supersedes.
 * Of the prices whose half-open period holds a day, the one that began last is in force; bounds are kept apart.
 */
export function createPriceBook(prices: Price[], aliases: ModelAlias[]): PriceBook {
  const current = superseded(prices);
  const schedules = toSchedules(current);
  const listed = new Set(current.map((price) => listedKey(price.priceList, price)));
  const periodsOf = (query: PriceQuery): Period[] => {
    const priceList = listed.has(listedKey(query.priceList, query)) ? query.priceList : LIST;
    return schedules.get(scheduleKey({ ...query, priceList })) ?? [];
  };
  return {
    prices: current,
    aliases,
    resolve: createModelIndex(modelsOf(current), aliases),
    price: (query) => inForce(periodsOf(query), query.day, query.promptOver ?? 0),
    hasPromptTiers: (query) =>
      periodsOf(query).some(({ bound, from, to }) => bound > 0 && from <= query.day && query.day < to),
  };
}

/** The key on which a price supersedes another. */
export function priceKey(price: Price): string {
  return [scheduleKey(price), price.abovePromptTokens, price.effectiveFrom].join('\0');
}

/** Service tier in one spelling: undefined for the base tier. */
export function canonicalTier(tier: string | undefined): string | undefined {
  const name = tier?.trim().toLowerCase() ?? '';
  return name === '' || name === 'standard' || name === 'default' ? undefined : name;
}

function superseded(prices: Price[]): Price[] {
  return [...new Map(prices.map((price) => [priceKey(price), price])).values()];
}

/** Periods per list, model and tier, sorted by bound, then by start, both descending. */
function toSchedules(prices: Price[]): Map<string, Period[]> {
  const schedules = new Map<string, Period[]>();
  for (const price of prices) {
    const key = scheduleKey(price);
    const periods = schedules.get(key);
    if (periods) periods.push(toPeriod(price));
    else schedules.set(key, [toPeriod(price)]);
  }
  for (const periods of schedules.values()) periods.sort((a, b) => b.bound - a.bound || b.from - a.from);
  return schedules;
}

/** Each model once, in the order of the prices. */
function modelsOf(prices: Price[]): ModelRef[] {
  const models = new Map(prices.map(({ provider, model }) => [`${provider}\0${model}`, { provider, model }]));
  return [...models.values()];
}

function toPeriod(price: Price): Period {
  const to = price.effectiveTo === undefined ? Infinity : day(price.effectiveTo);
  return { price, bound: price.abovePromptTokens, from: day(price.effectiveFrom), to };
}

function day(date: string): Day {
  const parsed = parseDay(date);
  if (parsed === undefined) throw new Error(`price with an impossible date: ${date}`);
  return parsed;
}

function scheduleKey(of: {
  priceList: string;
  provider: string;
  model: string;
  tier?: string | undefined;
}): string {
  return `${of.priceList}\0${of.provider}\0${of.model}\0${canonicalTier(of.tier) ?? ''}`;
}

function listedKey(priceList: string, { provider, model }: ModelRef): string {
  return `${priceList}\0${provider}\0${model}`;
}

/** The first period that holds: that of the highest bound, then of the latest start. */
function inForce(periods: Period[], on: Day, promptOver: number): Price | undefined {
  return periods.find(({ bound, from, to }) => bound <= promptOver && from <= on && on < to)?.price;
}
