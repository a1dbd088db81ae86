import { totalmem } from 'node:os';
import { resolve } from 'node:path';
import type { Issue, Parsed } from '$lib/usage/filters';
import { parseSize } from './size';

const GIB = 2 ** 30;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** The settings of one process, read once from the environment. */
export interface Config {
  host: string;
  port: number;
  /** Absolute path of the folder that holds the database, kept originals, spool and backups. */
  dataDir: string;
  /** Does a new database start with the sample company? */
  sample: boolean;
  /** Bytes of one upload, as sent. */
  maxUpload: number;
  /** Bytes that the store may use. */
  memoryLimit: number;
  /** The address in links that people share, without a path; undefined: the one that the browser asked for. */
  origin?: string;
  logLevel: (typeof LOG_LEVELS)[number];
}

const NO_LOGIN = 'Crossrate has no login that would protect it: leave this out, or use 127.0.0.1';

type Environment = Record<string, string | undefined>;
type Refuse = (where: string, message: string) => void;

/** Settings from CROSSRATE_* variables; an empty one counts as not set, a bad one is an issue. */
export function readConfig(env: Environment): Parsed<Config> {
  const issues: Issue[] = [];
  const refuse: Refuse = (where, message) => void issues.push({ where, message });
  const origin = readOrigin(env, refuse);
  const config: Config = {
    host: readHost(env, refuse),
    port: readPort(env, refuse),
    dataDir: resolve(env.CROSSRATE_DATA || 'var'),
    sample: readOneOf(env, 'CROSSRATE_SAMPLE', ['1', '0'], '1', refuse) === '1',
    maxUpload: readSize(env, 'CROSSRATE_MAX_UPLOAD', 2 * GIB, refuse),
    memoryLimit: readSize(env, 'CROSSRATE_MEMORY', defaultMemory(), refuse),
    logLevel: readOneOf(env, 'CROSSRATE_LOG', LOG_LEVELS, 'info', refuse),
    ...(origin === undefined ? {} : { origin }),
  };
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: config };
}

/** Names that look like settings and are none: most likely mistyped. */
export function unknownSettings(env: Environment): string[] {
  return Object.keys(env).filter((name) => name.startsWith('CROSSRATE_') && !KNOWN.has(name));
}

/** Is this an address that only this machine reaches? */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3})$/i.test(host);
}

/** Half of the machine's memory, at most 4 GiB. */
function defaultMemory(): number {
  return Math.min(4 * GIB, Math.floor(totalmem() / 2));
}

const KNOWN = new Set([
  'CROSSRATE_HOST',
  'CROSSRATE_PORT',
  'CROSSRATE_DATA',
  'CROSSRATE_SAMPLE',
  'CROSSRATE_MAX_UPLOAD',
  'CROSSRATE_MEMORY',
  'CROSSRATE_ORIGIN',
  'CROSSRATE_LOG',
  'CROSSRATE_CHROMIUM',
]);

function readHost(env: Environment, refuse: Refuse): string {
  const host = env.CROSSRATE_HOST || '127.0.0.1';
  if (!isLoopback(host)) refuse('CROSSRATE_HOST', `${host} can be reached by others, and ${NO_LOGIN}`);
  return host;
}

function readPort(env: Environment, refuse: Refuse): number {
  const text = env.CROSSRATE_PORT || '4173';
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    refuse('CROSSRATE_PORT', `not a port from 0 (any free one) to 65535: ${text}`);
  return port;
}

function readSize(env: Environment, name: string, fallback: number, refuse: Refuse): number {
  const text = env[name];
  if (!text) return fallback;
  const size = parseSize(text);
  if (size === undefined) refuse(name, `not a size such as 512 MiB or 2 GiB: ${text}`);
  return size ?? fallback;
}

function readOneOf<T extends string>(
  env: Environment,
  name: string,
  known: readonly T[],
  fallback: T,
  refuse: Refuse,
): T {
  const text = env[name];
  if (!text) return fallback;
  const found = known.find((word) => word === text);
  if (found === undefined) refuse(name, `not one of ${known.join(', ')}: ${text}`);
  return found ?? fallback;
}

function readOrigin(env: Environment, refuse: Refuse): string | undefined {
  const text = env.CROSSRATE_ORIGIN;
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) {
    if (!isLoopback(url.hostname)) refuse('CROSSRATE_ORIGIN', `${text} is a public address, and ${NO_LOGIN}`);
    return url.origin;
  }
  refuse('CROSSRATE_ORIGIN', `not an address such as https://crossrate.example.com: ${text}`);
  return undefined;
}
