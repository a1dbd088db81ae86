import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pino from 'pino';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { createIngest, type Ingest } from '$lib/server/ingest/ingest';
import type { ReceiveOptions, Received } from '$lib/server/ingest/job';
import { openStore } from '$lib/server/store/duckdb/open-store';
import type { Store } from '$lib/server/store/store';

/** The real way of a file into a real store, in a folder of its own. */
export interface Pipeline {
  store: Store;
  ingest: Ingest;
  /** Uploads a file from disk as the API does, and waits until it is loaded. */
  upload(path: string, options?: Partial<ReceiveOptions>): Promise<Received>;
  close(): Promise<void>;
}

/** Opens a new, empty store and ingest on a temporary folder. */
export async function openPipeline(): Promise<Pipeline> {
  const dataDir = await mkdtemp(join(tmpdir(), 'crossrate-case-'));
  const fail = (error: unknown) => {
    throw error;
  };
  const store = await openStore({ dataDir, memoryLimit: '512MB', onFatal: fail });
  const ingest = createIngest({
    store,
    dataDir,
    maxUpload: 2 ** 28,
    formats: async () => [...BUILT_IN_FORMATS, ...(await store.formats())],
    log: pino({ level: 'silent' }),
    now: () => Date.parse('2026-11-01T00:00:00Z'),
  });
  return {
    store,
    ingest,
    async upload(path, options = {}) {
      const body = new Blob([new Uint8Array(await readFile(path))]).stream();
      return ingest.receive(body, { name: basename(path), format: 'auto', wait: true, ...options });
    },
    async close() {
      await ingest.drain();
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
