import type { Store } from '../store';
import { accessStore } from './access-store';
import { audience } from './audience';
import { backup } from './backup';
import { chargeLines } from './charge-lines';
import { conversationCounts } from './conversation-counts';
import { conversationCells } from './conversation-cells';
import { conversationConcurrency } from './conversation-concurrency';
import { conversationGrowth } from './conversation-growth';
import { conversationLists } from './conversation-list';
import { CONVERSATION_PROFILES } from './conversation-changes';
import { conversationSummary } from './conversation-summary';
import { conversationWindow } from './conversation-window';
import { documents, putDocument, removeDocument } from './documents';
import type { Engine } from './engine';
import { facets, usagePeriod } from './facets';
import { FollowUp } from './follow-up';
import { activeConversations, guardWindows, servedHours } from './guard-windows';
import { labelRanks } from './label-ranks';
import { latency } from './latency';
import { latencyBlocks } from './latency-blocks';
import { LatencyCellsReader } from './latency-cells';
import { latencyCurves } from './latency-curves';
import { latencyHours } from './latency-hours';
import { measuredRoutes } from './latency-measured';
import { latencyStrata } from './latency-strata';
import * as ledger from './ledger';
import { load } from './load';
import { LATENCY_SKETCHES } from './loading-sketches';
import { LATENCY_STRATA } from './loading-strata';
import { outcomes } from './outcomes';
import { keyHours } from './outcomes-of-keys';
import { preview } from './preview';
import { overheads } from './overheads';
import { addPrices, priceHistory, prices } from './prices';
import { addRates, rates } from './rates';
import { records } from './records';
import { reportStore } from './reports';
import { retryAfters } from './retry-afters';
import { putRoute, routes } from './routes';
import { formats, putFormat, putSetting, setting } from './settings';
import { spendCells } from './spend-cells';
import { takeOver, uploadsIn } from './take-over';

/** What a store is told of what goes on around it, and tells. */
export interface StoreSurroundings {
  /** How long ago somebody asked or wrote something. */
  idleMs: () => number;
  /** Called when it is closed. */
  closed: () => void;
}

/** Revisions rise over all stores of a process: what was kept of one never passes for another's. */
let lastRevision = 0;

/** The store on DuckDB: every method in a file named for what it answers. */
export function duckdbStore(engine: Engine, { idleMs, closed }: StoreSurroundings): Store {
  let revision = ++lastRevision;
  /** The last revision with other usage than the one before it. */
  let usageRevision = revision;
  const committed = <T>(result: T): T => {
    revision = ++lastRevision;
    return result;
  };
  const usageCommitted = <T>(result: T): T => {
    usageRevision = ++lastRevision;
    revision = usageRevision;
    return result;
  };
  const after = (quietMs: number) => () => idleMs() >= quietMs;
  const sketches = new FollowUp(engine, LATENCY_SKETCHES, after(250));
  const strata = new FollowUp(engine, LATENCY_STRATA, after(500));
  const profiles = new FollowUp(engine, CONVERSATION_PROFILES, after(1000));
  const latencies = new LatencyCellsReader(
    engine,
    () => usageRevision,
    () => strata.settledSoon(),
  );
  const followUp = (): void => {
    for (const due of [sketches, strata, profiles]) due.start();
  };
  followUp();
  const profiled = <T>(ask: () => Promise<T>): Promise<T> => profiles.settled().then(ask);
  return {
    ...accessStore(engine),
    get revision() {
      return revision;
    },
    load: async (request) => {
      const outcome = await load(engine, request);
      if (!outcome.ok) return outcome;
      if (!request.hasNext) followUp();
      return usageCommitted(outcome);
    },
    preview: (file, format, options, limit) => preview(engine, file, format, options, limit),
    uploads: () => ledger.uploads(engine),
    upload: (id) => ledger.uploadById(engine, id),
    uploadBySha256: (sha256) => ledger.uploadBySha256(engine, sha256),
    rejects: (id, offset, limit) => ledger.rejects(engine, id, offset, limit),
    removeUpload: async (id, closed) => {
      const removed = (await ledger.removeUploads(engine, { id }, closed)) > 0;
      followUp();
      return usageCommitted(removed);
    },
    withoutUpload: (id, closed, ask) => ledger.withoutUpload(engine, id, closed, ask),
    removeSample: async () => void usageCommitted(await ledger.removeUploads(engine, { sample: true })),
    facets: (scope) => facets(engine, scope),
    usagePeriod: (scope) => usagePeriod(engine, scope),
    spendCells: (scope, labels, promptBounds, dayParts, fold) =>
      spendCells(engine, scope, labels, promptBounds, dayParts, fold),
    conversationCounts: (scope, by, modelIds, only) => conversationCounts(engine, scope, by, modelIds, only),
    labelRanks: (scope, label, costs, most) => labelRanks(engine, scope, label, costs, most),
    chargeLines: (scope, labels) => chargeLines(engine, scope, labels),
    latency: (scope, request) => latency(engine, scope, request, () => sketches.settledSoon()),
    measuredRoutes: (scope, metric) => measuredRoutes(engine, scope, metric),
    latencyCurves: (scope, request) => latencyCurves(latencies, scope, request),
    latencyHours: (scope, request) => latencyHours(engine, scope, request),
    latencyStrata: (scope, request) => latencyStrata(latencies, scope, request),
    latencyBlocks: (scope, request) => latencyBlocks(latencies, scope, request),
    outcomes: (scope, by, modelIds) => outcomes(engine, scope, by, modelIds),
    overheads: (scope, request) => overheads(engine, scope, request),
    retryAfters: (scope) => retryAfters(engine, scope),
    keyHours: (scope) => keyHours(engine, scope),
    records: (scope, offset, limit) => records(engine, scope, offset, limit),
    get isProfilingConversations() {
      return profiles.isMaking;
    },
    conversationSummary: (scope, marks) => profiled(() => conversationSummary(engine, scope, marks)),
    conversationCells: (scope, promptBounds) =>
      profiled(() => conversationCells(engine, scope, promptBounds)),
    conversationGrowth: (scope) => profiled(() => conversationGrowth(engine, scope)),
    conversationConcurrency: (scope, minutes) =>
      profiled(() => conversationConcurrency(engine, scope, minutes)),
    conversationWindow: (scope, question) => profiled(() => conversationWindow(engine, scope, question)),
    conversationLists: (scope, orders) => profiled(() => conversationLists(engine, scope, orders)),
    guardWindows: (scope, request) => guardWindows(engine, scope, request),
    servedHours: (scope, pair, minRequests) => servedHours(engine, scope, pair, minRequests),
    activeConversations: (scope, route, momentsMs, withinMinutes) =>
      activeConversations(engine, scope, route, momentsMs, withinMinutes),
    audience: (scope, homeRegions) => audience(engine, scope, homeRegions),
    ...reportStore(engine),
    prices: () => prices(engine),
    priceHistory: (of) => priceHistory(engine, of),
    addPrices: async (added, aliases) =>
      committed(await engine.write((run) => addPrices(run, added, aliases))),
    rates: () => rates(engine),
    addRates: async (added) => committed(await engine.write((run) => addRates(run, added))),
    routes: () => routes(engine),
    putRoute: async (route) => committed(await engine.write((run) => putRoute(run, route))),
    formats: () => formats(engine),
    putFormat: async (format) => committed(await engine.write((run) => putFormat(run, format))),
    setting: (name) => setting(engine, name),
    putSetting: async (name, value) => committed(await engine.write((run) => putSetting(run, name, value))),
    documents: (collection) => documents(engine, collection),
    putDocument: async (collection, document) =>
      committed(await engine.write((run) => putDocument(run, collection, document))),
    removeDocument: async (collection, id) =>
      committed(await engine.write((run) => removeDocument(run, collection, id))),
    settled: async () => {
      for (const due of [sketches, strata, profiles]) await due.settled();
    },
    backup: (path, fixed) => backup(engine, path, fixed),
    takeOver: async (path) => usageCommitted(await takeOver(engine, path)),
    uploadsIn: (path) => uploadsIn(engine, path),
    check: async () => void (await engine.ask('SELECT count(*) AS uploads FROM upload')),
    close: async () => {
      await Promise.all([sketches, strata, profiles].map((due) => due.stop()));
      await engine.close();
      closed();
    },
  };
}
