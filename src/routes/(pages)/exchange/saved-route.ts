import type { RouteSpec } from '$lib/exchange/route-spec';

/** A name as an id of a route: small letters, digits and hyphens of what it has of them. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** The body that saves terms under a new name, with the price of credit that a slider was moved to. */
export function savedRoute(
  { kind, terms }: RouteSpec,
  name: string,
  credit: string | undefined,
): Omit<RouteSpec, 'id'> {
  if (credit === undefined) return { kind, name: name.trim(), terms };
  const priced = terms.map((held) => ({
    ...held,
    credit_price: { ...held.credit_price, amount: credit },
    source: `Tried out at a credit price of ${credit} ${held.credit_price.currency}. Before: ${held.source}`,
  }));
  return { kind, name: name.trim(), terms: priced };
}
