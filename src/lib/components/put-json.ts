import type { ProblemAnswer } from './send-file';

/** Sends a change to the API; what went wrong, or undefined where it was taken. */
export async function putJson(address: string, body: unknown): Promise<ProblemAnswer | undefined> {
  const response = await fetch(address, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (response?.ok) return undefined;
  const problem = (await response?.json().catch(() => undefined)) as ProblemAnswer | undefined;
  return (
    problem ?? {
      title: 'The server could not be reached',
      detail: 'Nothing was changed. Check that Crossrate is running, then try again.',
    }
  );
}
