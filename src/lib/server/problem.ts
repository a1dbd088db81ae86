import type { Issue } from '$lib/usage/filters';

export interface Problem {
  /** Stable name of the kind of problem, for example `bad-input`; without one the status says it all. */
  type?: string;
  /** What happened, for a person: sentence case, no full stop. */
  title: string;
  /** What to do about it. */
  detail?: string;
  /** What was wrong with the input and where, when input was at fault. */
  issues?: Issue[];
  /** Anything else that a client can act on, as members of the object (RFC 9457 section 3.2). */
  more?: Record<string, unknown>;
}

/** An API error as RFC 9457 problem details; `type` is a relative reference such as `/problems/bad-input`. */
export function problem(
  status: number,
  { type, title, detail, issues, more }: Problem,
  headers: Record<string, string> = {},
): Response {
  const body = { type: type ? `/problems/${type}` : 'about:blank', title, status, detail, issues, ...more };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
