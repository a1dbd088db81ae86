import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of one upload in the spool. */
export interface SpoolPaths {
  raw: string;
  text: string;
  plain: string;
  /** What is kept beside the original. */
  note: string;
}

export function spoolPaths(folder: string, id: string): SpoolPaths {
  const path = (kind: string): string => join(folder, `${id}.${kind}`);
  return { raw: path('raw'), text: path('text'), plain: path('plain'), note: path('json') };
}

/** Removes what one upload left in the spool. */
export async function removeSpooled(paths: SpoolPaths): Promise<void> {
  await Promise.all(Object.values(paths).map((path: string) => rm(path, { force: true })));
}

/** Removes all that is in the spool: what a dead process left. */
export async function sweepSpool(folder: string): Promise<void> {
  const names = await readdir(folder);
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/** Notes in the spool: uploads of a dead process that came as far as loading. */
export async function spooledNotes(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
}
