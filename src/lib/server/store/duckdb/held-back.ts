import type { Transaction } from './engine';
import { rollupIssues } from './loading-books';
import { ROLLUPS, rollUpUsage } from './loading-rollups';
import { STRATA_TABLES } from './loading-strata';
import freedQuery from './queries/held-back-freed.sql?raw';
import replacedCounts from './queries/replaced-counts.sql?raw';
import extentUpdate from './queries/upload-extent-update.sql?raw';
import { number, text } from './rows';

/** How the ledger calls rows that a later upload took the place of. */
const REPLACED_BY = 'replaced by ';

/**
 * After an upload is removed: requests that later uploads have too, and that were set aside as its duplicates, count
 * as theirs from now on. Rollups and ledger follow; sketches are made after that.
 */
export async function restoreHeldBack(run: Transaction): Promise<void> {
  const [there] = await run('SELECT count(*) AS rows FROM held_back');
  if (!there || number(there, 'rows') === 0) return;
  await run(freedQuery);
  await run('INSERT INTO usage FROM held_back WHERE rowid IN (SELECT id FROM freed)');
  await run('DELETE FROM held_back WHERE rowid IN (SELECT id FROM freed)');
  for (const row of await run('SELECT DISTINCT upload FROM freed ORDER BY upload'))
    await sumAnew(run, number(row, 'upload'));
}

/** Sums, books and extent of an upload whose rows became more or fewer; its sketches are made with the next ones. */
export async function sumAnew(run: Transaction, upload: number): Promise<void> {
  for (const table of [...ROLLUPS, 'latency_day', ...STRATA_TABLES])
    await run(`DELETE FROM ${table} WHERE upload = $upload`, { upload });
  await rollUpUsage(run, upload);
  await run(extentUpdate, { upload, ...(await ignoredNow(run, upload)) });
  const [issue] = await rollupIssues(run, upload);
  if (issue) throw new Error(issue.message);
}

/** What of an upload is ignored, by kind: what its file had, and what later uploads replaced. */
async function ignoredNow(
  run: Transaction,
  upload: number,
): Promise<{ ignored: number; ignored_kinds: string }> {
  const [entry] = await run('SELECT ignored_kinds FROM upload WHERE seq = $upload', { upload });
  const kinds = JSON.parse(entry ? text(entry, 'ignored_kinds') : '{}') as Record<string, number>;
  const ofFile = Object.entries(kinds).filter(([kind]) => !kind.startsWith(REPLACED_BY));
  const replaced = (await run(replacedCounts, { upload })).map((row): [string, number] => [
    `${REPLACED_BY}${text(row, 'name')}`,
    number(row, 'rows'),
  ]);
  const all = [...ofFile, ...replaced];
  return {
    ignored: all.reduce((sum, [, rows]) => sum + rows, 0),
    ignored_kinds: JSON.stringify(Object.fromEntries(all)),
  };
}
