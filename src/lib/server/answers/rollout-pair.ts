import type { Filters } from '$lib/usage/filters';
import { books } from './books';
import { dataset } from './dataset';
import { routePair, type RoutePair } from './savings';
import { showsSample } from './scope';

/** The routes of a query, else the official route and the relay with most requests. Throws BadInput on an unknown one. */
export async function rolloutPair(query: URLSearchParams, filters: Filters): Promise<RoutePair> {
  const asked = new URLSearchParams(query);
  const { routes } = await books();
  const used = (await dataset(await showsSample(filters))).routes.map(({ name }) => name);
  const busiest = used.find((name) => routes.find(({ id }) => id === name)?.kind === 'official');
  if (!asked.get('baseline') && busiest !== undefined) asked.set('baseline', busiest);
  return routePair(asked, filters);
}
