import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/build.js';
import { type RunningServer, startServer } from './server';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** name=value of each cookie that was set, without attributes; an emptied one is not there. */
  cookies: string[];
}

export interface Sending {
  headers?: Record<string, string>;
  body?: string;
}

/** A request with exactly these headers: fetch would not let a test say Host, Origin or Sec-Fetch-Site. */
export function send(
  base: string,
  method: string,
  path: string,
  { headers = {}, body = '' }: Sending = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(base);
    const length =
      body && !headers['transfer-encoding'] ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    const options = { host: url.hostname, port: url.port, path, method, headers: { ...length, ...headers } };
    const asked = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        const set = response.headers['set-cookie'] ?? [];
        const cookies = set.map((one) => one.split(';')[0] ?? '').filter((one) => !one.endsWith('='));
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, cookies });
      });
    });
    asked.on('error', reject).end(body);
  });
}

/** A form as a browser without scripts sends it from one of our own pages. */
export function sendForm(
  base: string,
  path: string,
  fields: Record<string, string>,
  cookie?: string,
): Promise<Answer> {
  return send(base, 'POST', path, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'null',
      'sec-fetch-site': 'same-origin',
      accept: 'text/html',
      ...(cookie ? { cookie } : {}),
    },
    body: new URLSearchParams(fields).toString(),
  });
}

/** A write of one of our own pages, by somebody who is signed in. */
export function sendJson(
  base: string,
  method: string,
  path: string,
  cookie: string,
  body?: unknown,
): Promise<Answer> {
  return send(base, method, path, {
    headers: { cookie, origin: base, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: body === undefined ? '' : JSON.stringify(body),
  });
}

/** Runs a command of the terminal; gives its exit code and what it printed. */
export async function runCommand(
  name: string,
  env: Record<string, string>,
  words: string[] = [],
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'command.js'), name, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (output += part));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output };
}

export const PASSWORD = 'correct horse battery';

export interface ServedServer extends RunningServer {
  /** The code that made the first owner. */
  code: string;
  /** Cookies of sessions. */
  owner: string;
  /** Invites somebody of a role, who joins: the cookie of their session. */
  join(role: string, email: string): Promise<string>;
}

/** Sets up, starts and makes Ada the first owner of a Crossrate where everybody signs in. */
export async function startServed(env: Record<string, string> = {}): Promise<ServedServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'crossrate-served-'));
  const settings = { CROSSRATE_LOGIN: '1', CROSSRATE_SAMPLE: '0', CROSSRATE_DATA: dataDir, ...env };
  const setUp = await runCommand('setup', settings);
  const code = /^ {4}(\S{43})$/m.exec(setUp.output)?.[1];
  if (!code) throw new Error(`npm run setup printed no code: ${setUp.output}`);
  const server = await startServer({ dataDir, env: settings });
  const owner = { code, name: 'Ada', email: 'ada@example.com', password: PASSWORD };
  const made = await sendForm(server.url, '/setup', owner);
  const cookie = made.cookies[0];
  if (!cookie) throw new Error(`no owner was made: ${made.status} ${made.body.slice(0, 500)}`);
  return {
    ...server,
    code,
    owner: cookie,
    join: async (role, email) => {
      const invited = await sendJson(server.url, 'POST', '/api/v1/people/invitations', cookie, {
        email,
        role,
      });
      const { url } = JSON.parse(invited.body) as { url: string };
      const joined = await sendForm(server.url, new URL(url).pathname, { name: role, password: PASSWORD });
      const own = joined.cookies[0];
      if (!own) throw new Error(`nobody joined: ${joined.status} ${joined.body.slice(0, 500)}`);
      return own;
    },
  };
}
