import type { Format } from '$lib/formats/format';
import type { PlainFile } from '../store';
import type { Transaction } from './engine';
import { readPlainFile } from './loading-source';
import { fieldText, isThere, SourceColumns } from './loading-text';

/**
 * Does a file say how much of its input was cached? A column of a CSV says so by being there. What is a member of JSON,
 * or part of a text, says so where a record has it: an exporter that never tells is not one that tells 0.
 */
export async function hasCached(run: Transaction, file: PlainFile, format: Format): Promise<boolean> {
  const field = format.fields.cached_input;
  const source = new SourceColumns(file.columns);
  if (!field || !isThere(field, source)) return false;
  const { default: _, ...own } = field;
  const text = fieldText(own, source, format.numberStyle);
  const isColumn = (format.shape ?? 'csv') === 'csv' && !field.pattern && source.jsonCells.length === 0;
  if (isColumn || text === undefined) return isColumn;
  const rows = await run(
    `SELECT 1 AS told FROM (${readPlainFile(file, false)}) WHERE nullif(trim(${text}), '') IS NOT NULL LIMIT 1`,
  );
  return rows.length > 0;
}
