import { askJson } from '$lib/components/ask-json';
import type { SpendConversations } from '$lib/server/answers/spend-answer';

/** What a conversation costs, asked of the API: it is counted in the records, and the page does not wait for it. */
export async function conversationsOf(url: string, signal: AbortSignal): Promise<SpendConversations | null> {
  const asked = await askJson<SpendConversations | null>(url, signal);
  if (asked.ok) return asked.answer;
  return { rows: [], totals: null, why: 'the server could not be asked; load the page again' };
}
