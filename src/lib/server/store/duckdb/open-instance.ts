import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import type { EngineOptions } from './engine-options';
import { plainRows } from './rows';

/**
 * A commit is on the disk either way; beyond so much of a log it also moves the log into the database, which costs a small
 * load more than all else it writes. A log of this size is read again within half a second.
 */
const LOG_AT_MOST = '64MiB';

/**
 * Opens or creates the database of a data folder. A log that cannot be read is moved aside, never removed: `warnings` says
 * so then.
 */
export async function openInstance(options: EngineOptions, warnings: string[]): Promise<DuckDBInstance> {
  const { dataDir } = options;
  mkdirSync(join(dataDir, 'spool'), { recursive: true });
  const path = join(dataDir, 'crossrate.duckdb');
  const config = {
    memory_limit: options.memoryLimit,
    temp_directory: join(dataDir, 'temp'),
    max_temp_directory_size: options.maxTemp,
    checkpoint_threshold: LOG_AT_MOST,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  };
  try {
    return await DuckDBInstance.fromCache(path, config);
  } catch (error) {
    const log = `${path}.wal`;
    if (!existsSync(log) || !/wal|replay|checksum|serializ/i.test((error as Error).message)) throw error;
    const aside = `${log}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    renameSync(log, aside);
    const instance = await DuckDBInstance.fromCache(path, config);
    warnings.push(
      `The write-ahead log could not be read (${(error as Error).message}). It was moved to ${aside}; what was changed after the last checkpoint is missing. Stop Crossrate and run npm run rebuild: it loads every upload anew from its kept original.`,
    );
    return instance;
  }
}

/** Locks the engine down to a data folder. Order matters: once the configuration is locked nothing of it can be changed. */
export async function lockDown(connection: DuckDBConnection, dataDir: string): Promise<void> {
  const folder = resolve(dataDir).replace(/'/g, "''");
  const [row] = await plainRows(
    await connection.run("SELECT current_setting('lock_configuration') AS locked"),
  );
  if (row?.['locked'] === true) return;
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run(`SET allowed_directories = ['${folder}']`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}
