import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyFrozen } from '$lib/server/backup/copy-originals';
import { DATABASE } from '$lib/server/backup/backup-note';
import { newIncoming, present, switchIn } from '$lib/server/backup/switch-in';
import { originalNotes, type OriginalNote } from '$lib/server/ingest/originals';
import { loadSample } from '$lib/server/sample/load-sample';
import type { ListedUpload, TakenOver } from '$lib/server/store/copies';
import type { Store } from '$lib/server/store/store';
import { originalsOf, reload } from './reload';

export interface RebuildOf {
  /** Nobody else may have it open. */
  dataDir: string;
  openStore: (dataDir: string) => Promise<Store>;
  /** Epoch milliseconds. */
  now: number;
  /** Called before each original. */
  onUpload?: (note: OriginalNote, nth: number, of: number) => void;
}

/** What a rebuild came to. */
export interface Rebuilt {
  loaded: number;
  /** Originals that could not be loaded, and why. */
  notLoaded: { name: string; why: string }[];
  /** Originals of uploads that are not in the old list: they had been removed. */
  leftOut: string[];
  /** Uploads of the old list that have no original. */
  withoutOriginal: string[];
  /** What people had put into the old database; undefined where it could not be read or was not there. */
  taken?: TakenOver;
  /** Why it could not be read, or why some of it may be missing. */
  trouble?: string;
  /** Where the old database is now. */
  aside?: string;
}

interface Old {
  path?: string;
  /** Was its write-ahead log read, or not there? Then its list of uploads is complete. */
  complete: boolean;
  uploads?: ListedUpload[] | undefined;
  trouble?: string;
}

/**
 * Makes a new database from the kept originals and from what can be read of the old one, which is moved aside. All of it
 * is made beside the old, which stays as it is until the last moment.
 */
export async function rebuild(of: RebuildOf): Promise<Rebuilt> {
  const incoming = await newIncoming(of.dataDir);
  const store = await of.openStore(incoming);
  const result: Rebuilt = { loaded: 0, notLoaded: [], leftOut: [], withoutOriginal: [] };
  try {
    const old = await lookInto(of.dataDir, incoming, store);
    if (old.trouble !== undefined) result.trouble = old.trouble;
    const notes = await originalNotes(originalsOf(of.dataDir)).catch(() => []);
    await loadAll(of, store, incoming, wanted(notes, old, result), result);
    result.withoutOriginal = missing(notes, old);
    if (old.path !== undefined) result.taken = await store.takeOver(old.path);
    if ((await store.setting('sample_company')) === 'loaded') await loadSample(store, incoming);
  } finally {
    await store.close();
  }
  const time = new Date(of.now).toISOString().replace(/[:.]/g, '-');
  const leaving = await present(of.dataDir, false);
  const aside = await switchIn(of.dataDir, {
    arriving: [DATABASE],
    leaving,
    aside: `before-rebuild-${time}`,
  });
  return aside === undefined ? result : { ...result, aside };
}

async function loadAll(
  { dataDir, onUpload }: RebuildOf,
  store: Store,
  incoming: string,
  notes: OriginalNote[],
  result: Rebuilt,
): Promise<void> {
  for (const [at, note] of notes.entries()) {
    onUpload?.(note, at + 1, notes.length);
    const why = await reload(store, originalsOf(dataDir), note, join(incoming, 'spool'));
    if (why === undefined) result.loaded += 1;
    else result.notLoaded.push({ name: note.name, why });
  }
}

/** The old list decides, where it is complete, what had been removed. */
function wanted(notes: OriginalNote[], { complete, uploads }: Old, result: Rebuilt): OriginalNote[] {
  if (!complete || !uploads) return notes;
  const listed = new Set(uploads.map(({ sha256 }) => sha256));
  result.leftOut = notes.filter(({ sha256 }) => !listed.has(sha256)).map(({ name }) => name);
  return notes.filter(({ sha256 }) => listed.has(sha256));
}

function missing(notes: OriginalNote[], { uploads = [] }: Old): string[] {
  const kept = new Set(notes.map(({ sha256 }) => sha256));
  return uploads.filter((one) => !one.sample && !kept.has(one.sha256)).map(({ name }) => name);
}

/** Looks into the old database under another name, with its log, or without where that cannot be read. */
async function lookInto(dataDir: string, incoming: string, store: Store): Promise<Old> {
  const [path, log] = [join(incoming, 'old.duckdb'), join(incoming, 'old.duckdb.wal')];
  if (!(await copyFrozen(join(dataDir, DATABASE), path)))
    return { complete: false, trouble: 'There was no database.' };
  const hasLog = await copyFrozen(join(dataDir, `${DATABASE}.wal`), log);
  const damagedBefore = (await readdir(dataDir)).some((name) => name.startsWith(`${DATABASE}.wal.damaged`));
  try {
    const uploads = await store.uploadsIn(path);
    return damagedBefore
      ? { path, complete: false, uploads, trouble: LOG_LOST }
      : { path, complete: true, uploads };
  } catch (error) {
    if (!hasLog) return { complete: false, trouble: (error as Error).message };
  }
  await rm(log);
  try {
    return { path, complete: false, uploads: await store.uploadsIn(path), trouble: LOG_LOST };
  } catch (error) {
    return { complete: false, trouble: (error as Error).message };
  }
}

const LOG_LOST =
  'The log of the old database could not be read: what people changed since its last checkpoint is missing.';
