import { parseDay } from '../usage/day';
import { matchesPattern } from '../usage/matches-pattern';
import type { Day } from '../usage/spend-cell';
import { onePlusPct, parseDecimal, product, sum, type Decimal } from './decimal';
import type { Fees, Route, RouteTerms } from './route';

const ONE: Decimal = { units: 1n, places: 0 };
const starts = new WeakMap<Route, Day[]>();
const multipliers = new WeakMap<RouteTerms, Map<string, Decimal>>();
/** One object per pattern, so that factors can be kept by it. */
const values = new WeakMap<object, Decimal>();

/** Terms of a route in force on a day: the last that began on or before it. Undefined before the first. */
export function termsOn(route: Route, day: Day): RouteTerms | undefined {
  return route.terms[termsIndexOn(route, day)];
}

/** Their place in `route.terms`; −1 before the first. */
export function termsIndexOn(route: Route, day: Day): number {
  let days = starts.get(route);
  if (!days) starts.set(route, (days = route.terms.map((terms) => parseDay(terms.effectiveFrom) ?? NaN)));
  let found = -1;
  days.forEach((from, index) => {
    if (from <= day && from >= (days[found] ?? -Infinity)) found = index;
  });
  return found;
}

/**
 * Multiplier of a canonical model: that of the longest pattern that matches it whole, in any case, where `*` stands
 * for anything; 1 where none matches.
 */
export function multiplierOf(terms: RouteTerms, model: string): Decimal {
  let kept = multipliers.get(terms);
  if (!kept) multipliers.set(terms, (kept = new Map<string, Decimal>()));
  let multiplier = kept.get(model);
  if (!multiplier) kept.set(model, (multiplier = longestMatch(terms, model)));
  return multiplier;
}

/**
 * Fees and taxes as one factor: (1 + top-up) × (1 + conversion, where billing is in another currency than home) ×
 * (1 + value-added tax + withholding tax). The least fee of a top-up is not in it: usage does not tell how many
 * top-ups there were (lots do).
 */
export function feesOf(terms: RouteTerms, home: string): Decimal {
  const { fees, creditPrice } = terms;
  return product(onePlusPct(fees.topUpPct), conversionAndTaxes(fees, creditPrice.currency, home));
}

/** Fees as they count for a payer: there is nothing to convert where billing is in the home currency. */
export function chargedFees({ fees, creditPrice }: RouteTerms, home: string): Fees {
  return creditPrice.currency === home ? { ...fees, conversionPct: '0' } : fees;
}

/** All four as one factor, whichever currency is paid: (1 + top-up) × (1 + conversion) × (1 + taxes). */
export function feesAs(fees: Fees): Decimal {
  return product(onePlusPct(fees.topUpPct), onePlusPct(fees.conversionPct), taxesOf(fees));
}

/** Conversion and taxes alone, of what was paid in a currency. */
export function conversionAndTaxes(fees: Fees, paidIn: string, home: string): Decimal {
  const conversion = paidIn === home ? ONE : onePlusPct(fees.conversionPct);
  return product(conversion, taxesOf(fees));
}

function taxesOf({ vatPct, withholdingPct }: Fees): Decimal {
  const withholding = parseDecimal(withholdingPct);
  return sum(onePlusPct(vatPct), { ...withholding, places: withholding.places + 2 });
}

function longestMatch(terms: RouteTerms, model: string): Decimal {
  const matching = terms.multipliers.filter((multiplier) => matchesPattern(multiplier.model, model));
  matching.sort((a, b) => b.model.length - a.model.length);
  if (!matching[0]) return ONE;
  const value = values.get(matching[0]) ?? parseDecimal(matching[0].value);
  values.set(matching[0], value);
  return value;
}
