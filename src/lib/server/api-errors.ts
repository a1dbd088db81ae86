import { problem } from './problem';

const TITLES: Record<number, string> = {
  404: 'There is nothing at this address',
  405: 'This address does not take that method',
  413: 'The body is larger than allowed',
};

/** Is this path part of the HTTP API? */
export function isApi(pathname: string): boolean {
  return pathname === '/api' || pathname.startsWith('/api/');
}

/** An answer under /api as a client can read it: an error of the framework becomes problem details. */
export async function asApiAnswer(response: Response): Promise<Response> {
  const type = response.headers.get('content-type') ?? '';
  if (response.status < 400 || type.startsWith('application/problem+json')) return response;
  const title = TITLES[response.status] ?? (await messageOf(response, type));
  const allow = response.headers.get('allow');
  return problem(response.status, { title }, allow ? { allow } : {});
}

async function messageOf(response: Response, type: string): Promise<string> {
  if (!type.startsWith('application/json')) return `The request failed with status ${response.status}`;
  const body = (await response.json()) as { message?: string };
  return body.message ?? `The request failed with status ${response.status}`;
}
