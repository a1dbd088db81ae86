import type { ProblemAnswer } from '$lib/components/send-file';
import type { SavedScenario } from '$lib/server/answers/scenarios';

export type Sent = { ok: true; scenario: SavedScenario } | { ok: false; message: string };

/** Saves a scenario; what went wrong is said as the server says it. */
export async function sendScenario(method: 'POST' | 'PUT', address: string, body: object): Promise<Sent> {
  const response = await fetch(address, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (response?.ok) return { ok: true, scenario: (await response.json()) as SavedScenario };
  const problem = (await response?.json().catch(() => undefined)) as ProblemAnswer | undefined;
  const issues = (problem?.issues ?? []).map(({ where, message }) => `${where}: ${message}`);
  return {
    ok: false,
    message: [problem?.title ?? 'The scenario could not be saved: the server did not answer', ...issues].join(
      '. ',
    ),
  };
}
