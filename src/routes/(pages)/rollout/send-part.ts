import { invalidateAll } from '$app/navigation';
import { page } from '$app/state';
import { withChange } from '$lib/components/filter-query';
import { putJson } from '$lib/components/send-json';
import type { ProblemAnswer } from '$lib/components/send-file';
import { toasts } from '$lib/components/toasts.svelte';

/** Sets a part of the rollout under the address's filters and routes; what went wrong, or undefined. */
export async function sendPart(part: string, body: object, said: string): Promise<ProblemAnswer | undefined> {
  const url = new URL(page.url);
  url.pathname = `/api/v1/rollout/${part}`;
  const problem = await putJson(withChange(url, {}), body);
  if (problem) return problem;
  toasts.say(said);
  await invalidateAll();
  return undefined;
}
