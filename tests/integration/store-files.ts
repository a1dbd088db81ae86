import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crossrate } from '../../src/lib/formats/crossrate';
import { openStore, type StoreOptions } from '../../src/lib/server/store/duckdb/open-store';
import type { LoadOutcome, LoadRequest, PlainFile, Store } from '../../src/lib/server/store/store';
import type { Upload } from '../../src/lib/usage/upload';

/** A store in a folder of its own, with what tests need to write files for it. */
export interface TestStore {
  store: Store;
  dataDir: string;
  /** Writes CSV text as a plain file; the header is its first line. */
  plain(csv: string, more?: Partial<PlainFile>): PlainFile;
  /** Loads CSV text, in Crossrate's own format unless told otherwise. */
  load(csv: string, more?: Partial<LoadRequest>, file?: Partial<PlainFile>): Promise<LoadOutcome>;
  /** Loads and insists that it was stored. */
  loaded(csv: string, more?: Partial<LoadRequest>, file?: Partial<PlainFile>): Promise<Upload>;
  reopen(): Promise<Store>;
  /** Opens again what a test has closed. */
  reopenAfterClose(more?: Partial<StoreOptions>): Promise<Store>;
  end(): Promise<void>;
}

/** A new store in a temporary folder. */
export async function testStore(options: Partial<StoreOptions> = {}): Promise<TestStore> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crossrate-store-'));
  await mkdir(join(dataDir, 'spool'), { recursive: true });
  let files = 0;
  const open = (more: Partial<StoreOptions> = {}) =>
    openStore({ dataDir, memoryLimit: '1GB', threads: 2, ...options, ...more });
  const test: TestStore = {
    store: await open(),
    dataDir,
    plain: (csv, more = {}) => {
      const path = join(dataDir, 'spool', `${(files += 1)}.csv`);
      writeFileSync(path, csv);
      const [header = '', ...lines] = csv.trimEnd().split('\n');
      const delimiter = more.delimiter ?? ',';
      const columns = header.split(delimiter);
      return {
        path,
        columns,
        delimiter,
        quoted: csv.includes('"'),
        newline: '\n',
        records: lines.length,
        ...more,
      };
    },
    load: (csv, more = {}, file = {}) => {
      const plain = test.plain(csv, file);
      return test.store.load({
        id: `upload-${files}`,
        name: `file-${files}.csv`,
        bytes: csv.length,
        sha256: String(files).padStart(64, '0'),
        receivedAt: `2026-07-01T00:00:${String(files).padStart(2, '0')}Z`,
        sample: false,
        format: crossrate,
        file: plain,
        read: plain.records,
        rejects: [],
        issues: [],
        ...more,
      });
    },
    loaded: async (csv, more, file) => {
      const outcome = await test.load(csv, more, file);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues));
      return outcome.upload;
    },
    reopen: async () => {
      await test.store.close();
      return (test.store = await open());
    },
    reopenAfterClose: async (more) => (test.store = await open(more)),
    end: async () => {
      await test.store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return test;
}
