import { json } from '@sveltejs/kit';
import { csvResponse, respondWith, wantsCsv } from '$lib/server/api';
import { conversationQuestion } from '$lib/server/answers/conversation-question';
import { conversations } from '$lib/server/answers/conversations';
import type { RequestHandler } from './$types';

/** GET /api/v1/conversations?timeout_min=30&window=10&messages_per_turn=2&system_tokens= ; as CSV: growth by turn. */
export const GET: RequestHandler = ({ url, request }) =>
  respondWith(url, async (filters, query) => {
    const answer = await conversations(filters, conversationQuestion(query));
    return wantsCsv(url, request) ? csvResponse(answer.by_turn, 'conversations') : json(answer);
  });
