import type { FormatSpec } from '$lib/formats/format-spec';
import type { NumberStyle } from '$lib/formats/format';
import type { Question } from '$lib/formats/propose-field';
import type { Issue } from '$lib/usage/filters';
import type { OverlapDecision } from '$lib/usage/overlap';
import type { Reject, Upload, UploadHas } from '$lib/usage/upload';
import type { UploadEffect } from '$lib/usage/upload-effect';
import { askJson } from '$lib/components/ask-json';
import { putJson, removeAt } from '$lib/components/send-json';
import { sendFile, type ProblemAnswer, type Sent, type UploadAnswer } from '$lib/components/send-file';

/** Where a file is on its way: its beginning is read, a person decides, it is sent, loaded, done. An undecided one overlaps, or is late. */
export type QueuedStatus =
  | 'reading'
  | 'deciding'
  | 'sending'
  | 'loading'
  | 'undecided'
  | 'ready'
  | 'same'
  | 'failed'
  | 'cancelling'
  | 'cancelled';

/** What the beginning of a file says, as the API answers it. */
export interface PreviewAnswer {
  format: { id: string; label: string } | null;
  candidates: { id: string; label: string }[];
  proposal: { format: FormatSpec; questions: Question[]; unused: string[] } | null;
  header: string[];
  dialect: {
    encoding: string;
    gzip: boolean;
    shape: 'csv' | 'json' | 'ndjson';
    delimiter: string | null;
    newline: string | null;
    number_style: NumberStyle | null;
    /** False where the file would be refused for its numbers. */
    number_style_fits: boolean;
  };
  mapping: { field: string; column: string | null; value: string | null; default: string | null }[];
  rows: Record<string, unknown>[];
  rejects: Reject[];
  ignored_kinds: Record<string, number>;
  has: UploadHas | null;
  issues: Issue[];
}

const EMPTY = {
  title: 'The file is empty',
  detail: 'It has no bytes. Export it again; a download may have been broken off.',
};
const GONE = {
  title: 'The upload is gone',
  detail: 'Somebody cancelled or removed it meanwhile. Send the file again if it is to count.',
};
const REFUSED = 'The file was refused. Nothing was stored.';
const PREVIEW_BYTES = 256 * 1024;
const POLL_MS = 250;
const NOT_FOUND = 404;

/** One file on its way in. */
export class QueuedUpload {
  status = $state<QueuedStatus>('reading');
  preview = $state.raw<PreviewAnswer>();
  problem = $state.raw<ProblemAnswer>();
  upload = $state.raw<UploadAnswer>();
  /** What loading it changed in months that had figures before. */
  effect = $state.raw<UploadEffect>();
  /** Share of the bytes that have left, 0 to 1. */
  sent = $state(0);
  format = $state('auto');
  /** Route of all rows, where the file names none. */
  route = $state('official');
  /** Route of rows without one, where the file names routes; they are rejected where nobody says it. */
  routeOfOthers = $state('');
  newRoutes = $state<'' | 'official' | 'relay'>('');
  numberStyle = $state<NumberStyle | ''>('');
  encoding = $state<'' | 'gb18030'>('');
  /** Are the same bytes on their way already, sent by another? That upload is followed, and left alone. */
  isTwin = $state(false);
  #abort = new AbortController();
  #id = '';

  constructor(readonly file: File) {}

  /** An upload that was left undecided, on another page or before a restart. */
  static leftUndecided(upload: UploadAnswer): QueuedUpload {
    const queued = new QueuedUpload(new File([], upload.name));
    queued.upload = upload;
    queued.#id = upload.id;
    queued.status = 'undecided';
    return queued;
  }

  /** Bytes of the file. */
  get size(): number {
    return this.file.size || (this.upload?.bytes ?? 0);
  }

  /** Does the file name routes itself? */
  get namesRoutes(): boolean {
    return this.preview?.mapping.some(({ field, column }) => field === 'route' && column !== null) ?? false;
  }

  /** Is there a format to load it by, in which its numbers can be read, and nobody has done so yet? */
  get loadable(): boolean {
    const reads = Boolean(this.preview?.format) && this.preview?.dialect.number_style_fits === true;
    return this.status === 'deciding' && reads && !this.problem;
  }

  /** Does it look like GB18030, which a person has to confirm? */
  get looksLikeGb18030(): boolean {
    return this.problem?.type === '/problems/confirm-encoding';
  }

  /** Reads the beginning of the file as the server would; stores nothing. */
  async look(): Promise<void> {
    this.status = 'reading';
    await this.forget();
    this.problem = this.file.size === 0 ? EMPTY : undefined;
    if (!this.problem) await this.#preview();
    this.status = 'deciding';
  }

  /** Once more where the answer changes what is to be asked: a file that names its routes is given none. */
  async #preview(): Promise<void> {
    const query = String(this.#query());
    await this.#askPreview(query);
    const next = String(this.#query());
    if (next !== query && !this.problem) await this.#askPreview(next);
  }

  async #askPreview(query: string): Promise<void> {
    const body = this.file.slice(0, PREVIEW_BYTES);
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await fetch(`/api/v1/uploads/preview?${query}`, {
      method: 'POST',
      headers,
      body,
    }).catch(() => undefined);
    const answer = (await response?.json().catch(() => undefined)) as unknown;
    if (response?.ok) this.preview = answer as PreviewAnswer;
    else this.problem = (answer ?? { title: 'The server could not be reached' }) as ProblemAnswer;
  }

  /**
   * Sends the file and follows it until it is loaded, refused or undecided. With `asks` it is not stored where it changes
   * months that are over.
   */
  async load(asks: boolean): Promise<void> {
    this.#abort = new AbortController();
    this.#id = crypto.randomUUID();
    this.isTwin = false;
    this.problem = undefined;
    this.sent = 0;
    this.status = 'sending';
    const onSent = (share: number): void => {
      this.sent = share;
      if (share === 1) this.status = 'loading';
    };
    const query = this.#query();
    query.set('id', this.#id);
    if (asks) query.set('effect', 'ask');
    const { signal } = this.#abort;
    const sent = await sendFile(`/api/v1/uploads?${query}`, this.file, onSent, signal);
    if (!signal.aborted) await this.#follow(sent);
  }

  /** Says what becomes of the usage that earlier uploads may hold too, and follows the file until it is loaded. */
  async decide(decision: OverlapDecision): Promise<void> {
    return this.#settle('overlap', decision);
  }

  /** Says that it is to be added although it changes months that are over, and follows it until it is loaded. */
  async add(): Promise<void> {
    return this.#settle('effect', 'add');
  }

  async #settle(what: 'overlap' | 'effect', decision: OverlapDecision | 'add'): Promise<void> {
    this.#abort = new AbortController();
    this.status = 'loading';
    const { signal } = this.#abort;
    const problem = await putJson(`${this.#address}/${what}`, { decision });
    if (signal.aborted) return;
    if (problem) this.#fail(problem);
    else await this.#untilLoaded();
  }

  /** Calls the file off, wherever it is. That nothing of it stays is said once the server has said so. */
  async cancel(): Promise<void> {
    this.#abort.abort();
    this.status = 'cancelling';
    const problem = await removeAt(this.#address);
    if (problem && problem.status !== NOT_FOUND)
      this.#fail({ ...problem, title: `It may have been stored. ${problem.title}` });
    else this.status = 'cancelled';
  }

  async #follow(sent: Sent): Promise<void> {
    if (!sent.ok) return (await this.#hasArrived(sent)) ? this.#untilLoaded() : this.#fail(sent.problem);
    this.upload = sent.upload;
    this.isTwin = sent.status !== 200 && sent.upload.id !== this.#id;
    this.#id = sent.upload.id;
    if (sent.status === 200) this.status = 'same';
    else await this.#untilLoaded();
  }

  /** Was the file taken in although its answer was lost? A browser may have sent it once more then, in vain. */
  async #hasArrived({ status, problem }: Sent & { ok: false }): Promise<boolean> {
    const isLost = status === 0 || problem.type === '/problems/id-taken';
    return isLost && (await askJson(this.#address)).ok;
  }

  async #untilLoaded(): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      const asked = await askJson<UploadAnswer>(this.#address, signal);
      if (signal.aborted) return;
      if (!asked.ok && asked.status === NOT_FOUND) return this.#fail(GONE);
      if (asked.ok) this.upload = asked.answer;
      const status = this.upload?.status;
      if (status === 'ready') return this.#ready(signal);
      if (status === 'failed') return this.#fail({ title: REFUSED, issues: this.upload?.issues ?? [] });
      this.status = status === 'undecided' ? 'undecided' : 'loading';
      if (status === 'undecided') return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async #ready(signal: AbortSignal): Promise<void> {
    const asked = await askJson<UploadEffect>(`${this.#address}/effect`, signal);
    if (signal.aborted) return;
    if (asked.ok) this.effect = asked.answer;
    this.status = 'ready';
  }

  /** Takes an upload that was refused off the list of uploads, with the rows that can be downloaded until then. */
  async forget(): Promise<void> {
    if (this.isTwin) this.#abort.abort();
    if (this.isTwin || this.upload?.status !== 'failed') return;
    this.upload = undefined;
    await removeAt(this.#address);
  }

  #fail(problem: ProblemAnswer): void {
    this.problem = problem;
    this.status = 'failed';
  }

  get #address(): string {
    return `/api/v1/uploads/${this.#id}`;
  }

  #query(): URLSearchParams {
    const query = new URLSearchParams({ name: this.file.name, format: this.format });
    const route = this.namesRoutes ? this.routeOfOthers : this.route;
    if (route) query.set('route', route);
    if (this.newRoutes) query.set('new_routes', this.newRoutes);
    if (this.numberStyle) query.set('number_style', this.numberStyle);
    if (this.encoding) query.set('encoding', this.encoding);
    return query;
  }
}

/** Files on their way, in the order in which they were given. */
export const queue = $state<{ files: QueuedUpload[] }>({ files: [] });

/** Takes files in: their beginnings are read at once, nothing is stored until a person says so. */
export function enqueue(files: Iterable<File>): void {
  for (const file of files) {
    const queued = new QueuedUpload(file);
    queue.files.push(queued);
    void queued.look();
  }
}

/** Takes in uploads that wait for a decision and are on no card. */
export function takeUndecided(uploads: readonly Upload[]): void {
  const known = new Set(queue.files.map(({ upload }) => upload?.id));
  for (const upload of uploads)
    if (upload.status === 'undecided' && !known.has(upload.id))
      queue.files.push(QueuedUpload.leftUndecided({ ...upload, ignored_kinds: upload.ignoredKinds }));
}

/** Takes a file off the list, and off that of the uploads where it was refused. */
export async function close(queued: QueuedUpload): Promise<void> {
  await queued.forget();
  dismiss(queued);
}

/** Takes a file off the list. */
export function dismiss(queued: QueuedUpload): void {
  queue.files = queue.files.filter((one) => one !== queued);
}
