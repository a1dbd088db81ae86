import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Format } from '$lib/formats/format';
import type { LoadOutcome } from '$lib/server/store/store';
import { guardedWrite, inTurn } from '$lib/server/months/guard';
import type { Reject, Upload } from '$lib/usage/upload';
import { keepNewest } from '$lib/server/keep-newest';
import {
  answers,
  calledOff,
  decisionOf,
  hold,
  markFailed,
  newestFirst,
  newJob,
  promisedJob,
  settle,
  type Decision,
  type Job,
  type ReceiveOptions,
  type Received,
} from './job';
import { prepareJob, receiveJob, secure, writeJob } from './load-job';
import { Originals } from './originals';
import { owe } from './owed';
import { previewUpload, type PreviewOptions, type UploadPreview } from './preview';
import { tooLarge, type ReceivedBody } from './receive-body';
import { Refused, type Refusal } from './refusal';
import { diskFull } from './spool-file';
import { clearSpool, removeSpooled } from './spool-folder';
import * as refusals from './refusals';
import type { Ingest, IngestDeps } from './ingest';

const MAX_PAST = 100;
const MAX_UNDECIDED = 8;

/** Ingest itself: uploads from a request's body to the store, loaded one at a time. */
export class UploadQueue implements Ingest {
  readonly #kept: Originals;
  readonly #deps: IngestDeps;
  readonly #spool: string;
  readonly #started: Promise<void>;
  /** In flight by id. */
  readonly #jobs = new Map<string, Job>();
  /** Failed in this process, oldest first. */
  readonly #failed = new Map<string, Job>();
  /** In flight and received, by SHA-256. */
  readonly #bySha256 = new Map<string, Job>();
  /** Ids of what was removed, oldest first: a browser may send an upload once more that was just called off. */
  readonly #calledOff = new Set<string>();
  /** Ends when all loads so far have: they run one at a time. */
  #queue: Promise<unknown> = Promise.resolve();
  #stopping = false;

  constructor(deps: IngestDeps) {
    this.#deps = deps;
    this.#spool = join(deps.dataDir, 'spool');
    const isLoading = (): boolean => [...this.#jobs.values()].some((job) => !job.undecided);
    const precedence = { isLoading, isAsked: deps.isAsked };
    this.#kept = new Originals(join(deps.dataDir, 'originals'), deps.log, precedence);
    this.#started = this.#start();
    this.#started.catch(() => undefined); // met by the first upload
  }

  async receive(body: ReadableStream<Uint8Array>, options: ReceiveOptions): Promise<Received> {
    if (this.#stopping) return refusals.stopping().refusal;
    const { maxUpload, now } = this.#deps;
    if ((options.contentLength ?? 0) > maxUpload) return tooLarge(maxUpload).refusal;
    const job = newJob(options, this.#spool, new Date(now()).toISOString());
    const { id } = job.upload;
    if ((await this.get(id)) ?? this.#jobs.has(id)) return refusals.idTaken().refusal;
    if (this.#calledOff.has(id)) return refusals.cancelled().refusal;
    return this.#run(job, body);
  }

  async preview(bytes: Uint8Array, options: PreviewOptions): Promise<UploadPreview | Refusal> {
    await this.#started;
    return previewUpload(bytes, options, {
      store: this.#deps.store,
      formats: await this.#deps.formats(),
      spool: this.#spool,
    });
  }

  async list(): Promise<Upload[]> {
    const here = [...this.#jobs.values(), ...this.#failed.values()]; // before asking: what is loaded meanwhile is in both
    return newestFirst(here, await this.#deps.store.uploads());
  }

  async get(id: string): Promise<Upload | undefined> {
    const here = this.#jobs.get(id) ?? this.#failed.get(id); // until all that belongs to a load is done
    return here?.upload ?? this.#deps.store.upload(id);
  }

  async rejects(id: string, offset: number, limit: number): Promise<Reject[]> {
    const failed = this.#failed.get(id);
    return failed
      ? failed.rejects.slice(offset, offset + limit)
      : this.#deps.store.rejects(id, offset, limit);
  }

  async decide(id: string, decision: Decision): Promise<Received> {
    const job = this.#jobs.get(id);
    const body = job?.undecided;
    if (!job || !body || !answers(job, decision)) return refusals.notUndecided().refusal;
    if (this.#stopping) return refusals.stopping().refusal;
    settle(job, decision);
    return this.#enqueue(job, body);
  }

  async remove(id: string): Promise<boolean> {
    keepNewest(this.#calledOff.add(id), MAX_PAST);
    const job = this.#jobs.get(id);
    if (job) await this.#callOff(job);
    if (this.#failed.delete(id)) return true;
    const { store } = this.#deps;
    const loaded = await store.upload(id);
    if (!loaded || !(await guardedWrite(store, { write: (closed) => store.removeUpload(id, closed) })))
      return job !== undefined;
    if (loaded.sha256) await this.#kept.remove(loaded.sha256);
    return true;
  }

  between<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(task);
    this.#queue = Promise.allSettled([turn]);
    return turn;
  }

  async drain(): Promise<void> {
    this.#stopping = true;
    await this.#started.catch(() => undefined);
    for (const job of this.#jobs.values()) if (!job.loading) job.cancel.abort(refusals.stopping());
    await this.#queue.then(() => inTurn(this.#deps.store, () => Promise.resolve())); // the last load's note
    await this.#kept.close();
  }

  /** Takes over what a dead process left: see clearSpool. */
  async #start(): Promise<void> {
    const { log, store, now } = this.#deps;
    await this.#kept.open();
    const at = new Date(now()).toISOString();
    for (const note of await clearSpool(this.#spool, store, this.#kept, log, at)) {
      const job = promisedJob(note, this.#spool);
      const body = Readable.toWeb(createReadStream(job.paths.left)) as ReadableStream<Uint8Array>;
      this.#run(job, body).catch((error: unknown) =>
        log.error({ err: error, upload: note.id }, 'an upload left in the spool was not loaded'),
      );
    }
  }

  async #run(job: Job, body: ReadableStream<Uint8Array>): Promise<Received> {
    this.#jobs.set(job.upload.id, job);
    job.receiving = this.#receive(job, body).catch((error: unknown) => this.#fail(job, error));
    return job.receiving;
  }

  async #receive(job: Job, body: ReadableStream<Uint8Array>): Promise<Received> {
    await this.#started;
    const received = await receiveJob(job, body, this.#deps.maxUpload);
    const twin = await this.#claim(job, received.sha256);
    if (!twin) return this.#enqueue(job, received);
    await this.#forget(job);
    return twin;
  }

  /** Ends a job, and resolves once nothing more becomes of it. */
  async #callOff(job: Job): Promise<void> {
    job.cancel.abort(refusals.cancelled());
    await job.receiving?.catch(() => undefined);
    await job.loading?.catch(() => undefined);
    if (job.undecided) await this.#forget(job);
  }

  /** Makes a job the one that loads these bytes, or answers with the upload that has them already. */
  async #claim(job: Job, sha256: string): Promise<Received | undefined> {
    job.upload.sha256 = sha256;
    const { wait, dryRun } = job.options;
    let status: 200 | 201 = 200;
    for (;;) {
      const loaded = await this.#deps.store.uploadBySha256(sha256);
      job.cancel.signal.throwIfAborted();
      if (loaded) return { ok: true, status, upload: loaded };
      const first = this.#bySha256.get(sha256);
      if (dryRun) return undefined;
      if (!first) {
        this.#bySha256.set(sha256, job);
        return undefined;
      }
      const decision = first.undecided && decisionOf(first, job.options);
      if (decision) {
        const decided = await this.decide(first.upload.id, decision);
        if (!decided.ok) return decided;
        status = 201;
      } else if (first.undecided && wait) return refusals.undecided(first.upload).refusal;
      if (!wait && (await owe(first))) return { ok: true, status: 202, upload: first.upload };
      await Promise.race([first.loading, calledOff(job)]).catch(() => undefined);
    }
  }

  async #enqueue(job: Job, received: ReceivedBody): Promise<Received> {
    const format = prepareJob(job, received, this.#deps);
    const secured = format.then((chosen) => secure(job, received, chosen));
    secured.catch(() => undefined); // met by who awaits it
    job.secured = secured;
    const turn = this.#queue;
    job.loading = Promise.all([format, Promise.race([turn, calledOff(job)])])
      .then(([chosen]) => this.#load(job, received, chosen))
      .catch((error: unknown) => this.#fail(job, error));
    this.#queue = Promise.allSettled([turn, job.loading]);
    if (job.options.wait) return job.loading;
    job.loading.catch((error: unknown) => this.#deps.log.error({ err: error }, 'an upload was not loaded'));
    await secured.catch((error: unknown) => {
      job.cancel.abort(diskFull(error));
      throw error;
    });
    return { ok: true, status: 202, upload: job.upload };
  }

  async #load(job: Job, body: ReceivedBody, format: Format): Promise<Received> {
    job.cancel.signal.throwIfAborted();
    if (this.#stopping) throw refusals.stopping();
    const { store, log, now, keepOriginals = true } = this.#deps;
    const routes = await store.routes();
    const outcome = await writeJob(job, body, format, this.#deps);
    if (!outcome.ok && (outcome.overlaps ?? outcome.withheld)) {
      await job.secured;
      return job.options.dryRun ? this.#tried(job, outcome) : this.#hold(job, body, outcome);
    }
    if (!outcome.ok) throw refusals.refusedBy(outcome, job);
    const { id, rows } = outcome.upload;
    job.ended = true;
    try {
      const note = await job.secured;
      if (keepOriginals && note) {
        const loaded = { at: new Date(now()).toISOString(), routes };
        await this.#kept.keep({ ...note, loaded }, job.paths.raw, job.paths.note);
      }
    } catch (error) {
      log.warn({ err: error, upload: id }, 'an upload is loaded, but its original could not be kept');
    }
    await this.#forget(job);
    log.info({ upload: id, rows, format: format.id }, 'an upload was loaded');
    return { ok: true, status: 201, upload: outcome.upload };
  }

  /** Ends a dry run: nothing of it stays. */
  async #tried(job: Job, outcome: LoadOutcome & { ok: false }): Promise<Received> {
    await this.#forget(job);
    if (outcome.overlaps) return refusals.overlapTried(outcome.overlaps).refusal;
    const effect = job.tried && { effect: job.tried };
    return { ok: true, status: 200, upload: outcome.withheld ?? job.upload, ...effect };
  }

  /** Lets an upload wait for a decision; of those that were refused until there is one, the oldest go. */
  async #hold(job: Job, body: ReceivedBody, outcome: LoadOutcome & { ok: false }): Promise<Refusal> {
    const refusal = hold(job, body, outcome);
    const refused = [...this.#jobs.values()].filter((one) => one.undecided && one.options.wait);
    for (const old of refused.slice(0, -MAX_UNDECIDED)) await this.#forget(old);
    return refusal;
  }

  /** Ends a job that came to nothing; errors that are nobody's input go on to the caller. */
  async #fail(job: Job, error: unknown): Promise<Refusal> {
    const cause = refusals.causeOf(job, error);
    const refusal = cause instanceof Refused ? cause.refusal : undefined;
    const owed = refusal?.status === 503 && job.loading !== undefined && !job.options.wait;
    await this.#forget(job, owed);
    if (refusal && (job.options.dryRun || refusal.problem === 'cancelled' || refusal.status === 503))
      return refusal;
    markFailed(job, refusal);
    keepNewest(this.#failed.set(job.upload.id, job), MAX_PAST);
    if (!refusal) throw cause;
    return refusal;
  }

  /** Takes a job off the books; its files stay in the spool where the next process is to load it. */
  async #forget(job: Job, owed = false): Promise<void> {
    const { id, sha256 } = job.upload;
    job.ended = true;
    await Promise.allSettled([job.secured]); // nothing may be written after the spool is cleared
    if (!owed) await removeSpooled(job.paths);
    this.#jobs.delete(id);
    if (sha256 !== undefined && this.#bySha256.get(sha256) === job) this.#bySha256.delete(sha256);
  }
}
