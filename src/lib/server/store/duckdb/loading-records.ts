import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { PlainFile } from '../store';
import type { Transaction } from './engine';
import { ignoredKind, withoutIgnored } from './loading-ignored';
import { labelIds, type LabelIds } from './loading-label-ids';
import { LABEL_FIELDS } from './loading-labels';
import type { KnownLabels } from './loading-problems';
import { anyProblem, problems } from './loading-problems';
import { countedClasses, recordLayers } from './loading-record';
import { lineSql, numberedSource, readPlainFile, recordText } from './loading-source';
import type { Reading } from './loading-text';
import { literal } from './loading-text';

/** Ids of outcomes: as migration 0001 gives them. */
const OUTCOMES = `CASE r_outcome ${['ok', 'rate_limited', 'auth', 'context_exceeded', 'session_not_found', 'invalid_request', 'timeout', 'server', 'cancelled', 'session_state', 'other'].map((name, index) => `WHEN '${name}' THEN ${index + 1}`).join(' ')} ELSE 0 END`;

/** Second pass: writes every usable row of the file into `usage`. */
export async function insertRecords(
  run: Transaction,
  file: PlainFile,
  reading: Reading,
  known: KnownLabels,
  upload: number,
): Promise<void> {
  const found = problems(reading, known);
  const ids = await labelIds(run, reading);
  const columns = usageColumns(reading, ids, upload);
  await run(`INSERT INTO usage (${columns.map(([name]) => `"${name}"`).join(', ')})
    WITH source AS (${withoutIgnored(reading, readPlainFile(file, false))}),
    ${recordLayers(reading)}
    SELECT ${columns.map(([, sql]) => sql).join(', ')}
    FROM endings ${ids.joins}
    WHERE ${anyProblem(found)} IS NOT TRUE`);
}

/** Third pass, where rows are missing: table `unused` (line, kind or place and reason, record, the row's counts). */
export async function findUnused(
  run: Transaction,
  file: PlainFile,
  reading: Reading,
  known: KnownLabels,
): Promise<void> {
  const found = problems(reading, known);
  const pick = (value: (problem: (typeof found)[number]) => string): string =>
    `CASE ${found.map((problem) => `WHEN ${problem.when} THEN ${value(problem)}`).join(' ')} END`;
  await run(`CREATE OR REPLACE TEMP TABLE unused AS
    WITH source AS (SELECT *, ${ignoredKind(reading) ?? 'NULL::VARCHAR'} AS kind FROM (${numberedSource(file)})),
    ${recordLayers(reading)}
    SELECT ${lineSql(file)} AS line, kind, n_input AS input, n_output AS output,
      ${pick(({ place }) => literal(place))} AS place, ${pick(({ message }) => message)} AS reason,
      ${recordText(file)} AS record
    FROM endings
    WHERE kind IS NOT NULL OR ${anyProblem(found)}`);
}

/** What few sources have: columns that a file has nothing for are not written. */
function gatewayColumns({ texts }: Reading): [string, string][] {
  const columns: [string, string][] = [];
  if (texts.upstream_ms !== undefined || texts.overhead_ms !== undefined)
    columns.push(['upstream_us', 'r_upstream_us']);
  if (texts.retry_after !== undefined)
    columns.push(['retry_after_us', "CASE WHEN r_outcome <> 'ok' THEN n_retry_after END"]);
  return columns;
}

/** Columns of `usage` and what fills them. */
function usageColumns(reading: Reading, ids: LabelIds, upload: number): [string, string][] {
  const { texts } = reading;
  const tokens = countedClasses(reading).map((name) => `${name} <> 0`);
  return [
    ['upload', String(upload)],
    ['starts_at', 'n_starts_at'],
    ['bucket_seconds', 'r_bucket_seconds'],
    ['requests', 'r_requests'],
    ...LABEL_FIELDS.filter((field) => field !== 'charged_currency').map((field): [string, string] => [
      field,
      ids.of(field),
    ]),
    ['conversation', 't_conversation'],
    ['request_id', 't_request_id'],
    ...TOKEN_CLASSES.map((name): [string, string] => [name, `r_${name}`]),
    ['reasoning', 'n_reasoning'],
    ['prompt_over', 'r_prompt_over'],
    ['outcome', OUTCOMES],
    ['http_status', 'r_http_status'],
    [
      'timed',
      `coalesce(r_outcome, 'ok') = 'ok' AND r_bucket_seconds = 0 AND r_requests = 1 AND (${tokens.join(' OR ') || 'false'})`,
    ],
    ['duration_us', 'r_duration_us'],
    ['ttft_us', 'r_ttft_us'],
    ...gatewayColumns(reading),
    ['charged', 'n_charged'],
    [
      'charged_currency',
      texts.charged === undefined
        ? '0'
        : `CASE WHEN n_charged IS NULL THEN 0 ELSE ${ids.of('charged_currency')} END`,
    ],
  ];
}
