import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Log } from '$lib/server/log';
import type { Format } from '$lib/formats/format';
import type { Route } from '$lib/exchange/route';
import type { OverlapDecision } from '$lib/usage/overlap';

/** What is needed to load an original once more, kept beside it. */
export interface OriginalNote {
  id: string;
  name: string;
  sha256: string;
  bytes: number;
  /** Was it sent as gzip? Then the kept file is the original byte for byte. */
  gzip: boolean;
  receivedAt: string;
  sample: boolean;
  format: Format;
  route?: string;
  newRoutes?: Route['kind'];
  encoding?: 'gb18030';
  overlap?: OverlapDecision;
  effect?: 'ask';
  /** Name of who sent it, where people sign in. */
  by?: string;
  /** Was it answered before it was loaded? Then a process that dies owes it to its sender. */
  promised?: boolean;
  /** Once it is loaded. */
  loaded?: LoadedNote;
}

/** What a load met: loading once more in this order, with these routes known, comes to the same. */
export interface LoadedNote {
  at: string;
  /** The user's own routes. */
  routes: Route[];
}

const LEVEL = 3;
const PAUSE_MS = 200;

/** What goes before compressing originals. */
export interface Precedence {
  /** Is an upload received or loaded? Then nothing is compressed. */
  isLoading: () => boolean;
  /** Is somebody waiting for an answer, or was just now? Then each piece (64 KiB) waits a little, and not for ever. */
  isAsked: (() => boolean) | undefined;
}

/**
 * The folder of kept originals, gzip'ed and named by the hash of the bytes as sent: `<sha256>.gz` with
 * `<sha256>.json` beside it, and `<sha256>.raw` until it is compressed, one at a time, only while nothing loads,
 * and hardly while questions are answered.
 */
export class Originals {
  readonly #folder: string;
  readonly #log: Log;
  readonly #precedence: Precedence;
  readonly #stop = new AbortController();
  #compressing: Promise<void> = Promise.resolve();

  constructor(folder: string, log: Log, precedence: Precedence) {
    this.#folder = folder;
    this.#log = log;
    this.#precedence = precedence;
  }

  /** Makes the folder and goes on with what an earlier process left uncompressed. */
  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const name of await readdir(this.#folder)) {
      if (name.endsWith('.part')) await rm(join(this.#folder, name), { force: true });
      if (name.endsWith('.raw')) this.#compressLater(name.slice(0, -'.raw'.length));
    }
  }

  /**
   * Takes over a spooled original that is loaded now, with its note; the bytes are on the disk already. Goes on where a
   * process died that had taken the bytes and not yet the note.
   */
  async keep(note: OriginalNote & { loaded: LoadedNote }, rawPath: string, notePath: string): Promise<void> {
    await writeNote(notePath, note);
    if (existsSync(rawPath) || !this.#hasBytes(note.sha256))
      await rename(rawPath, this.#path(note.sha256, note.gzip ? 'gz' : 'raw'));
    await rename(notePath, this.#path(note.sha256, 'json'));
    await syncPath(this.#folder);
    if (!note.gzip) this.#compressLater(note.sha256);
  }

  async remove(sha256: string): Promise<void> {
    const kinds = ['json', 'raw', 'gz', 'part'];
    await Promise.all(kinds.map((kind) => rm(this.#path(sha256, kind), { force: true })));
  }

  /** Ends compressing; what is left goes on at the next start. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#compressing;
  }

  #hasBytes(sha256: string): boolean {
    return ['raw', 'gz'].some((kind) => existsSync(this.#path(sha256, kind)));
  }

  #path(sha256: string, kind: string): string {
    return join(this.#folder, `${sha256}.${kind}`);
  }

  #compressLater(sha256: string): void {
    this.#compressing = this.#compressing
      .then(() => this.#compress(sha256))
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted)
          this.#log.warn({ err: error, sha256 }, 'an original could not be compressed; it is kept as it is');
      });
  }

  async #compress(sha256: string): Promise<void> {
    const [raw, part] = [this.#path(sha256, 'raw'), this.#path(sha256, 'part')];
    const { signal } = this.#stop;
    signal.throwIfAborted();
    if (!existsSync(raw)) return; // its upload was removed in the meantime
    try {
      const whenIdle = this.#whenIdle.bind(this);
      await pipeline(createReadStream(raw), whenIdle, createGzip({ level: LEVEL }), createWriteStream(part), {
        signal,
      });
      await syncPath(part);
      await rename(part, this.#path(sha256, 'gz'));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    await syncPath(this.#folder);
    await rm(raw, { force: true });
  }

  /** Lets chunks through when their turn has come. */
  async *#whenIdle(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const { isLoading, isAsked } = this.#precedence;
    const pause = (): Promise<void> => sleep(PAUSE_MS, undefined, { signal: this.#stop.signal });
    for await (const chunk of chunks) {
      if (isAsked?.()) await pause();
      while (isLoading()) await pause();
      yield chunk;
    }
  }
}

/** Notes of all originals in a folder, in the order in which they were loaded. */
export async function originalNotes(folder: string): Promise<OriginalNote[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const loadedAt = ({ loaded, receivedAt }: OriginalNote): string => loaded?.at ?? receivedAt;
  return texts
    .map((text) => JSON.parse(text) as OriginalNote)
    .sort((a, b) => loadedAt(a).localeCompare(loadedAt(b)));
}

/** The bytes of an original in a folder as they were sent. Throws where it is not there. */
export async function originalBytes(
  folder: string,
  { sha256, gzip }: OriginalNote,
): Promise<ReadableStream<Uint8Array>> {
  const raw = await open(join(folder, `${sha256}.raw`)).catch(() => undefined);
  const file = raw ?? (await open(join(folder, `${sha256}.gz`)));
  const stored = file.createReadStream();
  const bytes = gzip || raw ? stored : stored.pipe(createGunzip());
  return Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
}

/** Writes a note so that it survives a power cut; an earlier one is there until the new one is. */
export async function writeNote(path: string, note: OriginalNote): Promise<void> {
  await writeFile(`${path}.part`, JSON.stringify(note));
  await syncPath(`${path}.part`);
  await rename(`${path}.part`, path);
  await syncPath(dirname(path));
}

/** Waits until a file or folder is on the disk. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
