import * as v from 'valibot';
import type { Parsed } from '$lib/usage/filters';

const NAME = v.pipe(
  v.string('must be text'),
  v.trim(),
  v.nonEmpty('must not be empty'),
  v.maxLength(80, 'is longer than 80 characters'),
  v.regex(/^[^\p{Cc}]*$/u, 'must not hold control characters'),
);

const HREF = v.pipe(
  v.string('must be text'),
  v.maxLength(4000, 'is longer than 4,000 characters'),
  v.check(isPage, 'must be the address of a page here, such as /spend?by=user: it begins with one /'),
);

const SAVE = v.strictObject({ name: NAME, href: HREF });
const RENAME = v.strictObject({ name: NAME });

/** The name and address of a view to save; issues name the key at fault. */
export function parseView(body: unknown): Parsed<{ name: string; href: string }> {
  return parsed(SAVE, body);
}

/** The new name of a view. */
export function parseRename(body: unknown): Parsed<{ name: string }> {
  return parsed(RENAME, body);
}

const BASE = 'http://here.invalid';

/** Path and query of a page of this app; its fragment is left away. */
export function pageOf(href: string): { path: string; query: URLSearchParams } {
  const { pathname, searchParams } = new URL(href, BASE);
  return { path: pathname, query: searchParams };
}

function isPage(href: string): boolean {
  if (!/^\/(?![/\\])/.test(href)) return false;
  const url = URL.canParse(href, BASE) ? new URL(href, BASE) : undefined;
  return url?.origin === BASE && !/^\/(\/|(api|r)(\/|$))/.test(url.pathname);
}

function parsed<S extends typeof SAVE | typeof RENAME>(schema: S, body: unknown): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, body);
  if (result.success) return { ok: true, value: result.output };
  return {
    ok: false,
    issues: result.issues.map((issue) => ({ where: v.getDotPath(issue) ?? 'body', message: said(issue) })),
  };
}

function said(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'there is no such key';
  return issue.received === 'undefined' ? 'needed, but missing' : 'must be an object';
}
