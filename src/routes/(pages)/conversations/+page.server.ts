import { app } from '$lib/server/app';
import { conversationQuestion } from '$lib/server/answers/conversation-question';
import { conversations } from '$lib/server/answers/conversations';
import { books } from '$lib/server/answers/books';
import { pageFilters, readable } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** What history costs, what would change it, and what a relay's session makes of it; no answer yet while new conversations are summed up. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const question = await readable(Promise.resolve(url.searchParams).then(conversationQuestion));
  const routes = (await books()).routes.map(({ id, name, kind }) => ({ id, name, kind }));
  const { store } = await app();
  const answer = store.isProfilingConversations ? undefined : await conversations(filters, question);
  return { filters, question, routes, answer };
};
