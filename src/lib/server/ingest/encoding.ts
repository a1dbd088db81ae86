import { isUtf8 } from 'node:buffer';
import { Refused } from './refusal';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** Encoding of a text by its first bytes, and how many bytes of byte order mark to drop. */
export interface EncodingGuess {
  encoding: Encoding;
  markBytes: 0 | 2 | 3;
}

/**
 * A byte order mark decides; without one, a tenth of the 16-bit units being ASCII in one byte order (and hardly any
 * in the other) says UTF-16, since UTF-8 and GB18030 text holds no NUL. GB18030 only where the user has confirmed it.
 */
export function guessEncoding(head: Uint8Array, confirmed?: 'gb18030'): EncodingGuess {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', markBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markBytes: 2 };
  const [little, big] = [asciiUnits(head, 1), asciiUnits(head, 0)];
  const units = head.length / 2;
  if (little * 10 > units && big * 50 < little) return { encoding: 'utf-16le', markBytes: 0 };
  if (big * 10 > units && little * 50 < big) return { encoding: 'utf-16be', markBytes: 0 };
  return { encoding: confirmed ?? 'utf-8', markBytes: 0 };
}

/** 16-bit units that are ASCII when the byte at `high` (0 or 1) of each pair is the high one. */
function asciiUnits(bytes: Uint8Array, high: 0 | 1): number {
  let count = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const low = bytes[i + 1 - high] as number;
    if (bytes[i + high] === 0 && low >= 9 && low < 127) count++;
  }
  return count;
}

/** The same text as UTF-8 bytes, without byte order mark. UTF-8 passes as it is, to be checked by Utf8Check. */
export async function* toUtf8(bytes: AsyncIterable<Buffer>, guess: EncodingGuess): AsyncGenerator<Buffer> {
  let skip: number = guess.markBytes;
  const decoder = guess.encoding === 'utf-8' ? undefined : new TextDecoder(guess.encoding, { fatal: true });
  for await (const chunk of bytes) {
    const rest = chunk.subarray(skip);
    skip -= chunk.length - rest.length;
    yield decoder ? decode(decoder, rest, true) : rest;
  }
  if (decoder) yield decode(decoder, Buffer.alloc(0), false);
}

function decode(decoder: TextDecoder, bytes: Buffer, stream: boolean): Buffer {
  try {
    return Buffer.from(decoder.decode(bytes, { stream }), 'utf8');
  } catch {
    const name = decoder.encoding.toUpperCase();
    throw new Refused(
      415,
      'wrong-encoding',
      'The text cannot be decoded',
      `The file is not valid ${name}. Save it as UTF-8 and upload that.`,
    );
  }
}

/** Checks that a stream of chunks is valid UTF-8, at memory speed. */
export class Utf8Check {
  #tail = Buffer.alloc(0);

  /** Is the text valid so far? A character may be cut at the end of a chunk. */
  push(chunk: Buffer): boolean {
    let rest = chunk;
    if (this.#tail.length > 0) {
      const missing = sequenceLength(this.#tail[0] as number) - this.#tail.length;
      this.#tail = Buffer.concat([this.#tail, chunk.subarray(0, missing)]);
      if (chunk.length < missing) return true;
      if (!isUtf8(this.#tail)) return false;
      rest = chunk.subarray(missing);
    }
    const cut = cutSequence(rest);
    this.#tail = Buffer.from(rest.subarray(rest.length - cut));
    return isUtf8(rest.subarray(0, rest.length - cut));
  }

  /** Is the text valid and complete? */
  end(): boolean {
    return this.#tail.length === 0;
  }
}

function sequenceLength(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
}

/** Bytes at the end that begin a character without finishing it. */
function cutSequence(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

/** For a chunk that is not UTF-8: says so, and whether it reads as GB18030, with the first line in question. */
export function notUtf8(chunk: Buffer): Refused {
  const line = chunk
    .toString('latin1')
    .split(/[\r\n]/)
    .map((text) => Buffer.from(text, 'latin1'))
    .find((bytes) => !isUtf8(bytes));
  const reading = line && asGb18030(line);
  if (reading === undefined)
    return new Refused(
      415,
      'wrong-encoding',
      'The text cannot be decoded',
      'The file is neither UTF-8 nor UTF-16. Save it as UTF-8 and upload that.',
    );
  return new Refused(
    415,
    'confirm-encoding',
    'The encoding is to be confirmed',
    'The file is not UTF-8; it looks like GB18030: confirm with encoding=gb18030, or save it as UTF-8.',
    [{ where: 'encoding', message: `in GB18030 the first such line reads: ${reading}` }],
  );
}

function asGb18030(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes).slice(0, 200);
  } catch {
    return undefined;
  }
}
