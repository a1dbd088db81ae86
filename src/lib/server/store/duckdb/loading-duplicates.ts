import type { Transaction } from './engine';
import { recordsInParts } from './loading-parts';
import earlierKeep from './queries/duplicates-earlier-keep.sql?raw';
import earlierRemove from './queries/duplicates-earlier-remove.sql?raw';
import within from './queries/duplicates-within.sql?raw';
import withinRemove from './queries/duplicates-within-remove.sql?raw';
import { number } from './rows';

/**
 * Takes out of a new upload the requests that came twice, and gives their number: equal request id, route and
 * provider, within the file or in an earlier upload of the same data set. What an earlier upload brought stays, and
 * the new one's is set aside (see restoreHeldBack); within the file the earliest stays.
 */
export async function removeDuplicates(run: Transaction, upload: number, sample: boolean): Promise<number> {
  const [span] = await run(
    `SELECT min(starts_at)::VARCHAR AS first, max(starts_at)::VARCHAR AS last FROM usage
     WHERE upload = $upload AND EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND request_id IS NOT NULL)`,
    { upload },
  );
  if (!span || span['first'] === undefined) return 0;
  let removed = 0;
  const records = await recordsInParts(run, upload);
  const [inFile] = await run(within.replace('/*records*/', records), { upload });
  if (inFile && number(inFile, 'duplicates') > 0) removed += await changed(run, withinRemove, { upload });
  const period = { first: String(span['first']), last: String(span['last']) };
  if (await hasEarlier(run, { ...period, sample })) {
    const set = await changed(run, earlierKeep, { ...period, upload, sample });
    if (set > 0) removed += await changed(run, earlierRemove, { upload });
  }
  return removed;
}

async function hasEarlier(
  run: Transaction,
  parameters: { first: string; last: string; sample: boolean },
): Promise<boolean> {
  const found = await run(
    'SELECT 1 AS found FROM upload WHERE sample = $sample AND has_request_ids AND first_at <= $last::TIMESTAMP AND last_at >= $first::TIMESTAMP LIMIT 1',
    parameters,
  );
  return found.length > 0;
}

async function changed(
  run: Transaction,
  sql: string,
  parameters: Parameters<Transaction>[1],
): Promise<number> {
  const [row] = await run(sql, parameters);
  return row ? number(row, 'Count') : 0;
}
