import { mkdir } from 'node:fs/promises';
import type { Format } from '$lib/formats/format';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { whyNobodyCanSignIn } from '$lib/server/access/setup-code';
import { tryOut } from '$lib/server/answers/late-effect';
import { watchLoad } from '$lib/server/answers/upload-effect';
import { finishSwitch } from '$lib/server/backup/switch-in';
import { createIngest, type Ingest } from '$lib/server/ingest/ingest';
import { beginSample, type SampleLoading } from '$lib/server/sample/sample-company';
import { ViewCounter } from '$lib/server/reports/view-counter';
import { openStore } from '$lib/server/store/duckdb/open-store';
import type { Store } from '$lib/server/store/store';
import type { UploadEffect } from '$lib/usage/upload-effect';
import { readConfig, unknownSettings, type Config } from './config';
import { createLog, type Log } from './log';
import { createMetrics, type Metrics } from './metrics';
import { Questions } from './questions';

/** What the server's parts share: one of each in a process. */
export interface App {
  config: Config;
  log: Log;
  store: Store;
  ingest: Ingest;
  sample: SampleLoading;
  /** What uploads loaded by this process changed, by upload: the newest hundred. */
  uploadEffects: Map<string, Promise<UploadEffect | undefined>>;
  metrics: Metrics;
  /** Views of shared reports, on their way to the store. */
  views: ViewCounter;
  /** Those of usage: work that can wait lets them go first. */
  questions: Questions;
  /** The clock, epoch milliseconds. */
  now: () => number;
}

/** Settings that cannot be used: the process cannot start. */
export class BadSettings extends Error {
  override name = 'BadSettings';
}

const MIB = 2 ** 20;
const FAILED = 70;
const FATAL_EXIT_MS = 4_000;
const TELL_MS = 1_000;
/** Who was answered so lately may be about to ask again. */
const ASKED_MS = 1_000;

const kept = globalThis as typeof globalThis & { crossrateApp?: Promise<App>; crossrateDying?: boolean };

/** The one app of this process, opened at the first call; it outlives reloads of modules while developing. */
export function app(): Promise<App> {
  return (kept.crossrateApp ??= openApp());
}

/** Takes no more uploads, finishes what is loading, closes the store. Safe to call where nothing was opened. */
export async function closeApp(): Promise<void> {
  const opened = await kept.crossrateApp?.catch(() => undefined);
  await Promise.all([opened?.ingest.drain(), opened?.sample.stop()]);
  await opened?.views.close();
  await opened?.store.close();
  delete kept.crossrateApp;
}

/** Ends the process when the store is past help: one last line in the log, exit code 70 within 5 seconds. */
export function dieOf(error: unknown, log: Log): void {
  if (kept.crossrateDying) return;
  kept.crossrateDying = true;
  log.fatal(
    { err: error },
    'the store failed and cannot go on; free disk space if it is full, then start Crossrate again',
  );
  setTimeout(() => process.exit(FAILED), FATAL_EXIT_MS).unref();
  // Who waits for an answer is told before the end.
  setTimeout(() => void closeApp().finally(() => process.exit(FAILED)), TELL_MS);
}

/** Is this process past help, with its answers the last before its end? */
export function isDying(): boolean {
  return kept.crossrateDying ?? false;
}

async function openApp(): Promise<App> {
  const settings = readConfig(process.env);
  if (!settings.ok)
    throw new BadSettings(settings.issues.map(({ where, message }) => `${where}: ${message}`).join('\n'));
  const config = settings.value;
  const log = createLog(config.logLevel);
  for (const name of unknownSettings(process.env)) log.warn({ name }, 'there is no such setting');
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  await finishSwitch(config.dataDir);
  const metrics = createMetrics();
  const questions = new Questions();
  const store = await openStore({
    dataDir: config.dataDir,
    memoryLimit: `${Math.floor(config.memoryLimit / MIB)}MiB`,
    onFatal: (error) => dieOf(error, log),
    onQuery: (kind, seconds) => {
      if (kind === 'write') questions.note();
      metrics.query(kind, seconds);
    },
    onWarning: (message) => log.warn(message),
    idleMs: () => questions.idleMs,
  });
  await refuseWithoutOwner(config, store);
  const formats = async (): Promise<Format[]> => [...BUILT_IN_FORMATS, ...(await store.formats())];
  const now = () => Date.now();
  const { dataDir, maxUpload } = config;
  const isAsked = (): boolean => questions.idleMs < ASKED_MS;
  const deps = { store, dataDir, maxUpload, formats, log, now, isAsked };
  const ingest = createIngest({ ...deps, watch: watchLoad, tryOut });
  const sample = beginSample({ config, log, store });
  const views = new ViewCounter(store, (error) =>
    log.warn({ err: error }, 'views of reports were not counted'),
  );
  return { config, log, store, ingest, sample, uploadEffects: new Map(), metrics, views, questions, now };
}

/** What others can reach does not start before somebody can sign in. */
async function refuseWithoutOwner({ served }: Config, store: Store): Promise<void> {
  const why = served ? await whyNobodyCanSignIn(store, Date.now()) : undefined;
  if (why === undefined) return;
  await store.close();
  throw new BadSettings(why);
}
