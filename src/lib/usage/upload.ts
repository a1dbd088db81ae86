import type { Issue } from './filters';
import type { Overlap } from './overlap';
import type { TriedEffect } from './upload-effect';

/** One upload in the ledger: what came in, what became of every row, and what its data can answer. */
export interface Upload {
  id: string;
  /** File name as given. */
  name: string;
  /** Format id. */
  format: string;
  /** Route that rows without one of their own were put on; undefined where the file names routes. */
  route?: string;
  status: UploadStatus;
  /** 0 to 1 while loading. */
  progress?: number;
  /** Bytes received so far; of the file as sent (compressed where it was). */
  bytes: number;
  /** Of the bytes as sent, hex; known once received. */
  sha256?: string;
  rows: RowCounts;
  /** Rows per ignored kind. */
  ignoredKinds: Record<string, number>;
  /** RFC 3339 UTC of the first record's start and of the end of the last one's second or bucket. */
  from?: string;
  to?: string;
  has: UploadHas;
  issues: Issue[];
  /** Of an undecided upload: the earlier ones that may hold the same usage. */
  overlaps?: Overlap[];
  /** Of an undecided upload that overlaps none: what it would change in months that are over. */
  effect?: TriedEffect;
  /** RFC 3339 UTC. */
  receivedAt: string;
  /** Name of who sent it, where that is known. */
  uploadedBy?: string;
  /** Part of the sample company. */
  sample: boolean;
}

/** An undecided one waits for a person: earlier uploads may hold the same usage, or it changes months that are over. */
export type UploadStatus = 'receiving' | 'loading' | 'undecided' | 'ready' | 'failed';

/** The books: read = accepted + duplicate + rejected + ignored. */
export interface RowCounts {
  read: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  ignored: number;
}

/** Which questions the upload's rows can answer. */
export interface UploadHas {
  latency: boolean;
  ttft: boolean;
  errors: boolean;
  charged: boolean;
  conversations: boolean;
  cached: boolean;
}

/** A record that could not be used. `line` is the physical line in the file where the record begins, from 1. */
export interface Reject {
  line: number;
  reason: string;
  record: string;
}
