import { problemLine, sendJson } from '$lib/components/send-json';
import type { SavedScenario } from '$lib/server/answers/scenarios';

export type Sent = { ok: true; scenario: SavedScenario } | { ok: false; message: string };

/** Saves a scenario; what went wrong is said as the server says it. */
export async function sendScenario(method: 'POST' | 'PUT', address: string, body: object): Promise<Sent> {
  const sent = await sendJson<SavedScenario>(method, address, body);
  return sent.ok ? { ok: true, scenario: sent.answer } : { ok: false, message: problemLine(sent.problem) };
}
