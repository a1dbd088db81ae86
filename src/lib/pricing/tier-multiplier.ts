import Big from 'big.js';
import type { TokenClass } from '../usage/token-classes';
import type { Price } from './price';
import { PRICE_DECIMAL } from './price-rules';

const known = new WeakMap<Price, WeakMap<Price, Price>>();

/**
 * The price of a service tier that is a multiple of the base tier's: every class of the base price × the multiplier,
 * exactly. A class whose product has more than 6 places is left out: its price is unknown, not rounded.
 */
export function timesBase(base: Price, tier: Price): Price {
  const multiples = known.get(base) ?? new WeakMap<Price, Price>();
  known.set(base, multiples);
  let price = multiples.get(tier);
  if (!price) multiples.set(tier, (price = multiplied(base, tier)));
  return price;
}

function multiplied(base: Price, tier: Price): Price {
  const perMTok: Price['perMTok'] = {};
  for (const [name, price] of Object.entries(base.perMTok) as [TokenClass, string][]) {
    const product = new Big(price).times(tier.multiplier ?? '1').toFixed();
    if (PRICE_DECIMAL.test(product)) perMTok[name] = product;
  }
  const { model, currency, abovePromptTokens } = base;
  return { ...tier, model, currency, abovePromptTokens, perMTok };
}
