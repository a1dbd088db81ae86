import type { Transaction } from './engine';
import { LABEL_FIELDS, LABEL_KINDS, type LabelField } from './loading-labels';
import { literal, type Reading } from './loading-text';
import { number, text } from './rows';

/** So many names are compared one after the other in less time than a join takes. */
const MOST_NAMES = 12;

/** How a statement over the text columns `t_…` gets the ids of labels. */
export interface LabelIds {
  joins: string;
  /** The id of a field as SQL, 0 where it is absent. */
  of: (field: LabelField) => string;
}

/** The ids in table raw_label: compared in place where a file has few names of a kind, else joined. */
export async function labelIds(run: Transaction, { texts }: Reading): Promise<LabelIds> {
  const few = await fewNames(run);
  const read = LABEL_FIELDS.filter(
    (field) => texts[field] !== undefined && (field !== 'charged_currency' || texts.charged !== undefined),
  );
  const joined = read.filter((field) => !few.has(LABEL_KINDS[field]));
  return {
    joins: joined.map(join).join(' '),
    of: (field) => {
      if (!read.includes(field)) return '0';
      const branches = few.get(LABEL_KINDS[field]);
      return branches ? `CASE t_${field} ${branches.join(' ')} ELSE 0 END` : `coalesce("l_${field}".id, 0)`;
    },
  };
}

/** Kinds of which there are few names, each as a branch of CASE. */
async function fewNames(run: Transaction): Promise<Map<string, string[]>> {
  const rows = await run(
    `SELECT kind, raw, id FROM raw_label
     WHERE kind IN (SELECT kind FROM raw_label GROUP BY kind HAVING count(*) <= ${MOST_NAMES} AND NOT bool_or(contains(raw, chr(0))))
     ORDER BY id`,
  );
  const few = new Map<string, string[]>();
  for (const row of rows) {
    const branch = `WHEN ${literal(text(row, 'raw'))} THEN ${number(row, 'id')}`;
    few.set(text(row, 'kind'), [...(few.get(text(row, 'kind')) ?? []), branch]);
  }
  return few;
}

function join(field: LabelField): string {
  return `LEFT JOIN (SELECT raw, id FROM raw_label WHERE kind = '${LABEL_KINDS[field]}') AS "l_${field}" ON "l_${field}".raw = t_${field}`;
}
