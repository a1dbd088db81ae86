import type { ProblemAnswer } from './send-file';

/** What the list of views hangs on: asking for it again leaves the page's figures alone. */
export const VIEWS = 'crossrate:views';

/** Saves, renames or removes a view; what went wrong in words, undefined where nothing did. */
export async function askViews(
  method: 'POST' | 'PUT' | 'DELETE',
  id: string,
  body?: object,
): Promise<string | undefined> {
  const response = await fetch(id ? `/api/v1/views/${id}` : '/api/v1/views', {
    method,
    keepalive: method === 'DELETE',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  }).catch(() => undefined);
  if (!response) return 'The server could not be reached: nothing was changed.';
  if (response.ok) return undefined;
  const answer = (await response.json().catch(() => undefined)) as ProblemAnswer | undefined;
  if (!answer) return `The server answered with ${response.status}.`;
  const { title, detail, issues } = answer;
  if (issues?.length) return issues.map(({ where, message }) => `${where}: ${message}`).join('; ');
  return [title, detail].filter(Boolean).join('. ');
}
