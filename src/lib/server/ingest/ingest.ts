import type { Format } from '$lib/formats/format';
import type { Log } from '$lib/server/log';
import type { Hold } from '$lib/server/months/guard';
import type { LoadOutcome, Store } from '$lib/server/store/store';
import type { Reject, Upload } from '$lib/usage/upload';
import type { TryOut } from './agreement';
import type { Decision, ReceiveOptions, Received } from './job';
import type { PreviewOptions, UploadPreview } from './preview';
import type { Refusal } from './refusal';
import { UploadQueue } from './upload-queue';

export interface IngestDeps {
  store: Store;
  /** Folder that gets `spool` and `originals`. */
  dataDir: string;
  /** Bytes of one upload as sent, at most. */
  maxUpload: number;
  formats: () => Promise<Format[]>;
  log: Log;
  /** Epoch milliseconds. */
  now: () => number;
  /** Keep what was sent, so that everything can be loaded anew. True where not given. */
  keepOriginals?: boolean;
  /** Do people wait for answers, or did just now? Never where not given. */
  isAsked?: () => boolean;
  /** Runs a load and looks at what it does to the figures; no other write falls in before it has looked. */
  watch?: (upload: Upload, load: () => Promise<LoadOutcome>, hold: Hold) => Promise<LoadOutcome>;
  /** Tells what an upload would change before it is kept; without it nobody is asked. */
  tryOut?: TryOut;
}

/** The way of a file from a request's body into the store. */
export interface Ingest {
  /** Takes a body; answers when it is loaded (`wait`) or received. A refused body is left unread. */
  receive(body: ReadableStream<Uint8Array>, options: ReceiveOptions): Promise<Received>;
  /** What an upload of these bytes, the first 256 KiB of a file or all of it, would come to. Stores nothing. */
  preview(bytes: Uint8Array, options: PreviewOptions): Promise<UploadPreview | Refusal>;
  /** In flight, failed in this process, and loaded; newest first. */
  list(): Promise<Upload[]>;
  get(id: string): Promise<Upload | undefined>;
  /** Rejected records of a loaded or failed upload, in line order. */
  rejects(id: string, offset: number, limit: number): Promise<Reject[]>;
  /** Decides what an undecided upload waits for: it is loaded then, or waits for the next decision. */
  decide(id: string, decision: Decision): Promise<Received>;
  /**
   * Removes an upload with all that it added and its original, cancels one in flight. False where there is none. What
   * arrives under this id later is refused: a request may overtake another, and browsers send some once more. Throws ClosedMonthsKept where a closed month would change.
   */
  remove(id: string): Promise<boolean>;
  /** Runs a short task while no upload is being loaded: what is loaded has its original then. Loads wait meanwhile. */
  between<T>(task: () => Promise<T>): Promise<T>;
  /** Takes no more uploads, breaks off those being received, finishes those being loaded. */
  drain(): Promise<void>;
}

/** Builds ingest on a data folder; what a dead process left in its spool is taken over or removed. */
export function createIngest(deps: IngestDeps): Ingest {
  return new UploadQueue(deps);
}
