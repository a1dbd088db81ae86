import type { KeptReport } from '$lib/server/store/reports';
import { toCsv } from '$lib/usage/csv';
import { dataOf } from './reports';

/** A table of a report as CSV that is inert in a spreadsheet, by its file's name; undefined where there is none. */
export function tableCsv(kept: KeptReport, file: string): string | undefined {
  const { sections, assumptions } = dataOf(kept);
  const tables = [...sections.flatMap(({ tables: of }) => of), ...assumptions];
  const table = tables.find(({ name }) => `${name}.csv` === file);
  if (!table) return undefined;
  const head = table.columns.map(({ label, unit }) => (unit === null ? label : `${label} (${unit})`));
  return toCsv(head, table.rows);
}
