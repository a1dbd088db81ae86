/**
 * What the API answered to a question, or the status that refused it: undefined where no whole answer came, because the
 * server could not be reached, the answer broke off, or it was no longer wanted.
 */
export type AskedJson<Answer> = { ok: true; answer: Answer } | { ok: false; status: number | undefined };

/** Asks the API for an answer in JSON. Never rejects, also when `signal` takes the question back between head and body. */
export async function askJson<Answer>(address: string, signal?: AbortSignal): Promise<AskedJson<Answer>> {
  try {
    const response = await fetch(address, signal ? { signal } : {});
    if (!response.ok) return { ok: false, status: response.status };
    return { ok: true, answer: (await response.json()) as Answer };
  } catch {
    return { ok: false, status: undefined };
  }
}

/** Why there is no answer, as a sentence. */
export function notAsked(status: number | undefined): string {
  return status === undefined ? 'The server could not be reached.' : `The server answered with ${status}.`;
}
