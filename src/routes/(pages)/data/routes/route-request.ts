import type { EditRequest } from '$lib/components/effect-edit.svelte';
import type { Route } from '$lib/exchange/route';
import { routeToSpec } from '$lib/exchange/route-spec';

/** What saves a route with all its terms and lots. */
export function routeRequest(route: Route): EditRequest {
  const { id, ...spec } = routeToSpec(route);
  return {
    path: `/api/v1/routes/${encodeURIComponent(id)}`,
    init: { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(spec) },
  };
}
