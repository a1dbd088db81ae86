import type { FieldName } from '$lib/formats/format';
import type { PlainFile } from '../store';
import type { Transaction } from './engine';
import { withoutIgnored } from './loading-ignored';
import { recordLayers } from './loading-record';
import { readPlainFile } from './loading-source';
import type { Reading } from './loading-text';
import { number, text } from './rows';
import addLabels from './queries/labels-add.sql?raw';

/** Fields kept as ids of names, with the kind under which `label` has them. */
export const LABEL_KINDS = {
  route: 'route',
  provider: 'provider',
  model: 'model',
  feature: 'feature',
  project: 'project',
  user: 'user',
  api_key: 'api_key',
  region: 'region',
  tier: 'tier',
  charged_currency: 'currency',
} as const satisfies Partial<Record<FieldName, string>>;
export type LabelField = keyof typeof LABEL_KINDS;
export const LABEL_FIELDS = Object.keys(LABEL_KINDS) as LabelField[];

/** What the first pass over a file finds: sums to compare with later, in the source's own counts. */
export interface FirstPass {
  records: number;
  input: bigint;
  output: bigint;
  /** Do labels hold nothing but spaces in some row? */
  blanks: boolean;
}

/**
 * First pass: gives every label text of the file an id (temporary table raw_label: kind, raw, id) and adds up what the
 * file holds.
 */
export async function readLabels(run: Transaction, file: PlainFile, reading: Reading): Promise<FirstPass> {
  const fields = LABEL_FIELDS.filter((field) => reading.texts[field] !== undefined);
  const lists = fields.map((field) => `list(DISTINCT t_${field}) AS "${field}"`);
  await run(`CREATE OR REPLACE TEMP TABLE first_pass AS
    WITH source AS (${withoutIgnored(reading, readPlainFile(file, false))}),
    ${recordLayers(reading)}
    SELECT count(*) AS records, coalesce(sum(n_input), 0)::VARCHAR AS input, coalesce(sum(n_output), 0)::VARCHAR AS output, ${lists.join(', ')} FROM numbers`);
  const raw = fields.map(
    (field) => `SELECT '${LABEL_KINDS[field]}' AS kind, unnest("${field}") AS raw FROM first_pass`,
  );
  await run(`CREATE OR REPLACE TEMP TABLE raw_label AS ${raw.join(' UNION ALL ')}`);
  await run(
    "CREATE OR REPLACE TEMP TABLE blank_labels AS SELECT count(*) > 0 AS blanks FROM raw_label WHERE trim(raw) = ''",
  );
  await run(addLabels);
  await run(
    'CREATE OR REPLACE TEMP TABLE raw_label AS SELECT raw_label.kind, raw, id FROM raw_label JOIN label ON label.kind = raw_label.kind AND label.name = trim(raw)',
  );
  const [row] = await run('SELECT records, input, output, blanks FROM first_pass, blank_labels');
  if (!row) throw new Error('the first pass gave no sums');
  return {
    records: number(row, 'records'),
    input: BigInt(text(row, 'input')),
    output: BigInt(text(row, 'output')),
    blanks: row['blanks'] === true,
  };
}
