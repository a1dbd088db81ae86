import type { AnswerPart } from '$lib/components/answer-part';
import { date } from '$lib/components/format-date';
import { count } from '$lib/components/format-number';
import type { Figure } from '$lib/components/figure';
import { moneyLeftOut } from '$lib/components/money-evidence';
import type { Column } from '$lib/components/table-column';
import { UNKNOWN } from '$lib/components/unknown';
import type { Redaction } from '$lib/report/redaction';
import type { ReportFigure, ReportTable } from '$lib/report/report';
import type { Basis } from '$lib/usage/basis';

/** Rows that paper has room for; the CSV and the JSON have as many. */
const MOST_ROWS = 60;

/** A sentence without what its figures open on the screen. */
export function sentence(parts: AnswerPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

/** The numbers behind an answer, without what they open. */
export function figuresOf(figures: Figure[]): ReportFigure[] {
  return figures.map(({ label, value, title, note, tone }) => ({
    label,
    value,
    exact: title ?? null,
    note: note ?? null,
    tone: tone ?? null,
  }));
}

/** Columns with the texts that people wrote freed of what a report hides; the others as they are. */
export function inWords<Row>(columns: Column<Row>[], keys: string[], redaction: Redaction): Column<Row>[] {
  return columns.map((column) => {
    if (!keys.includes(column.key)) return column;
    const { show } = column;
    return {
      ...column,
      value: (row) => {
        const value = column.value(row);
        return typeof value === 'string' ? redaction.words(value) : value;
      },
      ...(show && { show: (row: Row) => redaction.words(show(row)) }),
    };
  });
}

interface TableSpec<Row> {
  name: string;
  title: string;
  note?: string | undefined;
  columns: Column<Row>[];
  rows: Row[];
  /** Keys of columns that only the CSV and the JSON have. */
  aside?: string[];
  folded?: boolean;
  /** Keys of columns that are for the screen alone. */
  without?: string[];
}

/** A table of a page as a report keeps it: raw values, and what is shown of them. */
export function tableOf<Row>(spec: TableSpec<Row>): ReportTable {
  const columns = spec.columns.filter(({ key }) => !spec.without?.includes(key));
  const rows = spec.rows.slice(0, MOST_ROWS);
  return {
    name: spec.name,
    title: spec.title,
    note: spec.note ?? null,
    columns: columns.map(({ key, label, unit, align }) => ({
      label,
      unit: unit?.trim() ?? null,
      align: align ?? 'right',
      aside: spec.aside?.includes(key) ?? false,
    })),
    rows: rows.map((row) => columns.map((column) => column.value(row) ?? null)),
    shown: rows.map((row) => columns.map((column) => shownIn(column, row))),
    folded: spec.folded ?? false,
    left_out: spec.rows.length - rows.length,
  };
}

function shownIn<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row);
  if (value === null || value === undefined || value === '') return UNKNOWN;
  return column.show?.(row) ?? String(value);
}

/** What money could not be worked out for, or rests on that is old: one sentence each. */
export function moneyKnowledge(basis: Basis): string[] {
  const { rate } = basis;
  const missing = moneyLeftOut(basis).map(
    ({ count: of, what, why }) => `${count(of)} ${what}: ${lower(why)}.`,
  );
  if (rate.latest === null) return [...missing, 'No exchange rate is known for these days.'];
  return rate.oldest
    ? [
        ...missing,
        `Stale rate: the oldest one used (${rate.oldest.quote} per ${rate.oldest.base}) is of ${date(rate.oldest.of)}, ${count(rate.oldest.age_days)} days older than the usage it converts.`,
      ]
    : missing;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
