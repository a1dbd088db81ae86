import { parseDecimal, quotient, shortest, sum, type Decimal } from './decimal';
import type { Fees, Route } from './route';

const kept = new WeakMap<Route, Map<string, Route>>();

/**
 * What one top-up of an amount costs in percent of it: the percentage, or the least fee ÷ amount where that is more.
 * 5.5 % with at least $0.80: $10 costs 8 %, $100 costs 5.5 %. The share is rounded half to even at 40 places.
 * @param amount of one top-up, in billing currency; more than 0
 */
export function topUpPctOf({ topUpPct, topUpMin }: Fees, amount: string): string {
  const asked = parseDecimal(topUpPct);
  const least = parseDecimal(topUpMin);
  if (least.units === 0n) return topUpPct;
  const share = quotient({ ...least, units: least.units * 100n }, parseDecimal(amount));
  return sum(share, negative(asked)).units > 0n ? shortest(share) : topUpPct;
}

/** A route as it costs somebody who tops it up by so much at a time. The same route gives the same object. */
export function withTopUps(route: Route, amount: string): Route {
  const ofRoute = kept.get(route) ?? new Map<string, Route>();
  kept.set(route, ofRoute);
  const known = ofRoute.get(amount);
  if (known) return known;
  const made = {
    ...route,
    terms: route.terms.map((terms) => ({
      ...terms,
      fees: { ...terms.fees, topUpPct: topUpPctOf(terms.fees, amount) },
    })),
  };
  ofRoute.clear();
  ofRoute.set(amount, made);
  return made;
}

function negative({ units, places }: Decimal): Decimal {
  return { units: -units, places };
}
