import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { guessEncoding, toUtf8, type Encoding } from './encoding';
import { isGzip, looksLikeJson, refuseBinary, refuseOtherText } from './file-kind';
import { JsonScan, type JsonScanned } from './json-scan';
import { Refused } from './refusal';
import { SpoolFile } from './spool-file';
import { TextScan, type TextScanned } from './text-scan';

const MIB = 1 << 20;
const HEAD_BYTES = 4_096;
const MAX_EXPANSION = 200;
/** A file may be this many times the largest upload once it is unpacked. */
const UNPACKED_SHARE = 4;

export interface BodyRequest {
  /** Path of the spool file of the bytes as sent. */
  rawPath: string;
  /** Path for the text, used where the bytes as sent are not the text itself. */
  textPath: string;
  /** Bytes as sent, at most. */
  maxBytes: number;
  confirmedEncoding?: 'gb18030';
  /** Is it only the beginning of a file? JSON may then end anywhere. */
  cut?: boolean;
  onBytes?: (bytes: number) => void;
  signal?: AbortSignal;
}

/** A body on disk, and what one pass over it found. */
export interface ReceivedBody {
  bytes: number;
  sha256: string;
  gzip: boolean;
  encoding: Encoding;
  /** Where the text of UTF-8 without byte order mark is. */
  textPath: string;
  scanned: TextScanned | JsonScanned;
}

/**
 * Streams a body to disk while hashing, unpacking, decoding and scanning it; nothing is held whole. Throws Refused
 * as soon as something rules the file out; the rest of the body is then left unread, since cancelling it would cut
 * the connection before the answer.
 */
export async function receiveBody(
  body: ReadableStream<Uint8Array>,
  request: BodyRequest,
): Promise<ReceivedBody> {
  const hash = createHash('sha256');
  const received = { bytes: 0 };
  const reader = body.getReader();
  const chunks = spool(chunksOf(reader, request.signal), hash, received, request);
  try {
    const sent = await head(chunks);
    const gzip = isGzip(sent.head);
    const unpacked = gzip ? await head(gunzip(sent.all, received, request.maxBytes)) : sent;
    refuseBinary(unpacked.head);
    const found = await scanText(unpacked.all, unpacked.head, gzip, request);
    return { bytes: received.bytes, sha256: hash.digest('hex'), gzip, ...found };
  } finally {
    reader.releaseLock(); // ends a read that still waits
    await chunks.return(undefined);
  }
}

async function scanText(
  bytes: AsyncGenerator<Buffer>,
  first: Buffer,
  gzip: boolean,
  request: BodyRequest,
): Promise<Pick<ReceivedBody, 'encoding' | 'textPath' | 'scanned'>> {
  const guess = guessEncoding(first, request.confirmedEncoding);
  const asSent = !gzip && guess.encoding === 'utf-8' && guess.markBytes === 0;
  const out = asSent ? undefined : await SpoolFile.create(request.textPath);
  try {
    const text = await head(toUtf8(bytes, guess));
    refuseOtherText(text.head);
    const scan = looksLikeJson(text.head) ? new JsonScan(request.cut) : new TextScan();
    for await (const chunk of text.all) {
      await out?.write(chunk);
      scan.push(chunk);
    }
    await out?.finish();
    return { encoding: guess.encoding, textPath: out?.path ?? request.rawPath, scanned: scan.end() };
  } catch (error) {
    await out?.abandon();
    throw error;
  }
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

/** The chunks of a body, none above a megabyte, until it ends, fails or is called off. */
async function* chunksOf(reader: BodyReader, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const cancel = (): void => void reader.cancel(signal?.reason).catch(() => undefined);
  signal?.addEventListener('abort', cancel);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await read(reader);
      signal?.throwIfAborted();
      if (done) return;
      const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      for (let at = 0; at < chunk.length; at += MIB) yield chunk.subarray(at, at + MIB);
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

async function read(reader: BodyReader): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (error) {
    const detail = `The transfer was broken off: ${error instanceof Error ? error.message : String(error)}. Send the file again.`;
    throw new Refused(400, 'transfer-broken-off', 'The transfer was broken off', detail);
  }
}

/** Writes chunks to the raw spool file, hashed and counted, and passes them on. */
async function* spool(
  chunks: AsyncIterable<Buffer>,
  hash: { update(chunk: Buffer): unknown },
  received: { bytes: number },
  request: BodyRequest,
): AsyncGenerator<Buffer> {
  const file = await SpoolFile.create(request.rawPath);
  let finished = false;
  try {
    for await (const chunk of chunks) {
      received.bytes += chunk.length;
      if (received.bytes > request.maxBytes) throw tooLarge(request.maxBytes);
      request.onBytes?.(received.bytes);
      hash.update(chunk);
      await file.write(chunk);
      yield chunk;
    }
    await file.finish();
    finished = true;
  } finally {
    if (!finished) await file.abandon();
  }
}

/** Unpacks gzip; refuses a bomb (413) and damaged data (422). */
async function* gunzip(
  bytes: AsyncIterable<Buffer>,
  received: { bytes: number },
  maxBytes: number,
): AsyncGenerator<Buffer> {
  const unpacker = createGunzip({ chunkSize: MIB / 4 });
  const source = pipeline(Readable.from(bytes), unpacker);
  source.catch(() => undefined); // the loop below meets the same error
  let expanded = 0;
  try {
    for await (const chunk of unpacker as AsyncIterable<Buffer>) {
      expanded += chunk.length;
      if (expanded > mostExpanded(received.bytes)) throw expandsTooMuch();
      if (expanded > UNPACKED_SHARE * maxBytes) throw tooLarge(UNPACKED_SHARE * maxBytes, ' once unpacked');
      yield chunk;
    }
  } catch (error) {
    throw isZlibError(error) ? damagedGzip() : error;
  } finally {
    unpacker.destroy();
  }
}

interface Headed {
  /** The first bytes, at least 4 KiB unless there are fewer. */
  head: Buffer;
  /** All chunks from the start. */
  all: AsyncGenerator<Buffer>;
}

async function head(chunks: AsyncGenerator<Buffer>): Promise<Headed> {
  const first: Buffer[] = [];
  let bytes = 0;
  while (bytes < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    first.push(next.value);
    bytes += next.value.length;
  }
  return { head: Buffer.concat(first).subarray(0, HEAD_BYTES), all: rejoin(first, chunks) };
}

async function* rejoin(first: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  yield* rest;
}

/** The refusal (413) of a file above the limit. */
export function tooLarge(maxBytes: number, when = ''): Refused {
  const mib = Math.floor(maxBytes / MIB).toLocaleString('en');
  const limit = maxBytes < MIB ? `${maxBytes.toLocaleString('en')} bytes` : `${mib} MiB`;
  return new Refused(
    413,
    'too-large',
    'The file is too large',
    `The file has more than ${limit}${when}, the limit of this server. Export a shorter period, or raise CROSSRATE_MAX_UPLOAD.`,
  );
}

/** So many bytes may come out of gzip. */
export function mostExpanded(bytes: number): number {
  return Math.max(MIB, MAX_EXPANSION * bytes);
}

/** A refusal (413) of gzip that is mostly air. */
export function expandsTooMuch(): Refused {
  return new Refused(
    413,
    'expands-too-much',
    'The file expands too much',
    `The gzip file unpacks to more than ${MAX_EXPANSION} times its size. Upload it unpacked.`,
  );
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(Z_|ERR_STREAM_PREMATURE)/.test(String(error.code));
}

function damagedGzip(): Refused {
  return new Refused(
    422,
    'damaged-gzip',
    'The gzip file is damaged',
    'The file cannot be unpacked: it is cut short or changed. Compress it anew, or upload it unpacked.',
  );
}
