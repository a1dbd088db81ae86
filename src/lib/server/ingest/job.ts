import { randomUUID } from 'node:crypto';
import type { Route } from '$lib/exchange/route';
import type { NumberStyle } from '$lib/formats/format';
import type { LoadOutcome } from '$lib/server/store/store';
import type { Issue } from '$lib/usage/filters';
import type { OverlapDecision } from '$lib/usage/overlap';
import type { Reject, Upload } from '$lib/usage/upload';
import type { OriginalNote } from './originals';
import type { ReceivedBody } from './receive-body';
import type { Refusal } from './refusal';
import { undecided } from './refusals';
import { spoolPaths, type SpoolPaths } from './spool-folder';

export interface ReceiveOptions {
  /** A UUID that the sender chose, to call the upload off by before there is an answer. */
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
  sample?: boolean;
  /** Answer when loaded, else when received. */
  wait: boolean;
  /** Bytes that the sender announced. */
  contentLength?: number;
  signal?: AbortSignal;
}

/** 201 loaded, 202 received and waiting to be loaded, 200 the same bytes are there already. */
export type Received = { ok: true; status: 200 | 201 | 202; upload: Upload } | Refusal;

/** One upload that this process received and the store does not have. */
export interface Job {
  upload: Upload;
  options: ReceiveOptions;
  paths: SpoolPaths;
  cancel: AbortController;
  /** The outcome, set once the body is received; a refusal is an outcome, not a rejection. */
  loading?: Promise<Received>;
  /** Its body, while it waits for a decision on what overlaps. */
  undecided?: ReceivedBody;
  /** Of a failed load, for download. */
  rejects: Reject[];
}

/** A job for an upload that begins now. */
export function newJob(
  options: ReceiveOptions,
  spool: string,
  receivedAt: string,
  id: string = randomUUID(),
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
      sample: options.sample ?? false,
    },
    options,
    paths: spoolPaths(spool, id),
    cancel: new AbortController(),
    rejects: [],
  };
}

/** The job that an earlier process promised and did not finish, under the same id. */
export function promisedJob(note: OriginalNote, spool: string): Job {
  const { name, format, route, newRoutes, encoding, overlap, sample, receivedAt, id } = note;
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
  };
  return newJob(options, spool, receivedAt, id);
}

/** Issues of a refused upload as its history shows them: the refusal first. */
export function issuesOf(refusal: Refusal): Issue[] {
  return [{ where: 'file', message: refusal.detail }, ...refusal.issues];
}

/** Lets an upload wait for a decision on what overlaps: its files stay in the spool. */
export function hold(job: Job, body: ReceivedBody, outcome: LoadOutcome & { ok: false }): Refusal {
  const { overlaps = [], rows } = outcome;
  job.undecided = body;
  delete job.upload.progress;
  Object.assign(job.upload, { status: 'undecided', overlaps, rows });
  return undecided(job.upload).refusal;
}

/** Ends the wait. From here on the upload is promised: nobody waits for an answer. */
export function settle(job: Job, overlap: OverlapDecision): void {
  job.options = { ...job.options, overlap, wait: false };
  delete job.undecided;
  delete job.upload.overlaps;
  job.upload.status = 'loading';
}
