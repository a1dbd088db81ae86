import type { Format } from '$lib/formats/format';
import type { Closed } from '$lib/server/store/closed';
import type { LoadOutcome, LoadRequest, PlainFile, Store } from '$lib/server/store/store';
import { guardedWrite, type Hold } from '$lib/server/months/guard';
import type { Issue } from '$lib/usage/filters';
import { shippedFacts } from '$lib/server/facts';
import { agreement } from './agreement';
import { chooseFormat, fileShape } from './choose-format';
import { checkRoute } from './choose-route';
import type { IngestDeps } from './ingest';
import type { Job } from './job';
import { jsonColumns, rewriteJson } from './json-rewrite';
import { syncPath, writeNote, type OriginalNote } from './originals';
import { receiveBody, type ReceivedBody } from './receive-body';
import { Refused } from './refusal';
import { cancelled, notAllowedAnyMore } from './refusals';
import { rewrite, type Rewritten } from './rewrite';
import type { TextScanned } from './text-scan';

const SHOWN_REJECTS = 10;

/** Brings a job's body into the spool; it is called off with the request that sends it. */
export async function receiveJob(
  { options, paths, upload, cancel }: Job,
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<ReceivedBody> {
  const callOff = (): void => cancel.abort(cancelled());
  options.signal?.addEventListener('abort', callOff);
  try {
    const received = await receiveBody(body, {
      rawPath: paths.raw,
      textPath: paths.text,
      maxBytes,
      ...(options.encoding && { confirmedEncoding: options.encoding }),
      onBytes: (bytes) => void (upload.bytes = bytes),
      signal: cancel.signal,
    });
    if ((await options.isStillAllowed?.()) === false) throw notAllowedAnyMore();
    return received;
  } finally {
    options.signal?.removeEventListener('abort', callOff);
  }
}

/** Loads a received body, if closed months, and who asks what it changes, have nothing against it. */
export function writeJob(
  job: Job,
  body: ReceivedBody,
  format: Format,
  { store, tryOut, watch = (_, load) => load() }: Pick<IngestDeps, 'store' | 'tryOut' | 'watch'>,
): Promise<LoadOutcome> {
  const agree = agreement(job, tryOut);
  const write = (closed: Closed | undefined, hold: Hold): Promise<LoadOutcome> => {
    const load = () =>
      loadJob(job, body, format, store, { ...(closed && { closed }), ...(agree && { agree }) });
    return job.options.dryRun ? load() : watch(job.upload, load, hold);
  };
  return guardedWrite(store, { write });
}

/**
 * Loads a received body: as it is where it is plain, else rewritten. Throws Refused where there is nothing to load.
 */
export async function loadJob(
  { options, upload, paths, cancel }: Job,
  body: ReceivedBody,
  format: Format,
  store: Store,
  conditions: Pick<LoadRequest, 'closed' | 'agree' | 'again'>,
): Promise<LoadOutcome> {
  const { file, rejects, read, emptyLines } = await plainFileOf(body, paths.plain, format, cancel.signal);
  if (read === 0)
    throw new Refused(
      422,
      'no-records',
      'There are no records',
      body.scanned.kind === 'json'
        ? 'The file is JSON without a record.'
        : 'The file has a header and no record under it.',
    );
  return store.load({
    id: upload.id,
    name: upload.name,
    bytes: body.bytes,
    sha256: body.sha256,
    receivedAt: upload.receivedAt,
    ...(upload.uploadedBy !== undefined && { uploadedBy: upload.uploadedBy }),
    sample: upload.sample,
    format,
    file,
    read,
    rejects,
    issues: readingIssues(rejects, emptyLines, file.lineIs),
    ...(options.route !== undefined && { route: options.route }),
    ...(options.newRoutes !== undefined && { newRoutes: options.newRoutes }),
    overlap: options.overlap ?? 'ask',
    ...conditions,
    onProgress: (share) => void (upload.progress = share),
    signal: cancel.signal,
  });
}

/**
 * The plain file of a body: the text itself where the scan found it plain, else a rewritten one at `target`. Of JSON it
 * holds what the format reads.
 */
export async function plainFileOf(
  { scanned, textPath }: ReceivedBody,
  target: string,
  format: Format,
  signal?: AbortSignal,
): Promise<Rewritten> {
  if (scanned.kind === 'json') {
    const records = { place: format.records?.[0] ?? '', columns: jsonColumns(format, scanned) };
    return rewriteJson(textPath, target, scanned, records, signal);
  }
  return plainCsv(scanned, textPath, target, signal);
}

/** The plain file of a CSV: the text itself where the scan found it plain, else a rewritten one at `target`. */
export async function plainCsv(
  scanned: TextScanned,
  textPath: string,
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
export function readingIssues(
  rejects: Rewritten['rejects'],
  emptyLines: number,
  lineIs: PlainFile['lineIs'],
): Issue[] {
  const issues = rejects
    .slice(0, SHOWN_REJECTS)
    .map(({ line, reason }) => ({ where: `${lineIs ?? 'line'} ${line}`, message: reason }));
  const skipped = emptyLines === 1 ? '1 empty line was skipped.' : `${emptyLines} empty lines were skipped.`;
  return emptyLines > 0 ? [...issues, { where: 'file', message: skipped }] : issues;
}

/** Settles format and route before the upload waits for its turn. Throws Refused. */
export async function prepareJob(
  { upload, options }: Job,
  { scanned }: ReceivedBody,
  { formats, store }: Pick<IngestDeps, 'formats' | 'store'>,
): Promise<Format> {
  const format = chooseFormat(fileShape(scanned), await formats(), options);
  checkRoute(format, [...shippedFacts().routes, ...(await store.routes())], options);
  upload.format = format.id;
  upload.status = 'loading';
  return format;
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
    ...(options.overlap !== undefined && { overlap: options.overlap }),
    ...(options.effect !== undefined && { effect: options.effect }),
    ...(options.by !== undefined && { by: options.by }),
    ...(!options.wait && { promised: true }),
  };
}
