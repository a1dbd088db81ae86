import { error } from '@sveltejs/kit';
import { readText } from './read-text';

const MOST_BYTES = 64 * 1024;

/**
 * The fields of a form as browsers send it by default, at most 64 KiB unless told otherwise: Kit's own reader would take any amount into
 * memory, from anybody. Throws Kit's error 413 or 415.
 */
export async function readForm(request: Request, most = MOST_BYTES): Promise<URLSearchParams> {
  if (!(request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded'))
    error(415, 'A form is sent as application/x-www-form-urlencoded');
  if (!request.body) return new URLSearchParams();
  const text = await readText(request, most);
  if (text instanceof Response) error(text.status, 'The form is too large, or not text');
  return new URLSearchParams(text);
}
