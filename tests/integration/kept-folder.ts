import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { createIngest, type Ingest } from '$lib/server/ingest/ingest';
import type { ReceiveOptions } from '$lib/server/ingest/job';
import { openStore } from '$lib/server/store/duckdb/open-store';
import type { Store } from '$lib/server/store/store';
import type { Upload } from '$lib/usage/upload';

const log = pino({ level: 'silent' });
const OWN = { sample: false };

/** A data folder with its store and ingest open. */
export interface KeptFolder {
  folder: string;
  store: Store;
  ingest: Ingest;
  /** Uploads text, waits until it is loaded, and insists that it was. */
  upload(csv: string, name: string, options?: Partial<ReceiveOptions>): Promise<Upload>;
  close(): Promise<void>;
}

/** Opens a data folder as the app does. */
export async function openFolder(folder: string): Promise<KeptFolder> {
  const store = await open(folder);
  const formats = async () => [...BUILT_IN_FORMATS, ...(await store.formats())];
  const deps = { store, dataDir: folder, maxUpload: 8 << 20, formats, log, now: () => Date.now() };
  const ingest = createIngest(deps);
  return {
    folder,
    store,
    ingest,
    upload: async (csv, name, options = {}) => {
      const given = { name, format: 'auto', wait: true, ...options };
      const received = await ingest.receive(new Blob([csv]).stream(), given);
      if (!received.ok) throw new Error(JSON.stringify(received));
      return received.upload;
    },
    close: async () => {
      await ingest.drain();
      await store.close();
    },
  };
}

/** The store of a data folder alone. */
export function open(folder: string): Promise<Store> {
  return openStore({ dataDir: folder, memoryLimit: '512MB', threads: 2, onWarning: () => undefined });
}

/** A folder of its own, removed by `remove`. */
export function newFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'crossrate-kept-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a process that is killed leaves: its folder while it has it open. */
export function asKilled(folder: string, to: string): void {
  cpSync(folder, to, { recursive: true, filter: (path) => !path.endsWith('crossrate.lock') });
}

/** Every figure that comes from usage: cells of the rollups, of records and of charges, rejects, and the ledger. */
export async function figures(store: Store): Promise<unknown> {
  const june5 = { ...OWN, fromMs: Date.parse('2026-06-05T05:00:00Z') };
  const uploads = (await store.uploads()).filter((upload) => !upload.sample);
  const rejects = await Promise.all(uploads.map(({ id }) => store.rejects(id, 0, 100)));
  return {
    days: sorted(await store.spendCells(OWN, [])),
    labels: sorted(await store.spendCells(OWN, ['feature', 'project', 'user'])),
    hours: sorted(await store.spendCells(june5, [])),
    charges: sorted(await store.chargeLines(OWN, [])),
    conversations: await store.conversationCounts(OWN, 'route'),
    uploads: sorted(uploads.map((upload, at) => ({ ...upload, rejects: rejects[at] }))),
  };
}

function sorted(rows: object[]): string[] {
  return rows
    .map((row) =>
      JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    )
    .sort();
}
