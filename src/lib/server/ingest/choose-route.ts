import type { Route } from '$lib/exchange/route';
import { ROUTE_ID, ROUTE_ID_RULE } from '$lib/exchange/route-spec';
import type { Format } from '$lib/formats/format';
import { Refused } from './refusal';

/** Throws Refused (400) where rows would have no route, or one that is neither known nor to be created. */
export function checkRoute(
  format: Format,
  known: Route[],
  wish: { route?: string; newRoutes?: Route['kind'] },
): void {
  const ids = known.map(({ id }) => id).join(', ');
  if (wish.route === undefined) {
    if (format.fields.route !== undefined) return;
    throw refusedRoute(
      `${format.label} does not tell which route the traffic took. Add route= with one of ${ids}.`,
    );
  }
  if (known.some(({ id }) => id === wish.route)) return;
  if (wish.newRoutes !== undefined) {
    if (ROUTE_ID.test(wish.route)) return;
    throw refusedRoute(`A route cannot be called ${JSON.stringify(wish.route)}: ${ROUTE_ID_RULE}.`);
  }
  throw refusedRoute(
    `There is no route ${wish.route}. Use one of ${ids}, or add new_routes=official or new_routes=relay to create it.`,
  );
}

function refusedRoute(detail: string): Refused {
  return new Refused(400, 'bad-input', 'The route is not settled', detail, [
    { where: 'route', message: detail },
  ]);
}
