import { constants, gunzipSync } from 'node:zlib';
import { guessEncoding } from './encoding';
import { isGzip } from './file-kind';
import { expandsTooMuch, mostExpanded } from './receive-body';
import { Refused } from './refusal';

/** What a preview looks at; a file that is longer arrives cut. */
export const PREVIEW_BYTES = 256 * 1024;

/**
 * The beginning of a file, unpacked, without the line that the end of the bytes may have cut. Throws Refused for
 * gzip that cannot be unpacked, or expands more than an upload may.
 */
export function wholeRecords(
  bytes: Buffer,
  confirmed?: 'gb18030',
): { text: Buffer; gzip: boolean; cut: boolean } {
  const gzip = isGzip(bytes);
  const text = gzip ? unpack(bytes).subarray(0, PREVIEW_BYTES) : bytes;
  if (bytes.length < PREVIEW_BYTES && text.length < PREVIEW_BYTES) return { text, gzip, cut: false };
  const end = lastNewline(text, guessEncoding(text, confirmed).encoding);
  return { text: end > 0 ? text.subarray(0, end) : text, gzip, cut: true };
}

function unpack(bytes: Buffer): Buffer {
  try {
    const maxOutputLength = mostExpanded(bytes.length);
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw expandsTooMuch();
    throw new Refused(
      422,
      'damaged-gzip',
      'The gzip file is damaged',
      'The beginning of the file cannot be unpacked. Compress it anew, or upload it unpacked.',
    );
  }
}

/** Index after the last newline; in 16-bit units where the encoding has them. No other character holds its bytes. */
function lastNewline(text: Buffer, encoding: string): number {
  if (!encoding.startsWith('utf-16')) return Math.max(text.lastIndexOf(10), text.lastIndexOf(13)) + 1;
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let i = (text.length >> 1) * 2 - 2; i >= 0; i -= 2)
    if (text[i + 1 - low] === 0 && (text[i + low] === 10 || text[i + low] === 13)) return i + 2;
  return 0;
}

/** The first 256 KiB of a body. The rest is left unread: cancelling it would cut the connection before the answer. */
export async function readHead(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  for (let bytes = 0; bytes < PREVIEW_BYTES;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.length;
  }
  reader.releaseLock();
  return Buffer.concat(chunks).subarray(0, PREVIEW_BYTES);
}
