import type { ListedUpload, TakenOver } from '../copies';
import { LISTED_UPLOADS, toListed } from './backup';
import type { Engine, Transaction } from './engine';
import { UPLOAD_TABLES } from './ledger';
import { number, text } from './rows';

/** Made anew from uploads, or of this database alone; every other table holds what people put there. */
export const OF_UPLOADS = [
  ...UPLOAD_TABLES,
  'upload',
  'label',
  'conversation',
  'conversation_part',
  'conversation_gap',
  'conversation_turn',
  'conversation_share',
  'conversation_due',
  'migration',
];

/** Copies what people put into another database, table by table, whatever can be read of it: see Store.takeOver. */
export function takeOver(engine: Engine, path: string): Promise<TakenOver> {
  return withOther(engine, path, async (run) => {
    const result: TakenOver = { taken: {}, unread: {} };
    for (const [table, columns] of await sharedTables(run)) await takeTable(run, table, columns, result);
    return result;
  });
}

/** The uploads of another database: see Store.uploadsIn. */
export function uploadsIn(engine: Engine, path: string): Promise<ListedUpload[] | undefined> {
  return withOther(engine, path, async (run) => {
    const rows = await run(`${LISTED_UPLOADS} FROM old.upload ORDER BY seq`).catch(() => undefined);
    return rows?.map(toListed);
  });
}

function withOther<T>(engine: Engine, path: string, task: (run: Transaction) => Promise<T>): Promise<T> {
  return engine.apart(async (run) => {
    await run(`ATTACH '${path.replace(/'/g, "''")}' AS old (READ_ONLY)`);
    try {
      return await task(run);
    } finally {
      await run('DETACH old').catch(() => undefined);
    }
  });
}

/** Tables that both have, with the columns that both have: an older database lacks some. */
async function sharedTables(run: Transaction): Promise<Map<string, string[]>> {
  const rows = await run(`
    SELECT table_name AS name, column_name AS column
    FROM duckdb_columns() JOIN duckdb_columns() AS o USING (table_name, column_name)
    WHERE duckdb_columns.database_name = current_database() AND o.database_name = 'old'
    ORDER BY duckdb_columns.table_oid, duckdb_columns.column_index`);
  const tables = new Map<string, string[]>();
  for (const row of rows) {
    const name = text(row, 'name');
    if (OF_UPLOADS.includes(name)) continue;
    tables.set(name, [...(tables.get(name) ?? []), `"${text(row, 'column')}"`]);
  }
  return tables;
}

/** What is here gives way, of routes only the same ones: loading has made those that uploads name. */
const GIVES_WAY: Record<string, string> = {
  route: 'WHERE id IN (SELECT id FROM old.route)',
  route_term: 'WHERE route IN (SELECT id FROM old.route)',
};

async function takeTable(
  run: Transaction,
  table: string,
  columns: string[],
  result: TakenOver,
): Promise<void> {
  const list = columns.join(', ');
  try {
    await run('BEGIN TRANSACTION');
    await run(`DELETE FROM "${table}" ${GIVES_WAY[table] ?? ''}`);
    await run(`INSERT INTO "${table}" (${list}) SELECT ${list} FROM old."${table}"`);
    const [counted] = await run(`SELECT count(*) AS rows FROM old."${table}"`);
    await run('COMMIT');
    const rows = counted ? number(counted, 'rows') : 0;
    if (rows > 0) result.taken[table] = rows;
  } catch (error) {
    await run('ROLLBACK').catch(() => undefined);
    result.unread[table] = (error as Error).message;
  }
}
