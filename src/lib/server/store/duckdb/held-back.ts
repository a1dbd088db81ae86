import type { Transaction } from './engine';
import { rollupIssues } from './loading-books';
import { ROLLUPS, rollUpLatencies, rollUpUsage } from './loading-rollups';
import freedQuery from './queries/held-back-freed.sql?raw';
import extentUpdate from './queries/upload-extent-update.sql?raw';
import { number } from './rows';

/**
 * After an upload is removed: requests that later uploads have too, and that were set aside as its duplicates, count
 * as theirs from now on. Rollups, ledger and sketches follow.
 */
export async function restoreHeldBack(run: Transaction, exactUpTo: number): Promise<void> {
  const [there] = await run('SELECT count(*) AS rows FROM held_back');
  if (!there || number(there, 'rows') === 0) return;
  await run(freedQuery);
  await run('INSERT INTO usage FROM held_back WHERE rowid IN (SELECT id FROM freed)');
  await run('DELETE FROM held_back WHERE rowid IN (SELECT id FROM freed)');
  for (const row of await run('SELECT upload, count(*) AS freed FROM freed GROUP BY upload ORDER BY upload'))
    await sumAnew(run, number(row, 'upload'), number(row, 'freed'));
  await rollUpLatencies(run, exactUpTo);
}

async function sumAnew(run: Transaction, upload: number, freed: number): Promise<void> {
  for (const table of [...ROLLUPS, 'latency_day'])
    await run(`DELETE FROM ${table} WHERE upload = $upload`, { upload });
  await rollUpUsage(run, upload);
  await run(extentUpdate, { upload, freed });
  const [issue] = await rollupIssues(run, upload);
  if (issue) throw new Error(issue.message);
}
