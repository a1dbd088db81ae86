import type { ProblemAnswer } from './send-file';

export type SentJson<Answer> = { ok: true; answer: Answer } | { ok: false; problem: ProblemAnswer };

const JSON_TYPE = { 'content-type': 'application/json' };

const LOST: ProblemAnswer = {
  title: 'The server could not be reached',
  detail: 'Nothing was changed. Check that Crossrate is running, then try again.',
};

/** Sends a change to the API: what it answers, or what went wrong as it says it. */
export async function sendJson<Answer>(
  method: 'POST' | 'PUT' | 'PATCH',
  address: string,
  body: unknown,
): Promise<SentJson<Answer>> {
  const response = await fetch(address, {
    method,
    headers: JSON_TYPE,
    body: JSON.stringify(body),
  }).catch(() => undefined);
  const answer = (await response?.json().catch(() => undefined)) as unknown;
  return response?.ok
    ? { ok: true, answer: answer as Answer }
    : { ok: false, problem: (answer ?? LOST) as ProblemAnswer };
}

/** The same where the answer does not matter: what went wrong, or undefined where the change was taken. */
export async function putJson(address: string, body: unknown): Promise<ProblemAnswer | undefined> {
  const sent = await sendJson('PUT', address, body);
  return sent.ok ? undefined : sent.problem;
}

/**
 * Removes what stands at an address of the API, with a body where one is needed, also while the page is being left: what
 * went wrong, or undefined where it is gone.
 */
export async function removeAt(address: string, body?: unknown): Promise<ProblemAnswer | undefined> {
  const init = body === undefined ? {} : { headers: JSON_TYPE, body: JSON.stringify(body) };
  const response = await fetch(address, { method: 'DELETE', keepalive: true, ...init }).catch(
    () => undefined,
  );
  if (response?.ok) return undefined;
  return ((await response?.json().catch(() => undefined)) ?? LOST) as ProblemAnswer;
}

/** A problem in a line: its title, then each thing that is wrong. */
export function problemLine({ title, issues = [] }: ProblemAnswer): string {
  return [title, ...issues.map(({ where, message }) => `${where}: ${message}`)].join('. ');
}
