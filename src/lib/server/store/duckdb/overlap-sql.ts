import { TOKEN_CLASSES } from '$lib/usage/token-classes';

/** The tables whose rows can be in two uploads: requests, and amounts of cost exports. */
export const OVERLAP_TABLES = ['usage', 'charge'] as const;
export type OverlapTable = (typeof OVERLAP_TABLES)[number];

/** Labels by which two uploads are told apart where both have them. */
export const TOLD_LABELS = ['provider', 'tier', 'feature', 'project', 'user', 'api_key', 'region'] as const;
export type ToldLabel = (typeof TOLD_LABELS)[number];

/** How two uploads are compared: epoch microseconds, half-open; buckets of time; labels that both have. */
export interface Comparison {
  table: OverlapTable;
  earlier: number;
  added: number;
  from: number;
  to: number;
  /** 0: the whole period is one bucket. */
  bucketSeconds: number;
  /** Where buckets begin, in seconds after the epoch. */
  phase: number;
  labels: ToldLabel[];
  /** Do both say what was charged? */
  charged: boolean;
}

const NO_TOKENS = TOKEN_CLASSES.map((name) => `0::BIGINT AS ${name}`).join(', ');

/** Rows of either table under the same columns; those that a table lacks are as if absent. */
const ENTRIES: Record<OverlapTable, string> = {
  usage: `SELECT rowid AS id, upload, starts_at, bucket_seconds, requests, route, model, ${quoted(TOLD_LABELS)},
    ${TOKEN_CLASSES.join(', ')}, charged, charged_currency AS currency, '' AS line_item, '' AS token_class
    FROM usage`,
  charge: `SELECT rowid AS id, upload, make_timestamp(day::BIGINT * 86400000000) AS starts_at, 86400 AS bucket_seconds,
    NULL::INTEGER AS requests, route, model, provider, tier, 0 AS feature, project, 0 AS "user", api_key, 0 AS region,
    ${NO_TOKENS}, amount AS charged, currency, coalesce(line_item, '') AS line_item,
    coalesce(token_class, '') AS token_class
    FROM charge`,
};

/** What of an upload decides how it is compared: its extent, widest bucket, labels, charges. One row an upload. */
export function profilesSql(table: OverlapTable): string {
  const told = TOLD_LABELS.map((label) => `max("${label}") > 0 AS "${label}"`).join(', ');
  return `SELECT upload, min(starts_at) AS first_at,
    make_timestamp(max((epoch_us(starts_at) // 1000000 + greatest(bucket_seconds, 1)) * 1000000)) AS last_at,
    max(bucket_seconds) AS bucket_seconds, count(currency) FILTER (currency > 0) > 0 AS charged, ${told}
    FROM (${ENTRIES[table]}) WHERE upload IN (SELECT unnest($uploads::INTEGER[])) GROUP BY upload`;
}

/** Rows of both uploads in the period that both cover, each with its bucket of time. */
export function rowsSql({ table, earlier, added, from, to, bucketSeconds, phase }: Comparison): string {
  const bucket =
    bucketSeconds === 0 ? '0::BIGINT' : `(epoch_us(starts_at) // 1000000 - ${phase}) // ${bucketSeconds}`;
  return `SELECT *, upload = ${added} AS is_added, ${bucket} AS bucket FROM (${ENTRIES[table]})
    WHERE upload IN (${earlier}, ${added}) AND epoch_us(starts_at) < ${to}
      AND epoch_us(starts_at) + greatest(bucket_seconds, 1)::BIGINT * 1000000 > ${from}`;
}

/** Table `shared`: the cells (bucket, route, model, labels) that both uploads have, and whether they are equal. */
export function sharedSql(comparison: Comparison): string {
  const sums = ['requests', ...TOKEN_CLASSES, ...(comparison.charged ? ['charged'] : [])];
  const equal = sums.map(
    (name) => `coalesce(sum(${name}) FILTER (is_added), 0) = coalesce(sum(${name}) FILTER (NOT is_added), 0)`,
  );
  return `CREATE OR REPLACE TEMP TABLE shared AS
    SELECT ${keysOf(comparison)}, ${equal.join(' AND ')} AS is_equal
    FROM (${rowsSql(comparison)})
    GROUP BY ${keysOf(comparison)}
    HAVING bool_or(is_added) AND NOT bool_and(is_added)`;
}

/** Columns that make a cell of `shared`. */
export function keysOf({ labels }: Comparison): string {
  return [
    'bucket',
    'route',
    'model',
    'line_item',
    'token_class',
    ...labels.map((label) => `"${label}"`),
  ].join(', ');
}

function quoted(labels: readonly string[]): string {
  return labels.map((label) => `"${label}"`).join(', ');
}
