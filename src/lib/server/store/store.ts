import type { Route } from '$lib/exchange/route';
import type { Rate } from '$lib/exchange/rate';
import type { Format } from '$lib/formats/format';
import type { ModelAlias, Price } from '$lib/pricing/price';
import type { ChargeLabel, ChargeLine } from '$lib/usage/charge-line';
import type { Issue } from '$lib/usage/filters';
import type { SpendCell } from '$lib/usage/spend-cell';
import type { Overlap, OverlapDecision } from '$lib/usage/overlap';
import type { Reject, RowCounts, Upload, UploadHas } from '$lib/usage/upload';
import type { UnitCost } from '$lib/usage/unit-cost';
import type { Label, UsageRecord } from '$lib/usage/usage-record';
import type { AccessStore } from './access';
import type { Closed } from './closed';
import type { ConversationStore } from './conversations';
import type { CopyStore } from './copies';
import type { GatewayStore } from './gateways';
import type { Facets, UsagePeriod } from './facets';
import type { GuardStore } from './guard-windows';
import type { LatencyStore } from './latencies';
import type { ReportStore } from './reports';

/**
 * The one way to kept data, in the words of the model. Nothing of the engine shows: no SQL, no engine values, plain
 * objects in and out. Every method may throw StoreFailed when the engine is past help (a full disk); questions may throw TooMuch.
 */
export interface Store
  extends AccessStore, ConversationStore, CopyStore, GatewayStore, GuardStore, LatencyStore, ReportStore {
  /** Rises with every committed change: what was worked out at one revision holds until the next. */
  readonly revision: number;

  /** Loads a plain file in one transaction: records, rollups, rejects and ledger row become visible together or not at all. */
  load(request: LoadRequest): Promise<LoadOutcome>;
  /** Normalises the first rows of a plain file exactly as load would, and keeps nothing. */
  preview(file: PlainFile, format: Format, options: RouteOptions, limit: number): Promise<Preview>;

  /** Newest first. Only what is loaded: uploads still in flight belong to ingest. */
  uploads(): Promise<Upload[]>;
  upload(id: string): Promise<Upload | undefined>;
  uploadBySha256(sha256: string): Promise<Upload | undefined>;
  /** Rejected records in line order, a page at a time. */
  rejects(uploadId: string, offset: number, limit: number): Promise<Reject[]>;
  /**
   * Removes an upload with all that it added; what later uploads have too counts as theirs then, and what it replaced
   * counts again. False where there is none. Throws MonthsClosed where figures of `closed` months would change.
   */
  removeUpload(id: string, closed?: Closed): Promise<boolean>;
  /**
   * What usage and charges would be with an upload removed, and which of the `closed` months would have other figures.
   * Nothing is removed; writes wait until `ask` is done, and it must not write.
   */
  withoutUpload<T>(
    id: string,
    closed: Closed | undefined,
    ask: (rest: Tried, moved: string[]) => Promise<T>,
  ): Promise<T>;
  /** Removes every upload of the sample company. */
  removeSample(): Promise<void>;

  /** What is there: period, distinct labels with their requests, for filter bars. */
  facets(scope: Scope): Promise<Facets>;
  /** The period alone, which is quicker to tell. */
  usagePeriod(scope: Scope): Promise<UsagePeriod>;
  /**
   * The spend cube by day × route × provider × model × tier × prompt bound × charged currency × the labels asked for.
   * `promptBounds` are those of PROMPT_BOUNDS at which a price can change: fewer make fewer cells. All where left out.
   * Days are cut into parts for the models of `dayParts` only. With `fold`, names of one of the labels that are not in
   * it are summed together (SpendCell.isOfOthers).
   */
  spendCells(
    scope: Scope,
    labels: Label[],
    promptBounds?: readonly number[],
    dayParts?: DayParts,
    fold?: Fold,
  ): Promise<SpendCell[]>;
  /** Distinct conversations per group, and the requests that belong to none. `only` leaves out the label's other groups. */
  conversationCounts(
    scope: Scope,
    by: ConversationKey | undefined,
    modelIds?: Record<string, string>,
    only?: Fold,
  ): Promise<ConversationCount[]>;
  /** Names of a label, the dearest at given unit costs first, at most so many; and how many there are in all. */
  labelRanks(scope: Scope, label: Label, costs: UnitCost[], most: number): Promise<LabelRanks>;
  /** What cost exports say was charged, by day and line, and by the labels asked for. A scope of features or regions has none: cost exports do not tell them. */
  chargeLines(scope: Scope, labels: readonly ChargeLabel[]): Promise<ChargeLine[]>;
  /** Records of a scope for a drill-down, newest first, with the upload and line they came from where known. */
  records(scope: Scope, offset: number, limit: number): Promise<StoredRecord[]>;

  prices(): Promise<{ prices: Price[]; aliases: ModelAlias[] }>;
  /** Every price of a model that was ever added, the earliest addition first: superseded ones too. */
  priceHistory(of: Pick<Price, 'priceList' | 'provider' | 'model'>): Promise<Price[]>;
  /** Adds prices and aliases; nothing is overwritten: an equal key (list, provider, model, tier, bound, date) supersedes. */
  addPrices(prices: Price[], aliases: ModelAlias[]): Promise<void>;
  rates(): Promise<Rate[]>;
  /** Adds rates; an equal key (base, quote, on, source) is replaced. */
  addRates(rates: Rate[]): Promise<void>;
  routes(): Promise<Route[]>;
  putRoute(route: Route): Promise<void>;
  /** The user's own formats. */
  formats(): Promise<Format[]>;
  putFormat(format: Format): Promise<void>;
  /** Small settings kept as text: home and reporting currency, sample removed … */
  setting(name: string): Promise<string | undefined>;
  putSetting(name: string, value: string): Promise<void>;

  /** Small things that people make and name, by id: scenarios, views, claims, declarations … Who reads one checks its shape. */
  documents(collection: string): Promise<Document[]>;
  /** Writes a document in place of the one with the same id. */
  putDocument(collection: string, document: Document): Promise<void>;
  removeDocument(collection: string, id: string): Promise<void>;

  /** Resolves when all that follows loads is done: profiles of conversations, sums of latencies. */
  settled(): Promise<void>;
  /** Runs a real query; throws where the store cannot answer. */
  check(): Promise<void>;
  /** Finishes what runs, checkpoints, closes. */
  close(): Promise<void>;
}

/** What is there as a write would leave it, before it is kept or undone. */
export type Tried = Pick<Store, 'spendCells' | 'chargeLines' | 'facets' | 'routes'>;

/** Which records: half-open in time, lists are alternatives, an absent list means all. */
export interface Scope {
  /** Epoch milliseconds UTC, on whole hours: inclusive, exclusive. */
  fromMs?: number;
  toMs?: number;
  routes?: string[];
  /** Names as reported. */
  models?: string[];
  features?: string[];
  regions?: string[];
  /** Only records that belong to a conversation. */
  inConversation?: true;
  /** Only this upload. */
  upload?: string;
  /** Only records of this conversation. */
  conversation?: string;
  /** The sample company's records or one's own; they never mix. */
  sample: boolean;
}

/** Names of a label that are told apart; null: usage without one. */
export interface Fold {
  label: Label;
  names: (string | null)[];
}

export type ConversationKey = 'route' | 'provider' | 'model' | Label;

export interface ConversationCount {
  /** Undefined where the label is absent, or nothing was asked for. */
  name?: string;
  conversations: number;
  /** Requests that belong to no conversation. */
  without: number;
}

export interface LabelRanks {
  names: (string | null)[];
  groups: number;
}

/** Models whose price depends on the time of day, and where to cut their days. */
export interface DayParts {
  /** Names as reported. */
  models: string[];
  /** Minutes after midnight UTC at which a part begins; the first begins at midnight. */
  minutes: number[];
}

/** A well-formed CSV on disk: UTF-8 without BOM, one newline kind, uniform width, quotes doubled, header in line 1. */
export interface PlainFile {
  path: string;
  /** Header names in order, unique. */
  columns: string[];
  delimiter: string;
  /** Does any cell carry quotes? */
  quoted: boolean;
  newline: '\n' | '\r\n';
  /** Data records in the file, counted by the scanner. */
  records: number;
  /** Name of a column that holds each record's line in the original, where the file was rewritten; else line = ordinal + 1. */
  lineColumn?: string;
  /** What that number counts: lines where not given, or the records of a JSON document. */
  lineIs?: 'line' | 'record';
}

export interface RouteOptions {
  /** Route of rows that name none. */
  route?: string;
  /** Create unknown route names as this kind; else their rows are rejected. */
  newRoutes?: Route['kind'];
}

export interface LoadRequest extends RouteOptions {
  id: string;
  name: string;
  bytes: number;
  sha256: string;
  receivedAt: string;
  sample: boolean;
  /** Name of who sent it. */
  uploadedBy?: string;
  format: Format;
  file: PlainFile;
  /** Records read in all: those of `file` and those that reading already rejected. */
  read: number;
  /** Records that could not be read at all: they count as read and rejected. */
  rejects: Reject[];
  /** Issues found while reading, kept with the upload. */
  issues: Issue[];
  /** What becomes of usage that earlier uploads may hold too, where request ids do not tell. `keep` where not given. */
  overlap?: OverlapDecision | 'ask';
  closed?: Closed;
  /** Asked at the end, with the upload and what is there with it: where it answers false, nothing is stored. It must not write. */
  agree?: (upload: Upload, tried: Tried) => Promise<boolean>;
  /** It was loaded before, by the rules of then: that much of it is in another number style refuses it no more. */
  again?: boolean;
  /** Another file is loaded right after: what follows a load (profiles, sums) waits for the last one. */
  hasNext?: boolean;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Refused: nothing was stored. */
export type LoadOutcome =
  | { ok: true; upload: Upload }
  | {
      ok: false;
      rows: RowCounts;
      ignoredKinds: Record<string, number>;
      issues: Issue[];
      rejects: Reject[];
      /** What refused it, where that is not its rows. */
      because?: 'number-style' | 'zone' | 'uncountable' | 'books';
      /** What has to be decided first, where that is all that is in the way. */
      overlaps?: Overlap[];
      /** What it would have been loaded as, where only `agree` was in the way. */
      withheld?: Upload;
    };

export interface Preview {
  rows: UsageRecord[];
  rejects: Reject[];
  ignoredKinds: Record<string, number>;
  has: UploadHas;
  /** What is to be said of all rows. */
  issues: Issue[];
}

export interface Document {
  id: string;
  /** Plain JSON. */
  body: unknown;
  /** RFC 3339. */
  changedAt: string;
}

export interface StoredRecord extends UsageRecord {
  uploadId: string;
  uploadName: string;
}

/** A question whose answer would be too large or take too long; the message says what to ask instead. */
export class TooMuch extends Error {
  override name = 'TooMuch';
}

/** A write that would change figures of closed months: nothing of it was written. */
export class MonthsClosed extends Error {
  override name = 'MonthsClosed';

  /** YYYY-MM, in order; `byLots` are those of which only earlier usage of the same credit lots would change. */
  constructor(
    readonly months: string[],
    readonly byLots: string[] = [],
  ) {
    super(`closed: ${months.join(', ')}`);
  }
}

/** The engine is past help: every later call fails too. The process must end. */
export class StoreFailed extends Error {
  override name = 'StoreFailed';
}
