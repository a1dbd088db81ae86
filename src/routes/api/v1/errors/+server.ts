import { answerWith, wordsOf } from '$lib/server/api';
import { errors } from '$lib/server/answers/errors';
import type { RequestHandler } from './$types';

const KEYS = ['route', 'model', 'region', 'feature', 'day', 'class'] as const;

/** GET /api/v1/errors?by=route,model; classes are in every row, so `class` in `by` changes nothing. */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) => {
    const by = wordsOf(query, 'by', KEYS, ['route']).filter((key) => key !== 'class');
    return errors(filters, by);
  });
