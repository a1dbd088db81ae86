import { books } from './books';
import type { RoutePair } from './savings';

/** The routes that a scenario can be measured on, and the two that are. */
export interface RouteChoices {
  baseline: string;
  candidate: string;
  routes: { id: string; name: string }[];
}

/** Every route, for the choice of two. */
export async function roiRoutes({ baseline, candidate }: RoutePair): Promise<RouteChoices> {
  const { routes } = await books();
  return {
    baseline: baseline.id,
    candidate: candidate.id,
    routes: routes.map(({ id, name }) => ({ id, name })),
  };
}
