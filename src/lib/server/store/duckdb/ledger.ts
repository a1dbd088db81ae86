import type { Issue } from '$lib/usage/filters';
import type { Reject, RowCounts, Upload } from '$lib/usage/upload';
import type { Closed } from '../closed';
import { MonthsClosed, type LoadRequest, type Tried } from '../store';
import type { Engine, Transaction } from './engine';
import type { Parameters } from './parameters';
import { keepingClosed } from './closed-figures';
import { touchRemoved } from './conversation-changes';
import { restoreHeldBack, sumAnew } from './held-back';
import { ROLLUPS } from './loading-rollups';
import { handOverReplaced, passOnReplaced, restoreReplaced } from './replaced';
import { STRATA_TABLES } from './loading-strata';
import type { Unused } from './loading-unused';
import { fieldText, SourceColumns } from './loading-text';
import { triedBy } from './tried';
import type { Row } from './rows';
import { number, optionalNumber, optionalText, present, text } from './rows';
import uploadAdd from './queries/upload-add.sql?raw';
import uploadCharges from './queries/upload-charges.sql?raw';
import uploadsQuery from './queries/uploads.sql?raw';

/** All uploads, newest first. */
export async function uploads(engine: Engine): Promise<Upload[]> {
  return (await engine.ask(`${uploadsQuery} ORDER BY received_at DESC, seq DESC`)).map(toUpload);
}

/** The upload of an id. */
export async function uploadById(engine: Engine, id: string): Promise<Upload | undefined> {
  const [row] = await engine.ask(`${uploadsQuery} WHERE ref = $id`, { id });
  return row && toUpload(row);
}

/** The upload of the same bytes. */
export async function uploadBySha256(engine: Engine, sha256: string): Promise<Upload | undefined> {
  const [row] = await engine.ask(`${uploadsQuery} WHERE sha256 = $sha256 ORDER BY seq LIMIT 1`, { sha256 });
  return row && toUpload(row);
}

/** Rejected records in line order. */
export async function rejects(engine: Engine, id: string, offset: number, limit: number): Promise<Reject[]> {
  const rows = await engine.read(
    'SELECT line, reason, record FROM reject WHERE upload = (SELECT seq FROM upload WHERE ref = $id) ORDER BY line, reason LIMIT $limit OFFSET $offset',
    { id, offset, limit },
  );
  return rows.map((row) => ({
    line: number(row, 'line'),
    reason: text(row, 'reason'),
    record: text(row, 'record'),
  }));
}

/** Every table whose rows belong to an upload. */
export const UPLOAD_TABLES = [
  'usage',
  'charge',
  'held_back',
  'replaced',
  'replaced_charge',
  ...ROLLUPS,
  'latency_day',
  ...STRATA_TABLES,
  'reject',
];

/**
 * Removes uploads with all that they added, in one transaction; gives how many there were. What later uploads have too
 * counts as theirs then, and what they replaced counts again. Throws MonthsClosed where a closed month would move.
 */
export function removeUploads(
  engine: Engine,
  which: { id: string } | { sample: true },
  closed?: Closed,
): Promise<number> {
  return engine.write((run) => keepingClosed(run, closed, () => removeWithin(run, which)));
}

/** What is left without an upload, asked as if it were removed: see Store.withoutUpload. */
export async function withoutUpload<T>(
  engine: Engine,
  id: string,
  closed: Closed | undefined,
  ask: (rest: Tried, moved: string[]) => Promise<T>,
): Promise<T> {
  let moved: string[] = [];
  return engine.trial(
    async (run) => {
      const removing = keepingClosed(run, closed, () => removeWithin(run, { id }));
      await removing.catch((error: unknown) => {
        if (!(error instanceof MonthsClosed)) throw error;
        moved = error.months;
      });
    },
    (rest) => ask(triedBy(rest), moved),
  );
}

async function removeWithin(run: Transaction, which: { id: string } | { sample: true }): Promise<number> {
  const rows =
    'id' in which
      ? await run('SELECT seq, sample FROM upload WHERE ref = $id', which)
      : await run('SELECT seq, sample FROM upload WHERE sample');
  const [first] = rows;
  if (!first) return 0;
  const seqs = rows.map((row) => number(row, 'seq'));
  const profileTouched = await touchRemoved(run, seqs, first['sample'] === true);
  for (const seq of seqs) await removeOne(run, seq);
  await restoreHeldBack(run);
  await profileTouched();
  return seqs.length;
}

async function removeOne(run: Transaction, upload: number): Promise<void> {
  const replaced = await handOverReplaced(run, upload);
  const heirs = await passOnReplaced(run, upload);
  for (const table of UPLOAD_TABLES) await run(`DELETE FROM ${table} WHERE upload = $upload`, { upload });
  await run('DELETE FROM upload WHERE seq = $upload', { upload });
  for (const heir of heirs) await sumAnew(run, heir);
  if (replaced.length > 0) await restoreReplaced(run, upload, replaced);
}

/** A loaded file as it enters the ledger. */
export interface LedgerEntry {
  request: LoadRequest;
  upload: number;
  rows: RowCounts;
  unused: Unused;
  issues: Issue[];
  /** Does the file say how much of its input was cached? */
  hasCached: boolean;
}

/** Writes the ledger row, and gives the upload as it will be read back. */
export async function writeLedger(run: Transaction, entry: LedgerEntry): Promise<Upload> {
  const { upload, request } = entry;
  await run(uploadAdd, ledgerRow(entry));
  if (request.format.kind === 'cost') await run(uploadCharges, { upload });
  const [row] = await run(`${uploadsQuery} WHERE seq = $upload`, { upload });
  if (!row) throw new Error('the ledger row was not written');
  return toUpload(row);
}

function ledgerRow({ request, upload, rows, unused, issues, hasCached }: LedgerEntry): Parameters {
  const source = new SourceColumns(request.file.columns);
  const { format } = request;
  return {
    upload,
    ref: request.id,
    name: request.name,
    format: format.id,
    route:
      fieldText(format.fields.route, source, format.numberStyle) === undefined ? request.route : undefined,
    bytes: request.bytes,
    sha256: request.sha256,
    ...rows,
    ignored_kinds: JSON.stringify(unused.ignoredKinds),
    has_cached: hasCached,
    issues: JSON.stringify(issues),
    received_at: request.receivedAt,
    sample: request.sample,
    uploaded_by: request.uploadedBy,
  };
}

function toUpload(row: Row): Upload {
  const route = optionalText(row, 'route');
  const from = optionalNumber(row, 'first_at');
  const to = optionalNumber(row, 'last_at');
  return {
    id: text(row, 'ref'),
    name: text(row, 'name'),
    format: text(row, 'format'),
    ...(route === undefined ? {} : { route }),
    status: 'ready',
    bytes: number(row, 'bytes'),
    sha256: text(row, 'sha256'),
    rows: {
      read: number(row, 'rows_read'),
      accepted: number(row, 'rows_accepted'),
      duplicate: number(row, 'rows_duplicate'),
      rejected: number(row, 'rows_rejected'),
      ignored: number(row, 'rows_ignored'),
    },
    ignoredKinds: JSON.parse(text(row, 'ignored_kinds')) as Record<string, number>,
    ...(from === undefined ? {} : { from: instantText(from) }),
    ...(to === undefined ? {} : { to: instantText(to) }),
    has: {
      latency: row['has_latency'] === true,
      ttft: row['has_ttft'] === true,
      errors: row['has_errors'] === true,
      charged: row['has_charged'] === true,
      conversations: row['has_conversations'] === true,
      cached: row['has_cached'] === true,
    },
    issues: JSON.parse(text(row, 'issues')) as Issue[],
    receivedAt: instantText(number(row, 'received_at')),
    sample: row['sample'] === true,
    ...present('uploadedBy', optionalText(row, 'uploaded_by')),
  };
}

/** Epoch microseconds as RFC 3339 UTC: whole seconds without a fraction, else with three places or six. */
export function instantText(micros: number): string {
  const fraction = micros % 1_000_000;
  const base = new Date((micros - fraction) / 1000).toISOString().slice(0, 19);
  if (fraction === 0) return `${base}Z`;
  const digits = String(fraction).padStart(6, '0');
  return `${base}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}
