import type { Issue } from '$lib/usage/filters';
import type { RowCounts, Upload } from '$lib/usage/upload';
import type { LoadOutcome, LoadRequest } from '../store';
import type { Engine, Transaction } from './engine';
import { keepingClosed } from './closed-figures';
import { noteLoaded } from './conversation-changes';
import { sumAnew } from './held-back';
import { writeLedger } from './ledger';
import { countIssues, fileIssues, rollupIssues } from './loading-books';
import { readCharges } from './loading-charges';
import { hasCached } from './loading-cached';
import { removeDuplicates } from './loading-duplicates';
import { knownLabels } from './loading-known';
import { readLabels } from './loading-labels';
import { countEverything, isUncountable, uncountable } from './loading-limits';
import { rollUpUsage } from './loading-rollups';
import { findUnused, insertRecords } from './loading-records';
import { styleIssues } from './loading-style';
import { readingOf, type Reading } from './loading-text';
import type { Unused } from './loading-unused';
import { noUnused, nothingUsable, readUnused, refusal, rejectIssues, writeRejects } from './loading-unused';
import { zoneIssues, zoneReadIssues } from './loading-zone';
import { decideOverlaps } from './overlaps';
import { createNewRoutes } from './routes';
import { number } from './rows';
import { triedBy } from './tried';

/** Thrown inside the transaction to roll it back: nothing of the file is kept. */
class Refused extends Error {
  constructor(readonly outcome: LoadOutcome & { ok: false }) {
    super('refused');
  }
}

/**
 * Loads a plain file in one transaction (architecture.md "Reading files"): labels, records, what was not used and why,
 * duplicates, rollups, ledger; then the books must balance, else all is rolled back and the outcome says what differs.
 */
export async function load(engine: Engine, request: LoadRequest): Promise<LoadOutcome> {
  const wrongZone = await zoneIssues(engine, request.format);
  if (wrongZone.length > 0) return { ...refusal(request, noUnused(), wrongZone), because: 'zone' };
  try {
    return await engine.write(async (run, within) => {
      const loading = (): Promise<Upload> => loadWithin(run, request);
      const upload = await keepingClosed(run, request.closed, loading);
      if (request.agree && !(await request.agree(upload, triedBy(within))))
        throw new Refused({ ...refusal(request, noUnused(), []), rows: upload.rows, withheld: upload });
      return { ok: true, upload };
    }, request.signal);
  } catch (error) {
    if (error instanceof Refused) return error.outcome;
    if (isUncountable(error)) return uncountable(request);
    throw error;
  }
}

async function loadWithin(run: Transaction, request: LoadRequest): Promise<Upload> {
  const upload = await nextUpload(run);
  const reading = readingOf(request.format, request.file.columns, request.route);
  const { stored, unused } =
    request.format.kind === 'cost'
      ? await readCostFile(run, request, upload)
      : await readFile(run, request, reading, upload);
  const duplicate = await removeDuplicates(run, upload, request.sample);
  request.onProgress?.(0.9);
  const rows = booked(request, unused, stored, duplicate);
  if (rows.accepted === 0 && rows.duplicate === 0)
    throw new Refused(refusal(request, unused, [nothingUsable(request, unused)]));
  const { undecided, issues: overlaps, replaced } = await overlapsOf(run, request, upload);
  if (undecided.length > 0) throw new Refused({ ...refusal(request, unused, []), rows, overlaps: undecided });
  await rollUpUsage(run, upload);
  insist(request, unused, rows, await rollupIssues(run, upload));
  await countEverything(run);
  await createNewRoutes(run, request.newRoutes, upload);
  await writeRejects(run, upload, request, unused);
  const zone = await zoneReadIssues(run, request.file, reading);
  const issues = [...request.issues, ...rejectIssues(unused, request.file), ...overlaps, ...zone];
  const told = await hasCached(run, request.file, request.format);
  const entry = await writeLedger(run, { request, upload, rows, unused, issues, hasCached: told });
  for (const earlier of replaced) await sumAnew(run, earlier);
  await noteLoaded(run, upload, request.sample);
  request.onProgress?.(1);
  return entry;
}

function overlapsOf(
  run: Transaction,
  { id, name, sample, overlap = 'keep' }: LoadRequest,
  seq: number,
): ReturnType<typeof decideOverlaps> {
  return decideOverlaps(run, { seq, id, name, sample }, overlap);
}

/** The passes over the file: what was stored (before duplicates go) and what was not used. */
async function readFile(
  run: Transaction,
  request: LoadRequest,
  reading: Reading,
  upload: number,
): Promise<{ stored: number; unused: Unused }> {
  const { file } = request;
  const first = await readLabels(run, file, reading);
  request.onProgress?.(0.2);
  const known = await knownLabels(run, request, first);
  await insertRecords(run, file, reading, known, upload);
  request.onProgress?.(0.7);
  const stored = await countStored(run, upload);
  let unused = noUnused();
  if (stored < file.records) {
    await findUnused(run, file, reading, known);
    unused = await readUnused(run);
    insistOnStyle(request, unused, await styleIssues(run, file, reading));
    request.onProgress?.(0.8);
  }
  const rows = booked(request, unused, stored, 0);
  insist(request, unused, rows, [
    ...countIssues(rows),
    ...(await fileIssues(run, request.format, upload, first, unused)),
  ]);
  return { stored, unused };
}

/** The same over a cost export: its rows become charge lines, and nothing below that is of records is touched. */
async function readCostFile(
  run: Transaction,
  request: LoadRequest,
  upload: number,
): Promise<{ stored: number; unused: Unused }> {
  const { stored, unused, style, issues } = await readCharges(run, request, upload);
  insistOnStyle(request, unused, style);
  request.onProgress?.(0.8);
  const rows = booked(request, unused, stored, 0);
  insist(request, unused, rows, [...countIssues(rows), ...issues]);
  return { stored, unused };
}

function booked(request: LoadRequest, unused: Unused, stored: number, duplicate: number): RowCounts {
  const rejected = unused.rejected + request.rejects.length;
  return { read: request.read, accepted: stored - duplicate, duplicate, rejected, ignored: unused.ignored };
}

/** Rolls back where the numbers are of another style: a file loaded before stays as it was loaded. */
function insistOnStyle(request: LoadRequest, unused: Unused, issues: Issue[]): void {
  if (request.again || issues.length === 0) return;
  throw new Refused({ ...refusal(request, unused, issues), because: 'number-style' });
}

/** Rolls back where something does not balance. */
function insist(request: LoadRequest, unused: Unused, rows: RowCounts, issues: Issue[]): void {
  if (issues.length > 0) throw new Refused({ ...refusal(request, unused, issues), rows, because: 'books' });
}

async function nextUpload(run: Transaction): Promise<number> {
  const [row] = await run('SELECT coalesce(max(seq), 0) + 1 AS seq FROM upload');
  return row ? number(row, 'seq') : 1;
}

async function countStored(run: Transaction, upload: number): Promise<number> {
  const [row] = await run('SELECT count(*) AS records FROM usage WHERE upload = $upload', { upload });
  return row ? number(row, 'records') : 0;
}
