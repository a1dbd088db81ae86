import { json } from '@sveltejs/kit';
import { objectsToCsv } from '$lib/usage/csv';
import type { Filters, Issue } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { Busy, BUSY_S } from './access/password';
import { filterDefaults } from './answers/settings';
import { problem } from './problem';
import { TooMuch } from './store/store';

/** Input that a query or body cannot be used with; becomes 400 with its issues. */
export class BadInput extends Error {
  constructor(readonly issues: Issue[]) {
    super(issues.map((issue) => `${issue.where}: ${issue.message}`).join('; '));
  }
}

interface Asked {
  url: URL;
  request: Request;
}

/** An answer that has a table; `currency` is that of its amounts. */
interface Table {
  rows: object[];
  currency?: string;
}

/**
 * One call of the API that has a table: filters from the query, an answer with `rows`, as JSON or – with `?format=csv` or
 * `Accept: text/csv` – as CSV.
 */
export async function answerWith(
  { url, request }: Asked,
  produce: (filters: Filters, query: URLSearchParams) => Promise<Table>,
): Promise<Response> {
  return respondWith(url, async (filters, query) => {
    const answer = await produce(filters, query);
    return wantsCsv(url, request)
      ? csvResponse(withCurrency(answer), url.pathname.split('/').at(-1) ?? 'rows')
      : json(answer);
  });
}

/** Rows with the currency of the answer's money, which CSV has no other place for. */
function withCurrency({ rows, currency }: Table): object[] {
  if (currency === undefined) return rows;
  return rows.map((row) => ('currency' in row ? row : { ...row, currency }));
}

/** One call of the API: filters from the query, then whatever it answers; input that cannot be used becomes a 400. */
export async function respondWith(
  url: URL,
  answer: (filters: Filters, query: URLSearchParams) => Promise<Response>,
): Promise<Response> {
  const filters = parseFilters(url.searchParams, await filterDefaults());
  if (!filters.ok) return badInput(filters.issues);
  return answered(() => answer(filters.value, url.searchParams));
}

/** One call of the API that has no filters: input that cannot be used becomes a 400. */
export async function answered(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof BadInput) return badInput(error.issues);
    if (error instanceof TooMuch) return tooMuch(error);
    if (error instanceof Busy) return busy();
    throw error;
  }
}

function busy(): Response {
  return problem(
    503,
    { type: 'busy', title: 'Too many passwords are being checked; try again soon' },
    { 'retry-after': String(BUSY_S) },
  );
}

function tooMuch({ message }: TooMuch): Response {
  return problem(422, { type: 'too-much', title: 'The answer would be too large', detail: message });
}

/** 400 with where and what. */
export function badInput(issues: Issue[]): Response {
  return problem(400, { type: 'bad-input', title: 'The request cannot be used as it is', issues });
}

/** Rows as a CSV download. */
export function csvResponse(rows: object[], name: string): Response {
  return new Response(objectsToCsv(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="crossrate-${name}.csv"`,
    },
  });
}

/** A comma-separated list of known words, for example `by=model,route`; throws BadInput on others. */
export function wordsOf<T extends string>(
  query: URLSearchParams,
  key: string,
  known: readonly T[],
  fallback: T[],
): T[] {
  const text = query.get(key);
  if (!text) return fallback;
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.filter((word) => !(known as readonly string[]).includes(word));
  if (unknown.length > 0)
    throw new BadInput([
      { where: key, message: `unknown: ${unknown.join(', ')}. Use some of ${known.join(', ')}` },
    ]);
  return [...new Set(words)] as T[];
}

/** A whole number of a query from 1 to `most`; undefined where it is not given, BadInput on anything else. */
export function countOf(query: URLSearchParams, key: string, most: number): number | undefined {
  const text = query.get(key);
  if (!text) return undefined;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most)
    throw new BadInput([{ where: key, message: `not a whole number from 1 to ${most}: ${text}` }]);
  return count;
}

/** Whether a call asks for CSV. */
export function wantsCsv(url: URL, request: Request): boolean {
  return (
    url.searchParams.get('format') === 'csv' || (request.headers.get('accept') ?? '').startsWith('text/csv')
  );
}
