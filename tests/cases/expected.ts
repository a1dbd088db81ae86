import type { Route } from '$lib/exchange/route';
import type { ErrorClass } from '$lib/usage/error-classes';
import type { TokenClass } from '$lib/usage/token-classes';
import type { RowCounts, UploadHas } from '$lib/usage/upload';
import type { UsageRecord } from '$lib/usage/usage-record';

/** expected.json of a case: how its files are uploaded, in order, and what that must come to, worked out by hand. */
export interface Expected {
  route?: string;
  newRoutes?: Route['kind'];
  /** A format's id; recognised where not given. */
  format?: string;
  /** JSON of a declaration, stored under `format` first. */
  declaration?: Record<string, unknown>;
  files: ExpectedFile[];
  /** Over all files. Token classes that are not named are 0. */
  totals: {
    records: number;
    requests: number;
    reasoning: number;
    tokens: Partial<Record<TokenClass, number>>;
    /** Decimal strings by currency. */
    charged: Record<string, string>;
  };
  outcomes: {
    attempts: number;
    errors: number;
    byClass: Partial<Record<ErrorClass, number>>;
    notLogged: number;
  };
  /** What cost exports say was charged: rows, and amounts as decimal strings. Models and classes that are not named are not looked at. */
  charges?: {
    rows: number;
    amounts: Record<string, string>;
    byModel?: Record<string, string>;
    byClass?: Partial<Record<TokenClass, string>>;
  };
  /** Requests by service tier. */
  tiers?: Record<string, number>;
  /** Newest first: what is named must be so, null means absent. */
  records?: { [K in keyof UsageRecord]?: UsageRecord[K] | null }[];
}

export interface ExpectedFile {
  file: string;
  format: string;
  rows: RowCounts;
  ignoredKinds?: Record<string, number>;
  from: string;
  to: string;
  has?: UploadHas;
  /** Every rejected record: its line, and words that its reason must hold. */
  rejects?: { line: number; reason: string[] }[];
  /** Instead of all else: the upload is refused with this status, in these words. */
  refused?: { status: number; words: string[] };
}
