import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as afterOthers } from 'node:timers/promises';
import { crossrate } from '$lib/formats/crossrate';
import { SpoolFile } from '$lib/server/ingest/spool-file';
import type { LoadRequest, Store } from '$lib/server/store/store';
import { SAMPLE_FILES, type SampleFile } from './sample-files';

const LF = '\n';
const LONGEST_ISSUE_LIST = 3;

/**
 * Loads the sample company (SAMPLE_FILES) as uploads of its own, flagged as sample; those already there are left as
 * they are, so that a load that was cut short can be taken up again. Writes one file while the one before it loads, in
 * a folder of its own under `dataDir`, which is removed. Throws where the store refuses a file (the sample is part of
 * the product), and with its reason when the signal aborts.
 */
export async function loadSample(
  store: Store,
  dataDir: string,
  signal?: AbortSignal,
  now: () => Date = () => new Date(),
): Promise<void> {
  const folder = join(dataDir, 'sample');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  let loading = Promise.resolve();
  try {
    for (const file of SAMPLE_FILES) {
      if ((await store.upload(idOf(file))) !== undefined) continue;
      const request = await written(file, folder, now(), signal);
      await loading;
      const hasNext = file !== SAMPLE_FILES.at(-1);
      loading = load(store, { ...request, hasNext, ...(signal && { signal }) });
      loading.catch(() => undefined); // thrown where it is awaited
    }
    await loading;
  } finally {
    await loading.catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(store: Store, request: LoadRequest): Promise<void> {
  const outcome = await store.load(request);
  await rm(request.file.path);
  if (outcome.ok) return;
  const issues = outcome.issues.slice(0, LONGEST_ISSUE_LIST);
  const why = issues.map(({ where, message }) => `${where}: ${message}`).join('; ');
  throw new Error(`The store refused ${request.name} of the sample company: ${why}`);
}

/** Writes a file of the sample company and says how to load it. */
async function written(
  file: SampleFile,
  folder: string,
  receivedAt: Date,
  signal?: AbortSignal,
): Promise<LoadRequest> {
  const spool = await SpoolFile.create(join(folder, file.name));
  const hash = createHash('sha256');
  let [bytes, lines] = [0, 0];
  let columns: string[] = [];
  try {
    for (const text of file.text()) {
      signal?.throwIfAborted();
      const chunk = Buffer.from(text);
      if (bytes === 0) columns = text.slice(0, text.indexOf(LF)).split(',');
      bytes += chunk.length;
      lines += linesIn(chunk);
      hash.update(chunk);
      await spool.write(chunk);
      await afterOthers(); // so that the load of the file before goes on
    }
  } finally {
    await spool.finish();
  }
  const records = lines - 1;
  return {
    id: idOf(file),
    name: file.name,
    bytes,
    sha256: hash.digest('hex'),
    receivedAt: receivedAt.toISOString(),
    sample: true,
    format: crossrate,
    file: { path: spool.path, columns, delimiter: ',', quoted: false, newline: LF, records },
    read: records,
    rejects: [],
    issues: [],
  };
}

function idOf(file: SampleFile): string {
  return `sample-${file.name.replace(/\.csv$/, '')}`;
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) lines++;
  return lines;
}
