import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handle } from '../../src/hooks.server';
import { app, closeApp } from '$lib/server/app';
import { POST as make } from '../../src/routes/api/v1/reports/+server';
import { GET as exchange } from '../../src/routes/r/[...path]/+server';
import { GET as page } from '../../src/routes/r/[key=report]/+server';
import { GET as data } from '../../src/routes/r/[key=report]/data.json/+server';
import { labelledUsage } from './report-files';

type Get = (event: never) => Response | Promise<Response>;

const UNKNOWN = 'a'.repeat(43);
const EXCHANGE = '/r/[...path]';
const PAGE = '/r/[key=report]';
const DATA = '/r/[key=report]/data.json';
const GETS: Record<string, Get> = { [EXCHANGE]: exchange, [PAGE]: page, [DATA]: data };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-expiry-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const { ingest } = await app();
  await ingest.receive(new Blob([labelledUsage()]).stream(), {
    name: 'june.csv',
    format: 'auto',
    wait: true,
    newRoutes: 'relay',
  });
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

/** A browser's cookies, whatever their expiry: a reader may send one that has long passed. */
function jar(): Pick<Cookies, 'get' | 'set'> {
  const kept = new Map<string, string>();
  return { get: (name) => kept.get(name), set: (name, value) => void kept.set(name, value) };
}

/** Asks through the hook, as the server does: status, headers and bytes; a redirect's status alone. */
async function ask(route: string, key: string, cookies: Pick<Cookies, 'get' | 'set'>): Promise<string> {
  const url = new URL(`http://localhost/r/${key}`);
  const params = route === EXCHANGE ? { path: key } : { key };
  const event = {
    url,
    params,
    cookies,
    route: { id: route },
    request: new Request(url, { headers: { host: 'localhost' } }),
    locals: {},
    setHeaders: () => undefined,
    getClientAddress: () => '::1',
  } as unknown as RequestEvent;
  const resolve = async (): Promise<Response> => {
    try {
      return (await GETS[route]?.(event as never)) ?? new Response(null, { status: 500 });
    } catch (error) {
      return new Response(null, { status: (error as { status: number }).status });
    }
  };
  const response = await handle({ event, resolve });
  return JSON.stringify([response.status, [...response.headers], await response.text()]);
}

const statusOf = (told: string): number => (JSON.parse(told) as [number])[0];

it('a link holds until the moment of its expiry, and from then on has the answer of an unknown one', async () => {
  const opened = await app();
  const request = new Request('http://localhost/api/v1/reports', {
    method: 'POST',
    body: JSON.stringify({ title: 'June', sections: ['spend'], expires_in_days: 7 }),
  });
  const locals = { identity: { kind: 'local' }, address: '::1' };
  const made = await make({ request, url: new URL(request.url), params: {}, locals } as never);
  const { id, url, expires_at } = (await made.json()) as { id: string; url: string; expires_at: string };
  const secret = url.split('/').at(-1) ?? '';
  const reader = jar();
  const askAll = async (): Promise<string[]> => [
    await ask(EXCHANGE, secret, reader),
    await ask(PAGE, id, reader),
    await ask(DATA, id, reader),
  ];

  opened.now = () => Date.parse(expires_at) - 1;
  expect((await askAll()).map(statusOf)).toEqual([303, 200, 200]);
  const unknown = await ask(EXCHANGE, UNKNOWN, jar());
  expect(statusOf(unknown)).toBe(404);
  for (const past of [0, 1, 86_400_000]) {
    opened.now = () => Date.parse(expires_at) + past;
    expect(await askAll(), `${past} ms after`).toEqual([unknown, unknown, unknown]);
  }
});
