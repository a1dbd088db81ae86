import type { Transaction } from './engine';
import partBounds from './queries/part-bounds.sql?raw';
import { text } from './rows';

/**
 * The records of an upload as an SQL relation with the columns of `usage`, for sums over all of them. The engine reads
 * with one thread what its own transaction has written, but parts of a UNION ALL beside each other.
 */
export async function recordsInParts(run: Transaction, upload: number): Promise<string> {
  const bounds = (await run(partBounds, { upload })).map((row) => text(row, 'bound'));
  if (bounds.length === 0) return '(SELECT * FROM usage WHERE upload = $upload)';
  const parts = [...bounds, undefined].map((to, index) => {
    const from = bounds[index - 1];
    const between = [...(from ? [`rowid > ${from}`] : []), ...(to ? [`rowid <= ${to}`] : [])];
    return `SELECT * FROM usage WHERE upload = $upload AND ${between.join(' AND ')}`;
  });
  return `(${parts.join(' UNION ALL ')})`;
}
