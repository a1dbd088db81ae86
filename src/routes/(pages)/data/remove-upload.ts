import type { EffectAnswer } from '$lib/components/effect-edit.svelte';
import { removeAt } from '$lib/components/send-json';

/** Deletes an upload; gives why not, as a sentence or two, where it is still there. */
export async function removeUpload(id: string): Promise<string | undefined> {
  const problem = await removeAt(`/api/v1/uploads/${id}`);
  if (!problem) return undefined;
  if (problem.status !== 409) return 'Try again.';
  const [issue] = problem.issues ?? [];
  return `${problem.title}${issue ? `: ${issue.where} is ${issue.message}` : ''}.`;
}

/** What deleting an upload would do to months; undefined where that cannot be told. */
export async function removalEffect(id: string): Promise<EffectAnswer | undefined> {
  const request = fetch(`/api/v1/uploads/${id}?dry_run=1`, { method: 'DELETE' });
  const response = await request.catch(() => undefined);
  if (!response?.ok) return undefined;
  return response.json().catch(() => undefined) as Promise<EffectAnswer | undefined>;
}
