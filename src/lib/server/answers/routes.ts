import type { Route } from '$lib/exchange/route';
import { routeToSpec, type RouteSpec } from '$lib/exchange/route-spec';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import type { Books } from './books';
import { editBooks } from './edit-books';
import { monthlyEffect, type Effect } from './monthly-effect';

/** A route as stored, or on a dry run as it would be, and what it changes in past months. */
export interface PutRouteAnswer extends RouteSpec, Effect {
  dry_run: boolean;
  /** Of a dry run: closed months that would change, YYYY-MM. They are in the way of saving. */
  closed_months: string[];
}

/** Stores a route, unless the run is dry; an earlier one of the same id is replaced with all its terms. */
export async function putRoute(route: Route, filters: Filters, dryRun: boolean): Promise<PutRouteAnswer> {
  const { store } = await app();
  const edit = (now: Books): Books => ({
    ...now,
    routes: [...now.routes.filter(({ id }) => id !== route.id), route],
  });
  const { currency, effect } = await monthlyEffect(edit, filters);
  const closed = await editBooks(edit, dryRun, () => store.putRoute(route));
  return { ...routeToSpec(route), dry_run: dryRun, currency, effect, closed_months: closed };
}
