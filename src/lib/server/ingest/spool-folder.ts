import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '$lib/server/log';
import type { Store } from '$lib/server/store/store';
import type { OriginalNote, Originals } from './originals';

/** The files of one upload in the spool. */
export interface SpoolPaths {
  raw: string;
  text: string;
  plain: string;
  /** What is kept beside the original. */
  note: string;
  /** The bytes of a promised upload that a dead process left, until they are received anew. */
  left: string;
}

export function spoolPaths(folder: string, id: string): SpoolPaths {
  const path = (kind: string): string => join(folder, `${id}.${kind}`);
  return {
    raw: path('raw'),
    text: path('text'),
    plain: path('plain'),
    note: path('json'),
    left: path('left'),
  };
}

/** Removes what one upload left in the spool. */
export async function removeSpooled(paths: SpoolPaths): Promise<void> {
  await Promise.all(Object.values(paths).map((path: string) => rm(path, { force: true })));
}

/**
 * Clears the spool of what a dead process left: originals of uploads that were loaded are kept, the rest is removed,
 * but for uploads that were answered before they were loaded. Those are returned, their bytes moved to `left`. `at` is
 * now, RFC 3339.
 */
export async function clearSpool(
  folder: string,
  store: Store,
  originals: Originals,
  log: Log,
  at: string,
): Promise<OriginalNote[]> {
  await mkdir(folder, { recursive: true });
  const promised: OriginalNote[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json'))) {
    try {
      const note = JSON.parse(await readFile(join(folder, name), 'utf8')) as OriginalNote;
      if (await isPromised(note, spoolPaths(folder, note.id), store, originals, at)) promised.push(note);
    } catch (error) {
      log.warn({ err: error, name }, 'an upload left in the spool could not be taken over');
    }
  }
  const spared = new Set(promised.flatMap(({ id }) => [`${id}.json`, `${id}.left`]));
  const swept = (await readdir(folder)).filter((name) => !spared.has(name));
  await Promise.all(swept.map((name) => rm(join(folder, name), { recursive: true, force: true })));
  return promised;
}

async function isPromised(
  note: OriginalNote,
  paths: SpoolPaths,
  store: Store,
  originals: Originals,
  at: string,
): Promise<boolean> {
  if (await store.upload(note.id)) {
    const loaded = note.loaded ?? { at, routes: await store.routes() };
    await originals.keep({ ...note, loaded }, paths.raw, paths.note);
    return false;
  }
  if (!note.promised) return false;
  const names = await readdir(join(paths.raw, '..'));
  if (!names.includes(`${note.id}.left`)) await rename(paths.raw, paths.left);
  return true;
}
