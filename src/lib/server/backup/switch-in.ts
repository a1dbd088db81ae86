import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { syncPath } from '$lib/server/ingest/originals';
import { DATABASE, ORIGINALS } from './backup-note';

/** Of a data folder: what a restore or rebuild makes ready before it takes the place of what is there. */
const INCOMING = 'incoming';
const READY = 'ready.json';

/** A folder to make things ready in; what an earlier try left there is gone. */
export async function newIncoming(dataDir: string): Promise<string> {
  const incoming = join(dataDir, INCOMING);
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  return incoming;
}

/** Names in a data folder that hold what people put there; without originals those of the database alone. */
export async function present(dataDir: string, originals: boolean): Promise<string[]> {
  const names = await readdir(dataDir).catch(() => []);
  const isDatabase = (name: string): boolean => name.startsWith(DATABASE);
  const holds = await Promise.all(
    [ORIGINALS, 'spool'].map(async (name) => (await readdir(join(dataDir, name)).catch(() => [])).length > 0),
  );
  return [
    ...names.filter(isDatabase),
    ...(originals ? [ORIGINALS, 'spool'].filter((_, at) => holds[at]) : []),
  ];
}

/** What takes whose place: names in the incoming folder, names in the data folder, and the folder that takes the latter. */
const PLAN = v.object({ arriving: v.array(v.string()), leaving: v.array(v.string()), aside: v.string() });

/**
 * Puts `arriving`, made ready in the incoming folder, in the place of `leaving`, which is moved into the new folder
 * `aside`; gives its path. Broken off in the middle, finishSwitch goes on with it.
 */
export async function switchIn(
  dataDir: string,
  plan: v.InferOutput<typeof PLAN>,
): Promise<string | undefined> {
  const incoming = join(dataDir, INCOMING);
  await writeFile(join(incoming, `${READY}.part`), JSON.stringify(plan), { flush: true });
  await rename(join(incoming, `${READY}.part`), join(incoming, READY));
  await syncPath(incoming);
  await finishSwitch(dataDir);
  return plan.leaving.length > 0 ? join(dataDir, plan.aside) : undefined;
}

/** Goes on with what switchIn had begun, if anything: to be called before a data folder is opened. */
export async function finishSwitch(dataDir: string): Promise<void> {
  const incoming = join(dataDir, INCOMING);
  const text = await readFile(join(incoming, READY), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const { arriving, leaving, aside } = v.parse(v.pipe(v.string(), v.parseJson(), PLAN), text);
  if (leaving.length > 0) await mkdir(join(dataDir, aside), { recursive: true });
  for (const name of leaving) {
    const kept = join(dataDir, aside, name);
    if (!existsSync(kept)) await rename(join(dataDir, name), kept);
  }
  for (const name of arriving) {
    if (!existsSync(join(incoming, name))) continue;
    await rm(join(dataDir, name), { recursive: true, force: true });
    await rename(join(incoming, name), join(dataDir, name));
  }
  await syncPath(dataDir);
  await rm(incoming, { recursive: true });
}
