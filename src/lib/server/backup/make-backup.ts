import { mkdir, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncPath } from '$lib/server/ingest/originals';
import type { BackupContents } from '$lib/server/store/copies';
import type { Store } from '$lib/server/store/store';
import { DATABASE, fingerprint, NOTE, ORIGINALS, readNote, type BackupNote } from './backup-note';
import { copyOriginals } from './copy-originals';

/** What a backup is taken of. */
export interface BackupOf {
  store: Store;
  dataDir: string;
  /** Epoch milliseconds. */
  now: () => number;
  /** Runs a short task while nothing is being loaded. */
  between: <T>(task: () => Promise<T>) => Promise<T>;
}

export interface Backup extends BackupNote {
  /** Name of its folder, made of the time. */
  id: string;
}

/** A backup needs more space than there is; nothing was written. */
export class NoRoom extends Error {
  override name = 'NoRoom';
}

const PART = '.part';
const ROOM = 1.25;
let making: Promise<unknown> = Promise.resolve();

/**
 * Writes database and originals, as they are at one moment, into a new folder under `backups` of the data folder; others
 * go on reading and writing. It has its name once it is whole. One at a time. Throws NoRoom where the disk is too full.
 */
export function makeBackup(of: BackupOf): Promise<Backup> {
  const made = making.then(() => makeOne(of));
  making = made.catch(() => undefined);
  return made;
}

/** Finished backups of a data folder, newest first. */
export async function backups(dataDir: string): Promise<Backup[]> {
  const folder = join(dataDir, 'backups');
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.endsWith(PART));
  const read = names.map(async (id) => ({ id, ...(await readNote(join(folder, id))) }));
  const found = (await Promise.allSettled(read)).flatMap((one) =>
    one.status === 'fulfilled' ? [one.value] : [],
  );
  return found.sort((a, b) => b.made_at.localeCompare(a.made_at));
}

async function makeOne(of: BackupOf): Promise<Backup> {
  const folder = join(of.dataDir, 'backups');
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder))
    if (name.endsWith(PART)) await rm(join(folder, name), { recursive: true });
  await refuseWithoutRoom(of.dataDir);
  const madeAt = new Date(of.now()).toISOString();
  const id = madeAt.replace(/[:.]/g, '-');
  const part = join(folder, `${id}${PART}`);
  try {
    await mkdir(part);
    const note = await writeInto(part, of, madeAt);
    await rename(part, join(folder, id));
    await syncPath(folder);
    return { id, ...note };
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

async function writeInto(part: string, of: BackupOf, madeAt: string): Promise<BackupNote> {
  const [path, originals] = [join(part, DATABASE), join(part, ORIGINALS)];
  const { hashes, copied } = await of.between(async () => {
    const linked = await copyOriginals(join(of.dataDir, ORIGINALS), originals);
    return { hashes: linked, ...(await begun(of.store, path)) };
  });
  const contents = await copied;
  const wanted = contents.uploads.map(({ sha256 }) => sha256);
  await removeOthers(originals, wanted);
  await syncPath(path);
  const note: BackupNote = {
    made_at: madeAt,
    database: await fingerprint(path),
    uploads: contents.uploads.length,
    records: contents.records,
    without_original: contents.uploads
      .filter(({ sha256 }) => !hashes.includes(sha256))
      .map(({ name }) => name),
  };
  await writeFile(join(part, NOTE), `${JSON.stringify(note, null, 2)}\n`, { flush: true });
  return note;
}

/** What was removed just before the moment of the copy is not in it. */
async function removeOthers(originals: string, wanted: string[]): Promise<void> {
  const others = (await readdir(originals)).filter((name) => !wanted.includes(name.split('.')[0] ?? ''));
  for (const name of others) await rm(join(originals, name));
}

/** A copy under way, once its moment is settled. */
function begun(store: Store, path: string): Promise<{ copied: Promise<BackupContents> }> {
  return new Promise((resolve, reject) => {
    const copied = store.backup(path, () => resolve({ copied }));
    copied.catch(reject);
  });
}

async function refuseWithoutRoom(dataDir: string): Promise<void> {
  const database = await stat(join(dataDir, DATABASE));
  const { bavail, bsize } = await statfs(dataDir);
  const needed = Math.ceil(database.size * ROOM);
  if (bavail * bsize < needed)
    throw new NoRoom(
      `A backup needs about ${Math.ceil(needed / 2 ** 20)} MiB beside the data, and there are ${Math.floor((bavail * bsize) / 2 ** 20)} MiB.`,
    );
}
