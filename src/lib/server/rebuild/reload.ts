import { join } from 'node:path';
import { promisedJob } from '$lib/server/ingest/job';
import { loadJob, receiveJob } from '$lib/server/ingest/load-job';
import { originalBytes, type OriginalNote } from '$lib/server/ingest/originals';
import { Refused } from '$lib/server/ingest/refusal';
import { removeSpooled } from '$lib/server/ingest/spool-folder';
import type { LoadOutcome, Store } from '$lib/server/store/store';

/** What receiving says where a body ends in an error: here the file does not unpack. */
const UNREADABLE = 'transfer-broken-off';

/**
 * Loads a kept original once more, under its id, as it was loaded then: same format, same decision, same routes known.
 * Gives undefined where it is loaded, else why not. Closed months do not refuse it: they held it before.
 */
export async function reload(
  store: Store,
  originals: string,
  note: OriginalNote,
  spool: string,
): Promise<string | undefined> {
  for (const route of note.loaded?.routes ?? []) await store.putRoute(route);
  const job = promisedJob(note, spool);
  try {
    const body = await receiveJob(job, await originalBytes(originals, note), Infinity);
    if (body.sha256 !== note.sha256) return 'its original is damaged';
    job.upload.bytes = body.bytes;
    return refusalOf(await loadJob(job, body, note.format, store, { again: true }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'its original is missing';
    if (!(error instanceof Refused)) throw error;
    return error.refusal.problem === UNREADABLE ? 'its original is damaged' : error.refusal.detail;
  } finally {
    await removeSpooled(job.paths);
  }
}

/** The folder of originals inside a data folder. */
export function originalsOf(dataDir: string): string {
  return join(dataDir, 'originals');
}

function refusalOf(outcome: LoadOutcome): string | undefined {
  if (outcome.ok) return undefined;
  if (outcome.overlaps) return 'it shares usage with earlier uploads, and nobody had decided on that';
  return outcome.issues[0]?.message ?? 'nothing of it could be used';
}
