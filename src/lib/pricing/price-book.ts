import { parseDay } from '../usage/day';
import { groupBy } from '../usage/group-by';
import { matchesPattern } from '../usage/matches-pattern';
import type { Day } from '../usage/spend-cell';
import { createModelIndex, type ModelRef } from './model-index';
import type { ModelAlias, Price } from './price';
import {
  holds,
  inForce,
  isCurrent,
  sizeDecides,
  timeDecides,
  toPeriods,
  type Moment,
  type Period,
} from './price-periods';
import { timesBase } from './tier-multiplier';

/** The list of the providers' own prices: what other price lists fall back to. */
export const LIST = 'list';

/** What a price is asked for. */
export interface PriceQuery extends ModelRef, Moment {
  priceList: string;
  /** Service tier as reported; standard, default and undefined mean the base tier. */
  tier: string | undefined;
}

/** Prices and names as figures use them. */
export interface PriceBook {
  /** Every price, superseded ones left out. */
  prices: Price[];
  aliases: ModelAlias[];
  /** The model that a reported name stands for; undefined where that is not certain. */
  resolve(provider: string | undefined, reportedModel: string): ModelRef | undefined;
  /**
   * The price in force. A price list without the model falls back to `list`; a service tier without a price or a
   * multiplier of its own has none; an unknown prompt size takes the base price (see hasPromptTiers), an unknown time
   * of day the price that holds all day (see hasWindows).
   */
  price(query: PriceQuery): Price | undefined;
  /** Whether the size of the prompt decides the price that day. */
  hasPromptTiers(query: PriceQuery): boolean;
  /** Whether the time of day decides the price that day. */
  hasWindows(query: PriceQuery): boolean;
  /** Whether a price of the book is in force on a day, for its own tier and prompt size, in some hours at least. */
  holds(price: Price, day: Day): boolean;
  /** The same of a price of some hours where it opens within the week, so that a Sunday does not end it. */
  isCurrent(price: Price, day: Day): boolean;
  /** The price of the book in force when another begins, with the same key but for its date. */
  standing(price: Price): Price | undefined;
}

/**
 * A price book. Equal keys (list, provider, model, tier, bound, hours, effective from): the later in the array
 * supersedes. Of the prices whose half-open period holds a day the one that began last is in force, and of two that
 * began together the one of some hours in these hours; bounds are kept apart.
 */
export function createPriceBook(prices: Price[], aliases: ModelAlias[]): PriceBook {
  const current = superseded(prices);
  const periodsOf = schedules(current);
  const windowed = new Set(current.filter(({ window }) => window !== undefined).map(({ model }) => model));
  /** Of a price that is a multiple of the base tier's, the base tier decides. */
  const basedOn = (query: PriceQuery): PriceQuery =>
    inForce(periodsOf(query), query)?.multiplier === undefined ? query : { ...query, tier: undefined };
  return {
    prices: current,
    aliases,
    resolve: createModelIndex(modelsOf(current), aliases),
    price: (query) => {
      const found = inForce(periodsOf(query), query);
      if (found?.multiplier === undefined) return found;
      const base = inForce(periodsOf(basedOn(query)), query);
      return base && timesBase(base, found);
    },
    hasPromptTiers: (query) => sizeDecides(periodsOf(basedOn(query)), query.day),
    hasWindows: (query) => windowed.has(query.model) && timeDecides(periodsOf(basedOn(query)), query.day),
    holds: (price, day) => holds(price, periodsOf(price), day),
    isCurrent: (price, day) => isCurrent(price, periodsOf(price), day),
    standing: (price) => standing(price, periodsOf(price)),
  };
}

/** The key on which a price supersedes another. */
export function priceKey(price: Price): string {
  return `${datelessKey(price)}\0${price.effectiveFrom}`;
}

/** Service tier in one spelling: undefined for the base tier. */
export function canonicalTier(tier: string | undefined): string | undefined {
  const name = tier?.trim().toLowerCase() ?? '';
  return name === '' || name === 'standard' || name === 'default' ? undefined : name;
}

/** A list's price of a model and tier. */
type Schedule = Pick<Price, 'priceList' | 'provider' | 'model'> & { tier?: string | undefined };

/**
 * The periods of a list, model and tier; of `list` where the list has no such model. A service tier that the model has
 * no periods of takes those of the longest pattern of models that matches it.
 */
function schedules(prices: Price[]): (of: Schedule) => Period[] {
  const byKey = groupBy(prices, scheduleKey);
  const periods = new Map([...byKey].map(([key, ofKey]) => [key, toPeriods(ofKey)]));
  const listed = new Set(prices.map((price) => listedKey(price)));
  const patterns = prices.filter(isOfPattern);
  return (of) => {
    const asked = listed.has(listedKey(of)) ? of : { ...of, priceList: LIST };
    const key = scheduleKey(asked);
    let found = periods.get(key);
    if (!found) periods.set(key, (found = periods.get(scheduleKey(longestPattern(patterns, asked))) ?? []));
    return found;
  };
}

/** The same schedule of the pattern with the most literal characters; itself where none matches. */
function longestPattern(patterns: Price[], of: Schedule): Schedule {
  const matching = patterns.filter(
    (price) =>
      scheduleKey({ ...price, model: of.model }) === scheduleKey(of) && matchesPattern(price.model, of.model),
  );
  const literals = ({ model }: Price): number => model.replaceAll('*', '').length;
  return matching.sort((a, b) => literals(b) - literals(a))[0] ?? of;
}

function standing(price: Price, periods: Period[]): Price | undefined {
  const day = parseDay(price.effectiveFrom);
  if (day === undefined) return undefined;
  const key = datelessKey(price);
  return periods.find((period) => datelessKey(period.price) === key && holds(period.price, periods, day))
    ?.price;
}

function datelessKey(price: Price): string {
  return [scheduleKey(price), price.abovePromptTokens, price.window ?? ''].join('\0');
}

function superseded(prices: Price[]): Price[] {
  return [...new Map(prices.map((price) => [priceKey(price), price])).values()];
}

/** Each model once, in the order of the prices; multipliers of many models name none. */
function modelsOf(prices: Price[]): ModelRef[] {
  const named = prices.filter((price) => !isOfPattern(price));
  const models = new Map(named.map(({ provider, model }) => [`${provider}\0${model}`, { provider, model }]));
  return [...models.values()];
}

/** A multiplier of every model that a pattern matches. (A price of a pattern is a model of the table itself.) */
function isOfPattern({ model, multiplier }: Price): boolean {
  return multiplier !== undefined && model.includes('*');
}

function scheduleKey({ priceList, provider, model, tier }: Schedule): string {
  return `${priceList}\0${provider}\0${model}\0${canonicalTier(tier) ?? ''}`;
}

function listedKey({ priceList, provider, model }: Schedule): string {
  return `${priceList}\0${provider}\0${model}`;
}
