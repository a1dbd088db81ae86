import { json } from '@sveltejs/kit';
import { countOf, respondWith, wordsOf } from '$lib/server/api';
import { MOST_GROUPS, spend } from '$lib/server/answers/spend';
import { SPEND_KEYS } from '$lib/server/answers/spend-answer';
import { spendConversations } from '$lib/server/answers/spend-conversations';
import type { RequestHandler } from './$types';

/**
 * GET /api/v1/spend/conversations?by=model&top=20: what a conversation costs, per row of /spend by one key and in all.
 * Null where no source tells conversations. Distinct conversations are counted in the records, which takes its time.
 */
export const GET: RequestHandler = ({ url }) =>
  respondWith(url, async (filters, query) => {
    const by = wordsOf(query, 'by', SPEND_KEYS, ['model']);
    const table = await spend(filters, by, countOf(query, 'top', MOST_GROUPS));
    return json(await spendConversations(filters, by, table));
  });
