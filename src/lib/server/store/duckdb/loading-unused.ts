import type { Issue } from '$lib/usage/filters';
import type { Reject } from '$lib/usage/upload';
import type { LoadOutcome, LoadRequest, PlainFile } from '../store';
import type { Transaction } from './engine';
import unusedRows from './queries/unused-rows.sql?raw';
import { number, text } from './rows';

/** Rows of the file that became no record. */
export interface Unused {
  rejected: number;
  ignored: number;
  ignoredKinds: Record<string, number>;
  /** Of the rejected rows, in the source's counts, as far as they could be read. */
  input: bigint;
  output: bigint;
  /** The first ones, in line order. */
  first: { line: number; place: string; reason: string; record: string }[];
}

/** So many rejected rows are told as issues of the upload, and returned where nothing was stored. */
const ISSUES = 20;
const RETURNED = 1000;

/** Where every row became a record. */
export function noUnused(): Unused {
  return { rejected: 0, ignored: 0, ignoredKinds: {}, input: 0n, output: 0n, first: [] };
}

/** What the third pass left in table `unused`. */
export async function readUnused(run: Transaction): Promise<Unused> {
  const [sums] = await run(unusedRows);
  if (!sums) throw new Error('no sums of unused rows');
  const kinds = await run(
    'SELECT kind, count(*) AS rows FROM unused WHERE kind IS NOT NULL GROUP BY kind ORDER BY kind',
  );
  const first = await run(
    `SELECT line, place, reason, record FROM unused WHERE kind IS NULL ORDER BY line LIMIT ${RETURNED}`,
  );
  return {
    rejected: number(sums, 'rejected'),
    ignored: number(sums, 'unused') - number(sums, 'rejected'),
    ignoredKinds: Object.fromEntries(kinds.map((row) => [text(row, 'kind'), number(row, 'rows')])),
    input: BigInt(text(sums, 'input')),
    output: BigInt(text(sums, 'output')),
    first: first.map((row) => ({
      line: number(row, 'line'),
      place: text(row, 'place'),
      reason: text(row, 'reason'),
      record: text(row, 'record'),
    })),
  };
}

/** Keeps all rejected rows of an upload: those of reading, and those of table `unused` where there are any. */
export async function writeRejects(
  run: Transaction,
  upload: number,
  request: LoadRequest,
  unused: Unused,
): Promise<void> {
  if (unused.rejected > 0)
    await run(
      "INSERT INTO reject SELECT $upload, line, place || ': ' || reason, record FROM unused WHERE kind IS NULL ORDER BY line",
      { upload },
    );
  const BATCH = 5000;
  for (let from = 0; from < request.rejects.length; from += BATCH) {
    const batch = request.rejects.slice(from, from + BATCH);
    await run('INSERT INTO reject SELECT $upload, unnest($lines), unnest($reasons), unnest($records)', {
      upload,
      lines: batch.map(({ line }) => line),
      reasons: batch.map(({ reason }) => reason),
      records: batch.map(({ record }) => record),
    });
  }
}

/** The first rejected rows as issues: where and what. */
export function rejectIssues(unused: Unused, { lineIs = 'line' }: PlainFile): Issue[] {
  const issues = unused.first
    .slice(0, ISSUES)
    .map(({ line, place, reason }) => ({ where: `${lineIs} ${line}, column ${place}`, message: reason }));
  const more = unused.rejected - issues.length;
  if (more > 0)
    issues.push({
      where: 'rejected rows',
      message: `${more} more rows were rejected: see the list of rejects`,
    });
  return issues;
}

/** Nothing was stored: the books as they would have been, and why. */
export function refusal(request: LoadRequest, unused: Unused, issues: Issue[]): LoadOutcome & { ok: false } {
  const rejected = unused.rejected + request.rejects.length;
  return {
    ok: false,
    rows: { read: request.read, accepted: 0, duplicate: 0, rejected, ignored: unused.ignored },
    ignoredKinds: unused.ignoredKinds,
    issues: [...issues, ...cutIssues(rejected), ...request.issues, ...rejectIssues(unused, request.file)],
    rejects: allRejects(request.rejects, unused),
  };
}

/** Says so where not all rejected rows can be returned. */
function cutIssues(rejected: number): Issue[] {
  if (rejected <= RETURNED) return [];
  const [most, all] = [RETURNED, rejected].map((rows) => rows.toLocaleString('en'));
  return [{ where: 'rejected rows', message: `the list of rejects has the first ${most} of ${all}` }];
}

function allRejects(read: Reject[], unused: Unused): Reject[] {
  const found = unused.first.map(({ line, place, reason, record }) => ({
    line,
    reason: `${place}: ${reason}`,
    record,
  }));
  return [...read, ...found].sort((a, b) => a.line - b.line).slice(0, RETURNED);
}

/** Why a file gave no record at all. */
export function nothingUsable(request: LoadRequest, unused: Unused): Issue {
  const { read } = request;
  const rejected = unused.rejected + request.rejects.length;
  if (read === 0) return { where: request.name, message: 'the file has a header and no rows' };
  if (rejected === 0)
    return { where: request.name, message: `none of the ${read} rows is usage: all are of ignored kinds` };
  return { where: request.name, message: `no row could be used: ${rejected} of ${read} were rejected` };
}
