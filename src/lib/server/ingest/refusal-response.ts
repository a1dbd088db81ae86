import { problem } from '$lib/server/problem';
import type { Refusal } from './refusal';

/** A refusal as RFC 9457 problem details. */
export function refused({ status, problem: type, title, detail, issues, more }: Refusal): Response {
  return problem(status, { type, title, detail, issues, ...(more && { more }) });
}

/** The body of an upload; a 400 or 422 answer where the framework found none. */
export function bodyOf(request: Request): ReadableStream<Uint8Array> | Response {
  if (request.body) return request.body;
  if (request.headers.has('content-type'))
    return problem(422, { type: 'empty', title: 'The file is empty', detail: 'The request has no body.' });
  return problem(400, {
    type: 'no-content-type',
    title: 'The body cannot be read',
    detail:
      'Send the file as the body with a Content-Type header, for example text/csv or application/octet-stream.',
  });
}
