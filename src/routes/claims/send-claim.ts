import type { ProblemAnswer } from '$lib/components/send-file';
import type { ClaimAnswer } from '$lib/server/answers/claims';

export type SentClaim = { ok: true; claim: ClaimAnswer } | { ok: false; problem: ProblemAnswer };

const LOST: ProblemAnswer = {
  title: 'The server could not be reached',
  detail: 'Nothing was changed. Check that Crossrate is running, then try again.',
};

/** Adds a claim, or changes the one with this id. */
export async function sendClaim(id: string | undefined, body: object): Promise<SentClaim> {
  const response = await fetch(id === undefined ? '/api/v1/claims' : addressOf(id), {
    method: id === undefined ? 'POST' : 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  const answer = (await response?.json().catch(() => undefined)) as unknown;
  return response?.ok
    ? { ok: true, claim: answer as ClaimAnswer }
    : { ok: false, problem: (answer ?? LOST) as ProblemAnswer };
}

/** Removes a claim, or puts one that ships back; false where that failed. */
export async function removeClaim(id: string): Promise<boolean> {
  const response = await fetch(addressOf(id), { method: 'DELETE', keepalive: true }).catch(() => undefined);
  return response?.ok ?? false;
}

function addressOf(id: string): string {
  return `/api/v1/claims/${encodeURIComponent(id)}`;
}
