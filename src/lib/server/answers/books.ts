import { createRateBook, type RateBook } from '$lib/exchange/rate-book';
import type { Route } from '$lib/exchange/route';
import { createPriceBook, type PriceBook } from '$lib/pricing/price-book';
import { app } from '$lib/server/app';
import { shippedFacts } from '$lib/server/facts';
import { kept } from './kept';

/** Prices, rates and routes as figures use them: the shipped facts, superseded by the user's own on the same key. */
export interface Books {
  prices: PriceBook;
  rates: RateBook;
  routes: Route[];
}

/** The books at the store's present revision; made anew only when something was written. */
export async function books(): Promise<Books> {
  return kept('books', makeBooks);
}

/** The merged price book. */
export async function priceBook(): Promise<PriceBook> {
  return (await books()).prices;
}

/** The merged rate book. */
export async function rateBook(): Promise<RateBook> {
  return (await books()).rates;
}

/** All routes, the shipped `official` and `relay` first. */
export async function routes(): Promise<Route[]> {
  return (await books()).routes;
}

async function makeBooks(): Promise<Books> {
  const { store } = await app();
  const shipped = shippedFacts();
  const [own, ownRates, ownRoutes] = await Promise.all([store.prices(), store.rates(), store.routes()]);
  return {
    prices: createPriceBook([...shipped.prices, ...own.prices], [...shipped.aliases, ...own.aliases]),
    rates: createRateBook([...shipped.rates, ...ownRates]),
    routes: allRoutes(ownRoutes),
  };
}

/** The shipped routes, as one's own terms make them, and one's own. */
export function allRoutes(own: Route[]): Route[] {
  return [...new Map([...shippedFacts().routes, ...own].map((route) => [route.id, route])).values()];
}
