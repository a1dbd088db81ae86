import { decimalToPico, type Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { TOKEN_CLASSES, totalTokens, type TokenClass, type Tokens } from '../usage/token-classes';
import type { ModelRef } from './model-index';
import type { Price } from './price';
import type { PriceBook, PriceQuery } from './price-book';

/** What a cell's tokens cost by a price list, and what of them could not be priced. */
export interface ListCost {
  /** Undefined where no price entry or alias knows the reported name. */
  model?: ModelRef;
  /** The price used. */
  price?: Price;
  /** Of the price, ISO 4217. */
  currency?: string;
  /** Σ over priced classes of tokens × price ÷ 1,000,000, exact. */
  cost: Pico;
  /**
   * The same tokens, cached input of each kind billed at the price of its uncached kind where that is known. Cache
   * writes keep their own price.
   */
  costCachedAsUncached: Pico;
  /** Tokens in classes without a price: all of them without any price. */
  unpricedTokens: number;
  /** The price depends on the prompt's size, which the source does not tell: the base tier was used. */
  tierUnknown: boolean;
  /** The price depends on the time of day, which the source does not tell: the price that holds all day was used, if any. */
  timeUnknown: boolean;
}

/** Price per million tokens in 10⁻⁶ of the currency; tokens × this = pico-units. */
interface PricedClass {
  name: TokenClass;
  price: bigint | undefined;
  asUncached: bigint | undefined;
}

const UNCACHED: Partial<Record<TokenClass, TokenClass>> = {
  cached_input: 'uncached_input',
  cached_audio_input: 'audio_input',
  cached_image_input: 'image_input',
};
const MICRO_TO_PICO = 1_000_000n;

/** Prices never change once made, so their numbers are worked out once. */
const vectors = new WeakMap<Price, PricedClass[]>();

/** List cost of a cell (model.md section 2): exact, with what has no price counted apart. */
export function listCost(cell: SpendCell, book: PriceBook, priceList: string): ListCost {
  const model = book.resolve(cell.provider, cell.model);
  if (!model) return unpriced(cell.tokens);
  const query: PriceQuery = {
    priceList,
    provider: model.provider,
    model: model.model,
    tier: cell.tier,
    promptOver: cell.promptOver,
    day: cell.day,
    minute: cell.minute,
  };
  const price = book.price(query);
  const timeUnknown = cell.minute === undefined && book.hasWindows(query);
  if (!price) return { ...unpriced(cell.tokens), model, timeUnknown };
  const tierUnknown = cell.promptOver === undefined && book.hasPromptTiers(query);
  return { model, price, currency: price.currency, ...costOf(cell.tokens, price), tierUnknown, timeUnknown };
}

/** What the tokens of each priced class cost; `cachedAsUncached` bills cached input as in costCachedAsUncached. */
export function classCosts(
  tokens: Tokens,
  price: Price,
  cachedAsUncached: boolean,
): { name: TokenClass; tokens: number; cost: Pico }[] {
  return vectorOf(price).flatMap(({ name, price: listed, asUncached }) => {
    const unit = cachedAsUncached && listed !== undefined ? (asUncached ?? listed) : listed;
    const count = tokens[name];
    return unit === undefined || count === 0 ? [] : [{ name, tokens: count, cost: BigInt(count) * unit }];
  });
}

function unpriced(tokens: Tokens): ListCost {
  return {
    cost: 0n,
    costCachedAsUncached: 0n,
    unpricedTokens: totalTokens(tokens),
    tierUnknown: false,
    timeUnknown: false,
  };
}

/** List cost of tokens at a price: see ListCost. */
export function costOf(
  tokens: Tokens,
  price: Price,
): Pick<ListCost, 'cost' | 'costCachedAsUncached' | 'unpricedTokens'> {
  let cost = 0n;
  let extra = 0n;
  let unpricedTokens = 0;
  for (const { name, price: unit, asUncached } of vectorOf(price)) {
    const count = tokens[name];
    if (count === 0) continue;
    if (unit === undefined) unpricedTokens += count;
    else {
      const amount = BigInt(count);
      cost += amount * unit;
      if (asUncached !== undefined) extra += amount * (asUncached - unit);
    }
  }
  return { cost, costCachedAsUncached: cost + extra, unpricedTokens };
}

function vectorOf(price: Price): PricedClass[] {
  const known = vectors.get(price);
  if (known) return known;
  const vector = TOKEN_CLASSES.map((name) => {
    const uncached = UNCACHED[name];
    return {
      name,
      price: microOf(price.perMTok[name]),
      asUncached: uncached && microOf(price.perMTok[uncached]),
    };
  });
  vectors.set(price, vector);
  return vector;
}

function microOf(decimal: string | undefined): bigint | undefined {
  if (decimal === undefined) return undefined;
  const pico = decimalToPico(decimal);
  if (pico % MICRO_TO_PICO !== 0n) throw new Error(`price with more than 6 places: ${decimal}`);
  return pico / MICRO_TO_PICO;
}
