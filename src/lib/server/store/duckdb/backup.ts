import type { BackupContents, ListedUpload } from '../copies';
import type { Engine, Transaction } from './engine';
import { number, text, type Row } from './rows';

/** Columns of an upload in a list: see toListed. */
export const LISTED_UPLOADS = 'SELECT ref, name, sha256, sample';

/**
 * Copies every table into a new database file, in one transaction: see Store.backup. Table by table, as the engine's own
 * COPY FROM DATABASE refuses to run in a transaction once the configuration is locked.
 */
export function backup(engine: Engine, path: string, fixed: () => void): Promise<BackupContents> {
  return engine.apart(async (run) => {
    await run(`ATTACH '${path.replace(/'/g, "''")}' AS copy`);
    try {
      await run('BEGIN TRANSACTION');
      const contents = await copyAll(run, fixed);
      await run('COMMIT');
      await run('CHECKPOINT copy');
      return contents;
    } catch (error) {
      await run('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await run('DETACH copy').catch(() => undefined);
    }
  });
}

/** The first question of a transaction settles what all others see. */
async function copyAll(run: Transaction, fixed: () => void): Promise<BackupContents> {
  const contents = await contentsOf(run);
  fixed();
  const tables = await run(
    'SELECT table_name AS name, sql FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary ORDER BY table_oid',
  );
  for (const table of tables) {
    const name = `"${text(table, 'name').replace(/"/g, '""')}"`;
    const sql = text(table, 'sql');
    await run(`CREATE TABLE copy.${name}${sql.slice(sql.indexOf('('))}`);
    await run(`INSERT INTO copy.${name} FROM ${name}`);
  }
  return contents;
}

async function contentsOf(run: Transaction): Promise<BackupContents> {
  const uploads = await run(`${LISTED_UPLOADS} FROM upload WHERE NOT sample ORDER BY seq`);
  const [counted] = await run('SELECT count(*) AS records FROM usage');
  return {
    uploads: uploads.map(toListed),
    records: counted ? number(counted, 'records') : 0,
  };
}

export function toListed(row: Row): ListedUpload {
  return {
    id: text(row, 'ref'),
    name: text(row, 'name'),
    sha256: text(row, 'sha256'),
    sample: row['sample'] === true,
  };
}
