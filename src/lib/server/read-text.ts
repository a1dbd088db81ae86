import { problem } from './problem';
import { formatSize } from './size';

const MAX_BYTES = 16 * 2 ** 20;

/**
 * The body of a request as text (UTF-8), at most 16 MiB unless told otherwise: for tables and declarations that people edit, not for usage
 * files. An answer to give instead where there is no body, where it is longer, or where it is no UTF-8.
 */
export async function readText(request: Request, most = MAX_BYTES): Promise<string | Response> {
  if (!request.body)
    return problem(400, {
      type: 'no-body',
      title: 'The request has no body',
      detail: 'Send it with a Content-Type header, for example text/csv or application/json.',
    });
  const bytes = await readBytes(request.body, most);
  if (!bytes)
    return problem(413, {
      type: 'too-large',
      title: `The body is larger than ${formatSize(most)}`,
      detail: 'Split the table into several files, or leave out what you do not need.',
    });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return problem(400, { type: 'not-utf-8', title: 'The body is not text in UTF-8' });
  }
}

/** All bytes of a body. Where it is too long the rest is left unread: cancelling it would cut the connection before the answer. */
async function readBytes(body: ReadableStream<Uint8Array>, most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    bytes += value.length;
    if (bytes > most) {
      reader.releaseLock();
      return undefined;
    }
    chunks.push(value);
  }
}

/** The body as JSON: `undefined` stands for a body that is none, which every schema refuses. */
export async function readJson(request: Request): Promise<{ value: unknown } | Response> {
  const text = await readText(request);
  if (text instanceof Response) return text;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const detail = error instanceof Error ? error.message : undefined;
    return problem(400, { type: 'bad-json', title: 'The body is not JSON', ...(detail ? { detail } : {}) });
  }
}
