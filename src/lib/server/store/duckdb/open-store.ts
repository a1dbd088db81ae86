import { join, resolve } from 'node:path';
import type { QueryKind } from '../query-kind';
import type { Store } from '../store';
import { duckdbStore } from './duckdb-store';
import { Engine } from './engine';
import { migrate } from './migrate';
import { takeLock } from './process-lock';

export interface StoreOptions {
  /** Holds the database, its lock and its temporary files; files to load must be inside it. Created where missing. */
  dataDir: string;
  /** Of the engine, for example 2GB; the process needs about 250 MB more. */
  memoryLimit?: string;
  /** Most that the engine may write beside the database while it works, for example 20GB. */
  maxTemp?: string;
  threads?: number;
  /** So many latencies are sorted for exact percentiles; beyond, sketches within 1 % answer. 5,000,000. */
  exactUpTo?: number;
  /** So many sums of latencies by day are held in memory for one metric; of more, each question reads its own. 4,000,000. */
  heldSums?: number;
  /** Called once the engine is past help: the process must end. */
  onFatal?: (error: Error) => void;
  /** Told of every query and transaction how long it ran. */
  onQuery?: (kind: QueryKind, seconds: number) => void;
  /** How long ago somebody asked or wrote something: what follows a load waits until that is a moment. */
  idleMs?: () => number;
  /** Called with what was found and repaired at the start. */
  onWarning?: (message: string) => void;
}

const kept = globalThis as typeof globalThis & { crossrateStores?: Map<string, Promise<Store>> };

/**
 * Opens the store of a data folder, once in a process: a second call gives the same store, for two engines on one file
 * silently lose committed rows. Throws where another live process has the folder open, or where the database is of a
 * newer Crossrate.
 */
export function openStore(options: StoreOptions): Promise<Store> {
  const stores = (kept.crossrateStores ??= new Map());
  const dataDir = resolve(options.dataDir);
  const open = stores.get(dataDir);
  if (open) return open;
  const opening = openOnce(dataDir, options, () => stores.delete(dataDir));
  stores.set(dataDir, opening);
  opening.catch(() => stores.delete(dataDir));
  return opening;
}

async function openOnce(dataDir: string, options: StoreOptions, forget: () => void): Promise<Store> {
  const lock = takeLock(join(dataDir, 'crossrate.lock'));
  try {
    const engine = await Engine.open({
      dataDir,
      memoryLimit: options.memoryLimit ?? '2GB',
      maxTemp: options.maxTemp ?? '20GB',
      threads: options.threads,
      exactUpTo: options.exactUpTo ?? 5_000_000,
      heldSums: options.heldSums,
      onFatal: options.onFatal,
      onQuery: options.onQuery,
    });
    for (const warning of engine.warnings) (options.onWarning ?? process.emitWarning)(warning);
    await migrate(engine);
    return duckdbStore(engine, {
      idleMs: options.idleMs ?? (() => Infinity),
      closed: () => {
        lock.release();
        forget();
      },
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}
