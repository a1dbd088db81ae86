import type { Format } from '$lib/formats/format';
import type { LoadOutcome, PlainFile, Store } from '$lib/server/store/store';
import type { Issue } from '$lib/usage/filters';
import type { Job } from './job';
import { syncPath, writeNote, type OriginalNote } from './originals';
import type { ReceivedBody } from './receive-body';
import { Refused } from './refusal';
import { rewrite, type Rewritten } from './rewrite';

const SHOWN_REJECTS = 10;

/**
 * Loads a received body: as it is where it is plain, else rewritten. Throws Refused where there is nothing to load.
 */
export async function loadJob(
  { options, upload, paths, cancel }: Job,
  body: ReceivedBody,
  format: Format,
  store: Store,
): Promise<LoadOutcome> {
  const { file, rejects, read, emptyLines } = await plainFileOf(body, paths.plain, cancel.signal);
  if (read === 0)
    throw new Refused(
      422,
      'no-records',
      'There are no records',
      'The file has a header and no record under it.',
    );
  return store.load({
    id: upload.id,
    name: upload.name,
    bytes: body.bytes,
    sha256: body.sha256,
    receivedAt: upload.receivedAt,
    sample: upload.sample,
    format,
    file,
    read,
    rejects,
    issues: readingIssues(rejects, emptyLines),
    ...(options.route !== undefined && { route: options.route }),
    ...(options.newRoutes !== undefined && { newRoutes: options.newRoutes }),
    onProgress: (share) => void (upload.progress = share),
    signal: cancel.signal,
  });
}

/** The plain file of a body: the text itself where the scan found it plain, else a rewritten one at `target`. */
export async function plainFileOf(
  { scanned, textPath }: ReceivedBody,
  target: string,
  signal?: AbortSignal,
): Promise<Rewritten> {
  if (scanned.irregular !== undefined) return rewrite(textPath, target, scanned, signal);
  const { columns, delimiter, quoted, newline, records } = scanned;
  const file: PlainFile = {
    path: textPath,
    columns,
    delimiter,
    quoted,
    newline: newline === '\r\n' ? '\r\n' : '\n',
    records,
  };
  return { file, rejects: [], read: records, emptyLines: 0 };
}

/** What reading found, for the upload's history: the first rejects, and empty lines. */
export function readingIssues(rejects: Rewritten['rejects'], emptyLines: number): Issue[] {
  const issues = rejects
    .slice(0, SHOWN_REJECTS)
    .map(({ line, reason }) => ({ where: `line ${line}`, message: reason }));
  const skipped = emptyLines === 1 ? '1 empty line was skipped.' : `${emptyLines} empty lines were skipped.`;
  return emptyLines > 0 ? [...issues, { where: 'file', message: skipped }] : issues;
}

/** Brings a received body and its note to the disk. */
export async function secure(job: Job, body: ReceivedBody, format: Format): Promise<OriginalNote> {
  const note = noteOf(job, body, format);
  await Promise.all([syncPath(job.paths.raw), writeNote(job.paths.note, note)]);
  return note;
}

function noteOf({ upload, options }: Job, body: ReceivedBody, format: Format): OriginalNote {
  return {
    id: upload.id,
    name: upload.name,
    sha256: body.sha256,
    bytes: body.bytes,
    gzip: body.gzip,
    receivedAt: upload.receivedAt,
    sample: upload.sample,
    format,
    ...(options.route !== undefined && { route: options.route }),
    ...(options.newRoutes !== undefined && { newRoutes: options.newRoutes }),
    ...(options.encoding !== undefined && { encoding: options.encoding }),
    ...(!options.wait && { promised: true }),
  };
}
