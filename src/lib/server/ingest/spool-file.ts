import { open, type FileHandle } from 'node:fs/promises';
import { StoreFailed } from '../store/store';
import { Refused } from './refusal';

const BLOCK_BYTES = 1 << 20;

/**
 * A new file written in order, in blocks, one write under way while the next block gathers. Chunks must not be
 * changed after they are handed over. Throws Refused (507) where the disk is full.
 */
export class SpoolFile {
  readonly path: string;
  readonly #file: FileHandle;
  #block: Uint8Array[] = [];
  #blockBytes = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  static async create(path: string): Promise<SpoolFile> {
    try {
      return new SpoolFile(path, await open(path, 'wx', 0o600));
    } catch (error) {
      throw diskFull(error);
    }
  }

  /** Takes a chunk; waits only while an earlier block is still being written. */
  async write(chunk: Uint8Array): Promise<void> {
    if (chunk.length === 0) return;
    this.#block.push(chunk);
    this.#blockBytes += chunk.length;
    if (this.#blockBytes < BLOCK_BYTES) return;
    await this.#writing;
    this.#writing = this.#flush();
    this.#writing.catch(() => undefined); // reported by the next write or by finish
  }

  /** Writes what is left and closes. `sync` also waits until the file is on the disk. */
  async finish(sync = false): Promise<void> {
    try {
      await this.#writing;
      await this.#flush();
      if (sync) await this.#file.sync();
    } catch (error) {
      throw diskFull(error);
    } finally {
      await this.#file.close();
    }
  }

  /** Closes without finishing: the file is to be removed. */
  async abandon(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close().catch(() => undefined);
  }

  async #flush(): Promise<void> {
    let block = this.#block;
    this.#block = [];
    this.#blockBytes = 0;
    try {
      while (block.length > 0) block = unwritten(block, (await this.#file.writev(block)).bytesWritten);
    } catch (error) {
      throw diskFull(error);
    }
  }
}

/** What a short write left over. */
function unwritten(block: Uint8Array[], written: number): Uint8Array[] {
  let skip = written;
  return block.flatMap((chunk) => {
    const rest = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - rest.length;
    return rest.length > 0 ? [rest] : [];
  });
}

/** The refusal (507) for an error that says that the disk is full; any other error as it is. */
export function diskFull(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace('free space and send it again');
  if (error instanceof StoreFailed && /no space left/i.test(error.message))
    return noSpace('Crossrate stops; free space, start it again and send the file again');
  return error;
}

function noSpace(whatToDo: string): Refused {
  const detail = `The disk that holds the data folder is full. Nothing of this upload was kept: ${whatToDo}.`;
  return new Refused(507, 'no-space', 'No space left', detail);
}
