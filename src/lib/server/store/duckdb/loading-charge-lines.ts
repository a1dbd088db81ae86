import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { PlainFile } from '../store';
import type { Transaction } from './engine';
import { ignoredKind, withoutIgnored } from './loading-ignored';
import { LABEL_KINDS, type LabelField } from './loading-labels';
import {
  anyProblem,
  chargeProblems,
  jsonProblems,
  missing,
  routeProblems,
  timeProblems,
  type KnownLabels,
  type Problem,
} from './loading-problems';
import { recordLayers } from './loading-record';
import { lineSql, numberedSource, readPlainFile, recordText } from './loading-source';
import { fieldPlace, literal, type Reading } from './loading-text';

/** Fields of a charge line that are kept as ids of names, with their columns. */
const LABEL_COLUMNS = {
  route: 'route',
  provider: 'provider',
  model: 'model',
  project: 'project',
  api_key: 'api_key',
  tier: 'tier',
  charged_currency: 'currency',
} as const satisfies Partial<Record<LabelField, string>>;
const FIELDS = Object.keys(LABEL_COLUMNS) as (keyof typeof LABEL_COLUMNS)[];

/** The day of a charge, and its class of tokens where the text is the name of one: over the layers of recordLayers. */
const CHARGE_DAY = '(epoch_us(n_starts_at) // 86400000000)::INTEGER';
const CHARGE_CLASS = `CASE WHEN lower(trim(t_token_class)) IN (${TOKEN_CLASSES.map(literal).join(', ')}) THEN lower(trim(t_token_class)) END`;

/** Everything that rejects a row of a cost export, the first that holds being the reason. */
export function chargeLineProblems(reading: Reading, known: KnownLabels): Problem[] {
  const { format } = reading;
  const place = (name: Parameters<typeof fieldPlace>[1]): string => fieldPlace(format, name);
  return [
    ...jsonProblems(reading),
    missing('starts_at', place('starts_at'), known),
    missing('route', place('route'), known),
    missing('charged', place('charged'), known),
    ...timeProblems(false, place),
    ...routeProblems(known, place('route')),
    ...chargeProblems(known, place),
    {
      place: place(format.fields.line_item ? 'line_item' : 'model'),
      when: "coalesce(trim(t_model), '') = '' AND coalesce(trim(t_line_item), '') = ''",
      message: literal('neither a model nor a line item: nothing says what the amount is for'),
    },
  ];
}

/** Writes every usable row of a cost export into `charge`. */
export async function insertChargeLines(
  run: Transaction,
  file: PlainFile,
  reading: Reading,
  known: KnownLabels,
  upload: number,
): Promise<void> {
  const named = FIELDS.filter((field) => reading.texts[field] !== undefined);
  const joins = named.map(
    (field) =>
      `LEFT JOIN (SELECT raw, id FROM raw_label WHERE kind = '${LABEL_KINDS[field]}') AS "l_${field}" ON "l_${field}".raw = t_${field}`,
  );
  const ids = FIELDS.map((field) => (named.includes(field) ? `coalesce("l_${field}".id, 0)` : '0'));
  await run(`INSERT INTO charge (upload, day, line_item, token_class, amount, ${Object.values(LABEL_COLUMNS).join(', ')})
    WITH source AS (${withoutIgnored(reading, readPlainFile(file, false))}),
    ${recordLayers(reading)}
    SELECT ${upload}, ${CHARGE_DAY}, nullif(trim(t_line_item), ''), ${CHARGE_CLASS}, n_charged, ${ids.join(', ')}
    FROM numbers ${joins.join(' ')}
    WHERE ${anyProblem(chargeLineProblems(reading, known))} IS NOT TRUE`);
}

/** Rows that became no charge line: table `unused`, as for records, with the amount where it could be read. */
export async function findUnusedLines(
  run: Transaction,
  file: PlainFile,
  reading: Reading,
  known: KnownLabels,
): Promise<void> {
  const found = chargeLineProblems(reading, known);
  const pick = (value: (problem: Problem) => string): string =>
    `CASE ${found.map((problem) => `WHEN ${problem.when} THEN ${value(problem)}`).join(' ')} END`;
  await run(`CREATE OR REPLACE TEMP TABLE unused AS
    WITH source AS (SELECT *, ${ignoredKind(reading) ?? 'NULL::VARCHAR'} AS kind FROM (${numberedSource(file)})),
    ${recordLayers(reading)}
    SELECT ${lineSql(file)} AS line, kind, 0::BIGINT AS input, 0::BIGINT AS output, n_charged AS amount,
      ${pick(({ place }) => literal(place))} AS place, ${pick(({ message }) => message)} AS reason,
      ${recordText(file)} AS record
    FROM numbers
    WHERE kind IS NOT NULL OR ${anyProblem(found)}`);
}

/** What the amounts of a cost export add up to, of all rows that are not of an ignored kind. */
export async function amountOfFile(run: Transaction, file: PlainFile, reading: Reading): Promise<bigint> {
  const [row] = await run(`WITH source AS (${withoutIgnored(reading, readPlainFile(file, false))}),
    ${recordLayers(reading)}
    SELECT coalesce(sum(n_charged), 0)::DECIMAL(38, 12) AS amount FROM numbers`);
  if (typeof row?.['amount'] !== 'bigint') throw new Error('no sum of amounts');
  return row['amount'];
}
