import type { Format } from '$lib/formats/format';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { Issue } from '$lib/usage/filters';
import type { RowCounts } from '$lib/usage/upload';
import type { Transaction } from './engine';
import type { FirstPass } from './loading-labels';
import { ROLLUPS } from './loading-rollups';
import type { Unused } from './loading-unused';
import rollupSums from './queries/rollup-control-sums.sql?raw';
import uploadSums from './queries/upload-control-sums.sql?raw';
import type { Row } from './rows';
import { number } from './rows';

/**
 * What does not agree between the file as the first pass read it and the records as stored (before duplicates go):
 * rows, input and output tokens. Empty where the books balance.
 */
export async function fileIssues(
  run: Transaction,
  format: Format,
  upload: number,
  first: FirstPass,
  unused: Unused,
): Promise<Issue[]> {
  const [sums] = await run(uploadSums, { upload });
  if (!sums) throw new Error('no control sums');
  const { input, output } = sourceCounts(format, sums);
  return [
    ...differs('rows', first.records, number(sums, 'records') + unused.rejected),
    ...differs('input tokens', first.input, BigInt(input) + unused.input),
    ...differs('output tokens', first.output, BigInt(output) + unused.output),
  ];
}

/** What does not agree between the records of an upload and its rollups, to the last token and 10⁻¹². */
export async function rollupIssues(run: Transaction, upload: number): Promise<Issue[]> {
  const [rows] = await run(uploadSums, { upload });
  const issues: Issue[] = [];
  for (const rollup of ROLLUPS) {
    const [sums] = await run(rollupSums.replace('/*rollup*/', rollup), { upload });
    if (!rows || !sums) throw new Error('no control sums');
    for (const name of Object.keys(rows))
      issues.push(...differs(`${rollup} ${name}`, rows[name], sums[name]));
  }
  return issues;
}

/** Does every record that was read have its place? */
export function countIssues(rows: RowCounts): Issue[] {
  return differs('records', rows.read, rows.accepted + rows.duplicate + rows.rejected + rows.ignored);
}

/** Sums of stored classes in the source's own counting (see Format.inputIncludesCached, totalsIncludeMedia). */
function sourceCounts(format: Format, sums: Row): { input: number; output: number } {
  const of = (names: readonly string[]): number => names.reduce((sum, name) => sum + number(sums, name), 0);
  const media = TOKEN_CLASSES.filter(
    (name) => /audio|image/.test(name) && format.totalsIncludeMedia === true,
  );
  const input = media.filter((name) => name.endsWith('input'));
  return {
    input: of([
      'uncached_input',
      ...(format.inputIncludesCached ? ['cached_input', 'cache_write_5m', 'cache_write_1h'] : []),
      ...(format.inputIncludesCached ? input : input.filter((name) => !name.startsWith('cached'))),
    ]),
    output: of(['output', ...media.filter((name) => name.endsWith('output'))]),
  };
}

/** An issue of the books where two sums are not the same. */
export function differs(where: string, expected: unknown, found: unknown): Issue[] {
  if (expected === found) return [];
  return [
    {
      where: 'books',
      message: `the ${where} do not balance: ${String(expected)} against ${String(found)}. Nothing was stored; please report this with the file`,
    },
  ];
}
