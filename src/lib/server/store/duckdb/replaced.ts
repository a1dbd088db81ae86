import type { Transaction } from './engine';
import { sumAnew } from './held-back';
import { keysOf, OVERLAP_TABLES, rowsSql, type Comparison, type OverlapTable } from './overlap-sql';
import handOver from './queries/replaced-hand-over.sql?raw';
import handOverCharges from './queries/replaced-hand-over-charges.sql?raw';
import heirsQuery from './queries/replaced-heirs.sql?raw';
import restoredTwins from './queries/replaced-restored-twins.sql?raw';
import { number } from './rows';

/** Where the replaced rows of a table wait. */
const WAITING: Record<OverlapTable, string> = { usage: 'replaced', charge: 'replaced_charge' };

/**
 * Takes the earlier upload's rows of the cells in table `shared` out of its table, and keeps them aside. Its sums have to
 * be made anew once the new upload is in the ledger.
 */
export async function replaceShared(run: Transaction, how: Comparison): Promise<void> {
  const { table, added } = how;
  await run(`CREATE OR REPLACE TEMP TABLE outgoing AS
    SELECT u.id FROM (${rowsSql(how)}) AS u SEMI JOIN shared USING (${keysOf(how)}) WHERE NOT u.is_added`);
  const out = 'rowid IN (SELECT id FROM outgoing)';
  await run(`INSERT INTO ${WAITING[table]} SELECT ${added}, * FROM ${table} WHERE ${out}`);
  await run(`DELETE FROM ${table} WHERE ${out}`);
}

/**
 * Before an upload goes: what it replaced is from now on replaced by the uploads that replaced its own part of the same
 * time, route and model. Gives the uploads whose rows it had replaced.
 */
export async function handOverReplaced(run: Transaction, upload: number): Promise<number[]> {
  const rows = await run(
    'SELECT upload FROM replaced WHERE replaced_by = $upload UNION SELECT upload FROM replaced_charge WHERE replaced_by = $upload ORDER BY upload',
    { upload },
  );
  if (rows.length > 0) for (const sql of [handOver, handOverCharges]) await run(sql, { upload });
  return rows.map((row) => number(row, 'upload'));
}

/**
 * After an upload went: what it had replaced and no other has since counts again in `uploads`. A request that another
 * upload has brought in the meantime is a duplicate, and stays aside as one.
 */
export async function restoreReplaced(run: Transaction, gone: number, uploads: number[]): Promise<void> {
  await run(restoredTwins.replace('/*gone*/', String(gone)));
  const twins = 'FROM replaced WHERE rowid IN (SELECT id FROM twins)';
  await run(`INSERT INTO held_back SELECT * EXCLUDE (replaced_by) ${twins}`);
  await run(`DELETE ${twins}`);
  for (const table of OVERLAP_TABLES) {
    const of = `FROM ${WAITING[table]} WHERE replaced_by = $gone`;
    await run(`INSERT INTO ${table} SELECT * EXCLUDE (replaced_by) ${of}`, { gone });
    await run(`DELETE ${of}`, { gone });
  }
  for (const upload of uploads) await sumAnew(run, upload);
}

/**
 * Before an upload goes: requests of it that are replaced and that others have too stay replaced, as theirs. Gives the
 * uploads that they are of.
 */
export async function passOnReplaced(run: Transaction, gone: number): Promise<number[]> {
  await run(heirsQuery.replaceAll('/*gone*/', String(gone)));
  await run(
    'INSERT INTO replaced SELECT heirs.replaced_by, h.* FROM held_back AS h JOIN heirs ON heirs.id = h.rowid',
  );
  await run('DELETE FROM held_back WHERE rowid IN (SELECT id FROM heirs)');
  const rows = await run('SELECT DISTINCT upload FROM heirs ORDER BY upload');
  return rows.map((row) => number(row, 'upload'));
}
