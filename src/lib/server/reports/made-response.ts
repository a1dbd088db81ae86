import { json } from '@sveltejs/kit';
import type { MadeReport } from './reports';

/** The answer to who made a report or a link: the only one that holds the address with its secret. */
export function madeResponse({ id, secret, expiresAt }: MadeReport, { origin }: URL): Response {
  return json(
    { id, url: `${origin}/r/${secret}`, expires_at: expiresAt },
    { status: 201, headers: { location: `/api/v1/reports/${id}`, 'cache-control': 'no-store' } },
  );
}
