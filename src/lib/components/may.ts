import { page } from '$app/state';
import type { Act } from '$lib/server/access/policy';

/**
 * May whoever reads this page send a request, such as 'POST /api/v1/uploads'? The server says what is beyond them, by
 * the table that it holds requests to; in local mode nothing is.
 */
export function may(act: Act): boolean {
  const { beyond } = page.data;
  return beyond !== undefined && !(act in beyond);
}
