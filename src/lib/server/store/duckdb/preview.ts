import type { Format } from '$lib/formats/format';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import { LABELS } from '$lib/usage/usage-record';
import type { UsageRecord } from '$lib/usage/usage-record';
import type { Reject, UploadHas } from '$lib/usage/upload';
import type { PlainFile, Preview, RouteOptions } from '../store';
import type { Engine } from './engine';
import { chargeLineProblems } from './loading-charge-lines';
import type { KnownLabels } from './loading-problems';
import { anyProblem, problems } from './loading-problems';
import { ignoredKind } from './loading-ignored';
import { recordLayers } from './loading-record';
import { lineSql, numberedSource, recordText } from './loading-source';
import { literal, readingOf, type Reading } from './loading-text';
import { zoneIssues, zoneless, zoneRead } from './loading-zone';
import { hasCached } from './loading-cached';
import { toRecord } from './records';
import { knownRoutes } from './routes';
import type { Row } from './rows';
import { number, text } from './rows';

/** The first `limit` rows of a plain file, made into records by the very statement that loading runs; nothing is kept. */
export async function preview(
  engine: Engine,
  file: PlainFile,
  format: Format,
  options: RouteOptions,
  limit: number,
): Promise<Preview> {
  const [wrongZone] = await zoneIssues(engine, format);
  if (wrongZone)
    return { rows: [], rejects: [], ignoredKinds: {}, has: hasOf([], false), issues: [wrongZone] };
  const known: KnownLabels = options.newRoutes
    ? { currenciesFine: false, blanks: true }
    : {
        currenciesFine: false,
        blanks: true,
        routes: await knownRoutes((sql, parameters) => engine.ask(sql, parameters)),
      };
  const reading = readingOf(format, file.columns, options.route);
  const rows = await engine.read(previewSql(file, reading, known), { limit });
  const used = rows.filter((row) => row['kind'] === undefined && row['reason'] === undefined).map(toRecord);
  return {
    rows: used,
    rejects: rows.filter((row) => row['kind'] === undefined && row['reason'] !== undefined).map(toReject),
    ignoredKinds: ignoredKinds(rows),
    issues: rows.some((row) => row['zoneless'] === true) ? [zoneRead(reading)] : [],
    has: hasOf(used, await hasCached((sql) => engine.read(sql), file, format)),
  };
}

function previewSql(file: PlainFile, reading: Reading, known: KnownLabels): string {
  const cost = reading.format.kind === 'cost';
  const found = cost ? chargeLineProblems(reading, known) : problems(reading, known);
  const reasons = found.map(
    ({ when, place, message }) => `WHEN ${when} THEN ${literal(`${place}: `)} || ${message}`,
  );
  const label = (name: string): string => `nullif(trim(t_${name}), '') AS "${name}"`;
  return `WITH source AS (SELECT *, ${ignoredKind(reading) ?? 'NULL::VARCHAR'} AS kind FROM (${numberedSource(file)}) WHERE ordinal <= $limit),
    ${recordLayers(reading)}
    SELECT ${lineSql(file)} AS line, kind, CASE WHEN ${anyProblem(found)} THEN CASE ${reasons.join(' ')} END END AS reason,
      ${recordText(file)} AS record, kind IS NULL AND ${zoneless(reading)} AS zoneless, n_starts_at AS starts_at, r_bucket_seconds AS bucket_seconds,
      ${cost ? 'NULL::BIGINT' : 'r_requests'} AS requests, coalesce(nullif(trim(t_model), ''), trim(t_line_item)) AS model,
      ${['route', 'provider', ...LABELS, 'charged_currency'].map(label).join(', ')},
      t_conversation AS conversation, t_request_id AS request_id,
      ${TOKEN_CLASSES.map((name) => `r_${name}::BIGINT AS ${name}`).join(', ')},
      n_reasoning AS reasoning, r_outcome AS outcome, r_http_status AS http_status, r_duration_us AS duration_us,
      r_ttft_us AS ttft_us, r_upstream_us AS upstream_us,
      CASE WHEN r_outcome <> 'ok' THEN n_retry_after END AS retry_after_us, n_charged AS charged
    FROM endings ORDER BY ordinal`;
}

function toReject(row: Row): Reject {
  return { line: number(row, 'line'), reason: text(row, 'reason'), record: text(row, 'record') };
}

function ignoredKinds(rows: Row[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of rows) if (typeof kind === 'string') kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}

function hasOf(records: UsageRecord[], cached: boolean): UploadHas {
  return {
    latency: records.some(({ durationMs }) => durationMs !== undefined),
    ttft: records.some(({ ttftMs }) => ttftMs !== undefined),
    errors: records.some(({ status }) => status !== undefined),
    charged: records.some(({ charged }) => charged !== undefined),
    conversations: records.some(({ conversation }) => conversation !== undefined),
    cached,
  };
}
