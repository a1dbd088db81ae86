import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '$lib/server/backup/backup-note';
import { finishSwitch } from '$lib/server/backup/switch-in';
import type { Config } from '$lib/server/config';
import { openStore } from '$lib/server/store/duckdb/open-store';
import { takeLock } from '$lib/server/store/duckdb/process-lock';
import type { Store } from '$lib/server/store/store';

const MIB = 2 ** 20;

/** Opens the store of a folder as the server does. */
export function openAs(
  { memoryLimit }: Config,
  dataDir: string,
  say: (line: string) => void,
): Promise<Store> {
  return openStore({ dataDir, memoryLimit: `${Math.floor(memoryLimit / MIB)}MiB`, onWarning: say });
}

/** Does a task while no server has the data folder open. Throws where one has. */
export async function alone<T>({ dataDir }: Config, task: () => Promise<T>): Promise<T> {
  const lock = takeLock(join(dataDir, 'crossrate.lock'));
  try {
    await finishSwitch(dataDir);
    return await task();
  } finally {
    lock.release();
  }
}

/** Throws where a folder has no database. */
export function needDatabase({ dataDir }: Config): void {
  if (!existsSync(join(dataDir, DATABASE)))
    throw new Error(`There is no database in ${dataDir}. CROSSRATE_DATA says which folder is meant.`);
}
