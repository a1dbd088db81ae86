import type { Issue } from '$lib/usage/filters';
import type { LoadRequest } from '../store';
import type { Transaction } from './engine';
import { differs } from './loading-books';
import { amountOfFile, findUnusedLines, insertChargeLines } from './loading-charge-lines';
import { knownLabels } from './loading-known';
import { readLabels } from './loading-labels';
import { styleIssues } from './loading-style';
import { readingOf } from './loading-text';
import { noUnused, readUnused, type Unused } from './loading-unused';
import { number, pico } from './rows';

/** What the passes over a cost export came to, and what of it does not balance. */
export interface StoredCharges {
  stored: number;
  unused: Unused;
  /** Numbers of another style than the file's. */
  style: Issue[];
  issues: Issue[];
}

/**
 * The passes over a cost export: labels and control sums, charge lines, what was not used and why. The amounts of the
 * file must be those stored and those rejected, to 10⁻¹².
 */
export async function readCharges(
  run: Transaction,
  request: LoadRequest,
  upload: number,
): Promise<StoredCharges> {
  const { file } = request;
  const reading = readingOf(request.format, file.columns, request.route);
  const first = await readLabels(run, file, reading);
  const amount = await amountOfFile(run, file, reading);
  const known = await knownLabels(run, request, first);
  await insertChargeLines(run, file, reading, known, upload);
  const sums = await sumsOf(run, 'charge WHERE upload = $upload', { upload });
  let unused = noUnused();
  let style: Issue[] = [];
  let rejected = 0n;
  if (sums.rows < file.records) {
    await findUnusedLines(run, file, reading, known);
    unused = await readUnused(run);
    style = await styleIssues(run, file, reading);
    rejected = (await sumsOf(run, 'unused WHERE kind IS NULL', {})).amount;
  }
  const issues = [
    ...differs('rows', first.records, sums.rows + unused.rejected),
    ...differs('amounts', amount, sums.amount + rejected),
  ];
  return { stored: sums.rows, unused, style, issues };
}

async function sumsOf(
  run: Transaction,
  from: string,
  parameters: { upload?: number },
): Promise<{ rows: number; amount: bigint }> {
  const [row] = await run(
    `SELECT count(*) AS lines, coalesce(sum(amount), 0)::DECIMAL(38, 12) AS amount FROM ${from}`,
    parameters,
  );
  if (!row) throw new Error('no control sums');
  return { rows: number(row, 'lines'), amount: pico(row, 'amount') };
}
