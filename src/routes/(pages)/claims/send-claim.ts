import { removeAt, sendJson, type SentJson } from '$lib/components/send-json';
import type { ClaimAnswer } from '$lib/server/answers/claims';

/** Adds a claim, or changes the one with this id. */
export function sendClaim(id: string | undefined, body: object): Promise<SentJson<ClaimAnswer>> {
  return id === undefined ? sendJson('POST', '/api/v1/claims', body) : sendJson('PUT', addressOf(id), body);
}

/** Removes a claim, or puts one that ships back; false where that failed. */
export async function removeClaim(id: string): Promise<boolean> {
  return (await removeAt(addressOf(id))) === undefined;
}

function addressOf(id: string): string {
  return `/api/v1/claims/${encodeURIComponent(id)}`;
}
