import { totalmem } from 'node:os';
import { resolve } from 'node:path';
import { OIDC_SETTINGS, readOidc, type OidcSettings } from '$lib/server/access/oidc-settings';
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
  /** The address that people know Crossrate by, without a path; undefined: the one that the browser asked for. */
  origin?: string;
  /** Can others reach it? Then everybody signs in. Else local mode: this machine only, and no login. */
  served: boolean;
  /** So many proxies stand before it, each adding an address to X-Forwarded-For; 0: that header says nothing. */
  trustedProxies: number;
  /** Who else people may sign in with; undefined: by password only. */
  oidc?: OidcSettings;
  logLevel: (typeof LOG_LEVELS)[number];
}

const MOST_PROXIES = 9;

type Environment = Record<string, string | undefined>;
type Refuse = (where: string, message: string) => void;

/** Settings from CROSSRATE_* variables; an empty one counts as not set, a bad one is an issue. */
export function readConfig(env: Environment): Parsed<Config> {
  const issues: Issue[] = [];
  const refuse: Refuse = (where, message) => void issues.push({ where, message });
  const host = env.CROSSRATE_HOST || '127.0.0.1';
  const origin = readOrigin(env, refuse);
  const served = readServed(env, host, origin, refuse);
  const oidc = readOidc(env, refuse, isLoopback);
  const config: Config = {
    host,
    port: readPort(env, refuse),
    dataDir: resolve(env.CROSSRATE_DATA || 'var'),
    sample: readOneOf(env, 'CROSSRATE_SAMPLE', ['1', '0'], '1', refuse) === '1',
    maxUpload: readSize(env, 'CROSSRATE_MAX_UPLOAD', 2 * GIB, refuse),
    memoryLimit: readSize(env, 'CROSSRATE_MEMORY', defaultMemory(), refuse),
    logLevel: readOneOf(env, 'CROSSRATE_LOG', LOG_LEVELS, 'info', refuse),
    served,
    trustedProxies: readProxies(env, served, refuse),
    ...(origin === undefined ? {} : { origin }),
    ...(oidc === undefined ? {} : { oidc }),
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
  'CROSSRATE_LOGIN',
  'CROSSRATE_TRUST_PROXY',
  // Of npm run backup.
  'CROSSRATE_TOKEN',
  'CROSSRATE_LOG',
  'CROSSRATE_CHROMIUM',
  ...OIDC_SETTINGS,
]);

/** Served mode begins where somebody else may reach the address to listen at, or the public one, or where it is asked for. */
function readServed(env: Environment, host: string, origin: string | undefined, refuse: Refuse): boolean {
  const login = readOneOf(env, 'CROSSRATE_LOGIN', ['1', '0'], '0', refuse) === '1';
  const open = !isLoopback(host);
  if (open && origin === undefined && !env.CROSSRATE_ORIGIN)
    refuse(
      'CROSSRATE_ORIGIN',
      `missing: ${host} can be reached by others, so say the address that they use, such as https://crossrate.example.com`,
    );
  return open || login || (origin !== undefined && !isLoopback(new URL(origin).hostname));
}

function readProxies(env: Environment, served: boolean, refuse: Refuse): number {
  const text = env.CROSSRATE_TRUST_PROXY || '0';
  const proxies = Number(text);
  if (!/^\d$/.test(text) || proxies > MOST_PROXIES)
    refuse(
      'CROSSRATE_TRUST_PROXY',
      `not how many proxies stand before Crossrate, 0 to ${MOST_PROXIES}: ${text}`,
    );
  else if (proxies > 0 && !served)
    refuse(
      'CROSSRATE_TRUST_PROXY',
      'local mode answers nothing that came through a proxy: set CROSSRATE_ORIGIN',
    );
  return proxies;
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
    if (url.protocol === 'http:' && !isLoopback(url.hostname))
      refuse('CROSSRATE_ORIGIN', `${text} is not https, so that passwords could be read on the way`);
    return url.origin;
  }
  refuse('CROSSRATE_ORIGIN', `not an address such as https://crossrate.example.com: ${text}`);
  return undefined;
}
