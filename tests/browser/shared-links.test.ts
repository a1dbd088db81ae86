import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelledUsage } from '../integration/report-files';
import { sendUsage } from './api';
import { startServer, type RunningServer } from './server';

let server: RunningServer;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-links-'));
  server = await start();
  await sendUsage(server.url, 'june.csv', labelledUsage());
});

afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const start = (): Promise<RunningServer> =>
  startServer({ dataDir, env: { CROSSRATE_SAMPLE: '0', CROSSRATE_LOG: 'debug' } });

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request to exactly this path, which fetch would tidy up. */
function ask(
  path: string,
  cookie = '',
  method = 'GET',
  body = '',
  more: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...(cookie ? { cookie } : {}), ...more };
    const asked = request(
      { host: '127.0.0.1', port: new URL(server.url).port, path, method, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      },
    );
    asked.on('error', reject).end(body);
  });
}

interface Link {
  id: string;
  secret: string;
  cookie: string;
}

async function share(choices: object = {}): Promise<Omit<Link, 'cookie'>> {
  const body = JSON.stringify({ title: 'June', sections: ['overview', 'spend'], ...choices });
  const answer = await ask('/api/v1/reports', '', 'POST', body, { 'content-type': 'application/json' });
  expect(answer.status, answer.body).toBe(201);
  const { id, url } = JSON.parse(answer.body) as { id: string; url: string };
  return { id, secret: url.split('/').at(-1) ?? '' };
}

async function opened(choices: object = {}): Promise<Link> {
  const link = await share(choices);
  return { ...link, cookie: cookiesOf(await ask(`/r/${link.secret}`)) };
}

function cookiesOf({ headers }: Answer): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ');
}

/** What everybody gets whose link does not hold: the status, the headers that could tell, the bytes. */
const told = ({ status, headers: { date: _, connection: __, ...headers }, body }: Answer): string =>
  JSON.stringify([status, headers, body]);

describe('a link', () => {
  it('is exchanged for a cookie of its report alone, and leaves the address', async () => {
    const { id, secret } = await share();
    const answer = await ask(`/r/${secret}`);
    expect([answer.status, answer.headers['location']]).toEqual([303, `/r/${id}`]);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(
      new RegExp(`^crossrate_report=[\\w-]{43}; Path=/r/${id}; Expires=[^;]+; HttpOnly; SameSite=Lax$`),
    );
    expect(cookie).not.toContain(secret);
    const page = await ask(`/r/${id}`, cookiesOf(answer));
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'x-content-type-options': 'nosniff',
    });
    expect(String(page.headers['content-security-policy'])).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(page.body).not.toMatch(/<script/i);
    expect(page.body).not.toContain(secret);
  });

  it('has one answer to 200 guesses and mutations, the same bytes as without a cookie, expired or revoked', async () => {
    const { id, secret, cookie } = await opened();
    const other = await opened();
    const none = told(await ask('/r/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'));
    const flipped = (i: number): string => {
      const letter = secret[i] ?? '';
      const turned = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
      return secret.slice(0, i) + (turned === letter ? 'x' : turned) + secret.slice(i + 1);
    };
    const paths = [
      ...Array.from({ length: 43 }, (_, i) => `/r/${flipped(i)}`),
      ...Array.from({ length: 43 }, (_, i) => `/r/${secret.slice(0, i)}`),
      ...Array.from({ length: 75 }, (_, i) => `/r/${Buffer.alloc(32, i).toString('base64url')}`),
      ...[
        '__data.json',
        `${secret}/__data.json`,
        `${id}/__data.json`,
        'x/__data.json?x-sveltekit-invalidated=1',
      ],
      ...['', ':token', ':key', '%00', `${secret}%00`, `${secret}x`, `${secret}%20`, `${secret}/`],
      ...[
        `${secret}/data.json`,
        `${secret}?x=1&y`,
        `${id}x`,
        id.toUpperCase(),
        `${id}/`,
        `${id}/data.json`,
      ].filter((path) => !path.includes('?')),
      ...[`${id}/tables/spend-by-model.csv`, `${id}/tables/`, `${id}/other`, 'data.json', '%252e', 'null'],
      ...[
        'undefined',
        'constructor',
        '__proto__',
        '-'.repeat(43),
        '_'.repeat(43),
        'a'.repeat(4000),
        '🙂',
        '%F0%9F%99%82',
      ],
    ].map((path) => (path.startsWith('/r/') ? path : `/r/${encodeURI(path).replaceAll('%25', '%')}`));
    const cookies = [
      cookie.slice(0, -1),
      `${cookie}x`,
      cookie.toLowerCase(),
      cookie.toUpperCase(),
      'crossrate_report=',
      `crossrate_report=${secret}`,
      `crossrate_report=${id}`,
      other.cookie,
      `crossrate_report_opened=${cookie.split('=')[1] ?? ''}`,
      cookie.replace('crossrate_report', 'Crossrate_Report'),
    ];
    const answers = [
      ...(await Promise.all(paths.map((path) => ask(path)))),
      ...(await Promise.all(cookies.map((one) => ask(`/r/${id}`, one)))),
      ...(await Promise.all(cookies.map((one) => ask(`/r/${id}/data.json`, one)))),
      await ask(`/r/00000000-0000-4000-8000-000000000000`, cookie),
      await ask(`/r/${id}/tables/none.csv`, cookie),
      await ask(`/r/${other.id}`, cookie),
    ];
    expect(answers.length).toBeGreaterThanOrEqual(200);
    const wrong = answers.flatMap((answer, i) =>
      told(answer) === none ? [] : [[paths[i], answer.status, answer.body.slice(0, 80)]],
    );
    expect(wrong).toEqual([]);
    await ask(`/api/v1/reports/${id}`, '', 'DELETE');
    expect(told(await ask(`/r/${id}`, cookie))).toBe(none);
    expect(told(await ask(`/r/${secret}`))).toBe(none);
  });

  it('opens nothing from the moment that its revocation is acknowledged, while 50 look, nor after kill -9', async () => {
    const { id, secret, cookie } = await opened();
    let revokedAt = Infinity;
    const MOST_LOOKS = 500;
    const looking = Array.from({ length: 50 }, async () => {
      const seen: { at: number; status: number }[] = [];
      while (seen.length < 6 || (seen.at(-1)?.status !== 404 && seen.length < MOST_LOOKS)) {
        const at = performance.now();
        seen.push({ at, status: (await ask(`/r/${id}`, cookie)).status });
      }
      return seen;
    });
    const answer = await ask(`/api/v1/reports/${id}`, '', 'DELETE');
    revokedAt = performance.now();
    expect(answer.status).toBe(204);
    const seen = (await Promise.all(looking)).flat();
    expect(seen.filter(({ at, status }) => at > revokedAt && status !== 404)).toEqual([]);
    expect(seen.some(({ status }) => status === 200)).toBe(true);
    expect(seen.some(({ status }) => status === 404)).toBe(true);
    const ended = once(server.process, 'exit');
    server.process.kill('SIGKILL');
    await ended;
    server = await start();
    expect((await ask(`/r/${id}`, cookie)).status).toBe(404);
    expect((await ask(`/r/${secret}`)).status).toBe(404);
  });

  it('gives its files, and takes nothing', async () => {
    const { id, cookie } = await opened();
    const csv = await ask(`/r/${id}/tables/spend-by-model.csv`, cookie);
    expect([csv.status, csv.headers['content-type'], csv.headers['content-disposition']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="crossrate-spend-by-model.csv"',
    ]);
    const data = await ask(`/r/${id}/data.json`, cookie);
    expect((JSON.parse(data.body) as { title: string }).title).toBe('June');
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      for (const path of [`/r/${id}`, `/r/${id}/data.json`, `/r/${id}/tables/spend-by-model.csv`])
        expect([404, 405], `${method} ${path}`).toContain((await ask(path, cookie, method)).status);
  });

  it('asks for its password, five times at most, and lets in who has it', async () => {
    const password = 'correct horse battery';
    const { id, cookie } = await opened({ password });
    const give = (given: string): Promise<Answer> =>
      ask(`/r/${id}`, cookie, 'POST', new URLSearchParams({ password: given }).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    const first = await ask(`/r/${id}`, cookie);
    expect([first.status, first.body.includes('asks for a password'), first.body.includes('June')]).toEqual([
      200,
      true,
      false,
    ]);
    expect((await ask(`/r/${id}/data.json`, cookie)).status).toBe(404);
    expect((await give('wrong horse battery')).status).toBe(401);
    const right = await give(password);
    expect([right.status, right.headers['location']]).toEqual([303, `/r/${id}`]);
    const both = `${cookie}; ${cookiesOf(right)}`;
    expect((await ask(`/r/${id}`, both)).body).toContain('June');
    expect((await ask(`/r/${id}`, cookiesOf(right))).status).toBe(404);
    const statuses: number[] = [];
    for (let i = 0; i < 6; i += 1) statuses.push((await give(`wrong ${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await give(password)).status).toBe(429);
    expect((await ask(`/r/${id}`, both)).status).toBe(200);
  });

  it('leaves its secret in no file of the data folder, in no backup, nor in the log', async () => {
    const { id, secret, cookie } = await opened();
    await ask(`/r/${id}`, cookie);
    await ask(`/r/${secret}x`);
    const value = cookie.split('=')[1] ?? '';
    expect(value).toMatch(/^[\w-]{43}$/);
    expect((await ask('/api/v1/backups', '', 'POST')).status).toBe(201);
    const files = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const copied = files.filter(({ parentPath }) => parentPath.includes(join(dataDir, 'backups')));
    const databases = files.filter(({ name }) => name.endsWith('.duckdb'));
    expect(databases).toHaveLength(2);
    const copy = databases.find((one) => copied.includes(one));
    // The report itself is in the copy, and to be read there: what was looked for would have been found.
    expect((await readFile(join(copy?.parentPath ?? '', copy?.name ?? ''))).includes(id)).toBe(true);
    for (const file of files) {
      const bytes = await readFile(join(file.parentPath, file.name));
      expect([file.name, bytes.includes(secret), bytes.includes(value)]).toEqual([file.name, false, false]);
    }
    expect(server.output()).not.toContain(secret);
    expect((await ask('/api/v1/reports')).body).not.toContain(secret);
  });

  it('counts who looked, and when', async () => {
    const { id, cookie } = await opened();
    for (let i = 0; i < 3; i += 1) await ask(`/r/${id}`, cookie);
    const { reports } = JSON.parse((await ask('/api/v1/reports')).body) as {
      reports: { id: string; views: number; last_viewed: string }[];
    };
    const row = reports.find((one) => one.id === id);
    expect(row?.views).toBe(3);
    expect(Date.now() - Date.parse(row?.last_viewed ?? '')).toBeLessThan(60_000);
  });
});
