import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { QueryKind } from '$lib/server/store/query-kind';
import type { Backup } from '$lib/server/backup/make-backup';
import type { Upload } from '$lib/usage/upload';

/** What a process counts of itself. No label ever has a value from anybody's data. */
export interface Metrics {
  /** One request, answered: Kit's route id, undefined where there is none. */
  request: (route: string | null, method: string, status: number, seconds: number) => void;
  /** One query or transaction of the store. */
  query: (kind: QueryKind, seconds: number) => void;
  /** All of it as Prometheus reads it, with what is looked up for this answer. */
  text: (now: MetricsNow) => Promise<string>;
  contentType: string;
}

/** What is asked for when somebody looks. */
export interface MetricsNow {
  uploads: Upload[];
  revision: number;
  /** The newest first. */
  backups: Backup[];
}

const STATES = ['receiving', 'loading', 'undecided', 'ready', 'failed'] as const satisfies Upload['status'][];
const OUTCOMES = ['accepted', 'duplicate', 'rejected', 'ignored'] as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const REQUEST_SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 30];
const QUERY_SECONDS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 30];

/** Counters of one process, in a registry of their own. */
export function createMetrics(): Metrics {
  const registers = [new Registry()] as [Registry];
  const [registry] = registers;
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'crossrate_request_seconds',
    help: 'Time until the head of the answer, by route as the code names it, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const queries = new Histogram({
    name: 'crossrate_query_seconds',
    help: 'Time that queries (read: over much data, ask: small) and writing transactions ran, without waiting.',
    labelNames: ['kind'],
    buckets: QUERY_SECONDS,
    registers,
  });
  const looked = gauges(registers);
  return {
    request: (route, method, status, seconds) =>
      requests.observe(
        { route: route ?? 'none', method: METHODS.includes(method) ? method : 'other', status },
        seconds,
      ),
    query: (kind, seconds) => queries.observe({ kind }, seconds),
    text: (now) => {
      looked(now);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function gauges(registers: [Registry]): (now: MetricsNow) => void {
  const uploads = new Gauge({
    name: 'crossrate_uploads',
    help: 'Uploads by state, the sample company left out; failed ones of this process only.',
    labelNames: ['state'],
    registers,
  });
  const rows = new Gauge({
    name: 'crossrate_rows',
    help: 'Rows of loaded uploads by what became of them, the sample company left out.',
    labelNames: ['outcome'],
    registers,
  });
  const revision = new Gauge({
    name: 'crossrate_store_revision',
    help: 'Rises with every committed change of the data.',
    registers,
  });
  const backup = new Gauge({
    name: 'crossrate_last_backup_timestamp_seconds',
    help: 'When the newest backup in the data folder was made; 0 where there is none.',
    registers,
  });
  return (now) => {
    const own = now.uploads.filter(({ sample }) => !sample);
    for (const state of STATES) uploads.set({ state }, own.filter(({ status }) => status === state).length);
    const ready = own.filter(({ status }) => status === 'ready');
    for (const outcome of OUTCOMES)
      rows.set(
        { outcome },
        ready.reduce((sum, upload) => sum + upload.rows[outcome], 0),
      );
    revision.set(now.revision);
    backup.set(now.backups[0] ? Date.parse(now.backups[0].made_at) / 1000 : 0);
  };
}
