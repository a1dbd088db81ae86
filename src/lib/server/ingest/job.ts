import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Route } from '$lib/exchange/route';
import type { NumberStyle } from '$lib/formats/format';
import type { LoadOutcome } from '$lib/server/store/store';
import type { OverlapDecision } from '$lib/usage/overlap';
import type { TriedEffect } from '$lib/usage/upload-effect';
import type { Reject, Upload } from '$lib/usage/upload';
import type { OriginalNote } from './originals';
import type { ReceivedBody } from './receive-body';
import type { Refusal } from './refusal';
import { undecided } from './refusals';
import { spoolPaths, type SpoolPaths } from './spool-folder';

export interface ReceiveOptions {
  /** A UUID that the sender chose, to call the upload off by before there is an answer; none is taken twice. */
  id?: string;
  /** File name as given. */
  name: string;
  /** A format's id, or `auto`. */
  format: string;
  /** Route of rows that name none. */
  route?: string;
  /** Create unknown route names as this kind. */
  newRoutes?: Route['kind'];
  /** The user's confirmation that the text is in GB18030. */
  encoding?: 'gb18030';
  /** How numbers are written, where the format's own style does not fit. */
  numberStyle?: NumberStyle;
  /** What becomes of usage that earlier uploads may hold too; without it the upload waits for a decision. */
  overlap?: OverlapDecision;
  /** Let it wait for a word where it changes months that are over; without this it is loaded as any other. */
  effect?: 'ask';
  /** Tell what it would come to, and store nothing. */
  dryRun?: true;
  sample?: boolean;
  /** Name of who sends it, where people sign in. */
  by?: string;
  /** Answer when loaded, else when received. */
  wait: boolean;
  /** Bytes that the sender announced. */
  contentLength?: number;
  signal?: AbortSignal;
  /** Asked once the body is here, before anything is kept: may whoever sends it still do so? */
  isStillAllowed?: () => Promise<boolean>;
}

/** 201 loaded, 202 received and waiting to be loaded, 200 the same bytes are there already, or only tried. */
export type Received =
  { ok: true; status: 200 | 201 | 202; upload: Upload; /** Of a dry run. */ effect?: TriedEffect } | Refusal;

/** What a person says of an undecided upload: what becomes of usage that others have too, or that it is to be added. */
export type Decision = OverlapDecision | 'add';

/** One upload that this process received and the store does not have. */
export interface Job {
  upload: Upload;
  options: ReceiveOptions;
  paths: SpoolPaths;
  cancel: AbortController;
  /** What its sender is answered. */
  receiving?: Promise<Received>;
  /** The outcome, set once the body is received; a refusal is an outcome, not a rejection. */
  loading?: Promise<Received>;
  /** Its note, once bytes and note are on the disk. */
  secured?: Promise<OriginalNote>;
  /** Is it stored, or has it come to nothing? Then nobody can be promised it any more. */
  ended?: boolean;
  /** Its body, while it waits for a decision. */
  undecided?: ReceivedBody;
  /** What it would change, once it was tried. */
  tried?: TriedEffect;
  /** What a person agreed to. */
  agreed?: TriedEffect;
  /** Of a failed load, for download. */
  rejects: Reject[];
}

/** A job for an upload that begins now. */
export function newJob(
  options: ReceiveOptions,
  spool: string,
  receivedAt: string,
  id: string = options.id ?? randomUUID(),
): Job {
  return {
    upload: {
      id,
      name: options.name,
      format: options.format,
      ...(options.route !== undefined && { route: options.route }),
      status: 'receiving',
      bytes: 0,
      rows: { read: 0, accepted: 0, duplicate: 0, rejected: 0, ignored: 0 },
      ignoredKinds: {},
      has: {
        latency: false,
        ttft: false,
        errors: false,
        charged: false,
        conversations: false,
        cached: false,
      },
      issues: [],
      receivedAt,
      ...(options.by !== undefined && { uploadedBy: options.by }),
      sample: options.sample ?? false,
    },
    options,
    paths: spoolPaths(spool, id),
    cancel: new AbortController(),
    rejects: [],
  };
}

/** Resolves once a job is called off. */
export async function calledOff({ cancel: { signal } }: Job): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** The job that an earlier process promised and did not finish, under the same id. */
export function promisedJob(note: OriginalNote, spool: string): Job {
  const { name, format, route, newRoutes, encoding, overlap, effect, sample, receivedAt, id, by } = note;
  const options: ReceiveOptions = {
    name,
    format: format.id,
    numberStyle: format.numberStyle,
    sample,
    wait: false,
    ...(route !== undefined && { route }),
    ...(newRoutes !== undefined && { newRoutes }),
    ...(encoding !== undefined && { encoding }),
    ...(overlap !== undefined && { overlap }),
    ...(effect !== undefined && { effect }),
    ...(by !== undefined && { by }),
  };
  return newJob(options, spool, receivedAt, id);
}

/** Uploads of jobs, but for dry runs, and those that are loaded: each once, newest first. */
export function newestFirst(jobs: readonly Job[], loaded: readonly Upload[]): Upload[] {
  const ids = new Set(loaded.map(({ id }) => id));
  const others = jobs.filter(({ options, upload }) => !options.dryRun && !ids.has(upload.id));
  return [...others.map(({ upload }) => upload), ...loaded].sort((a, b) =>
    b.receivedAt.localeCompare(a.receivedAt),
  );
}

/** Shows an upload as failed in its history: the refusal first. */
export function markFailed({ upload }: Job, refusal: Refusal | undefined): void {
  upload.status = 'failed';
  delete upload.progress;
  upload.issues = refusal
    ? [{ where: 'file', message: refusal.detail }, ...refusal.issues]
    : [{ where: 'file', message: 'Loading broke off; the log says why.' }];
}

/** Lets an upload wait for a decision: its files stay in the spool. */
export function hold(job: Job, body: ReceivedBody, outcome: LoadOutcome & { ok: false }): Refusal {
  const { overlaps, rows, ignoredKinds, withheld } = outcome;
  job.undecided = body;
  delete job.upload.progress;
  Object.assign(job.upload, {
    status: 'undecided',
    rows,
    ignoredKinds: withheld?.ignoredKinds ?? ignoredKinds,
    ...(overlaps ? { overlaps } : { effect: job.tried }),
  });
  return undecided(job.upload).refusal;
}

/** Is this a decision on what the upload waits for? */
export function answers({ upload }: Job, decision: Decision): boolean {
  return (decision === 'add') === (upload.overlaps === undefined);
}

/** What sending the same bytes again says of an upload that waits. */
export function decisionOf({ upload }: Job, { overlap, effect }: ReceiveOptions): Decision | undefined {
  if (upload.overlaps) return overlap;
  return effect === 'ask' ? undefined : 'add';
}

/** Ends the wait. From here on the upload is promised: nobody waits for an answer. */
export function settle(job: Job, decision: Decision): void {
  job.options = { ...job.options, wait: false, ...(decision !== 'add' && { overlap: decision }) };
  if (decision === 'add' && job.tried) job.agreed = job.tried;
  delete job.undecided;
  delete job.upload.overlaps;
  delete job.upload.effect;
  job.upload.status = 'loading';
}
