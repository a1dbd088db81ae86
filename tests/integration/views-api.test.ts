import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { GET as list, POST as save } from '../../src/routes/api/v1/views/+server';
import { DELETE as remove, PUT as rename } from '../../src/routes/api/v1/views/[id]/+server';

type Handler = (event: never) => Response | Promise<Response>;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-views-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

interface Answer {
  id: string;
  name: string;
  href: string;
  data: string;
  type: string;
  issues: { where: string }[];
  views: { name: string; href: string }[];
}

async function call(handler: Handler, method: string, body?: unknown, id = ''): Promise<[number, Answer]> {
  const url = new URL(`/api/v1/views/${id}`, 'http://localhost');
  const request = new Request(url, body === undefined ? { method } : { method, body: JSON.stringify(body) });
  const response = await handler({ url, params: { id }, request } as never);
  return [response.status, response.status === 204 ? ({} as Answer) : ((await response.json()) as Answer)];
}

const names = async (): Promise<string[]> => (await call(list, 'GET'))[1].views.map(({ name }) => name);

describe('saved views', () => {
  it('keep an address with the data set that it was seen on, over a restart', async () => {
    const [status, saved] = await call(save, 'POST', {
      name: ' Users ',
      href: '/spend?by=user&model=a&model=b#x',
    });
    expect(status).toBe(201);
    // nothing of one's own is loaded: the sample is in view, and stays so when there is
    expect(saved).toMatchObject({
      name: 'Users',
      href: '/spend?by=user&model=a&model=b&data=sample',
      data: 'sample',
    });
    const [, own] = await call(save, 'POST', { name: 'All of ours', href: '/latency?data=own' });
    expect(own).toMatchObject({ href: '/latency?data=own', data: 'own' });
    await closeApp();
    await app();
    expect(await names()).toEqual(['All of ours', 'Users']);
  });

  it('have names of their own, whatever the capitals', async () => {
    const [status, problem] = await call(save, 'POST', { name: 'USERS', href: '/' });
    expect([status, problem.type]).toEqual([409, '/problems/name-taken']);
  });

  it('are of one of two who save a name at once', async () => {
    const asked = ['/spend', '/exchange'].map((href) => call(save, 'POST', { name: 'At once', href }));
    const statuses = (await Promise.all(asked)).map(([status]) => status);
    expect(statuses.sort()).toEqual([201, 409]);
    const [, { views }] = await call(list, 'GET');
    const { id } = views.find(({ name }) => name === 'At once') as Answer;
    expect((await call(remove, 'DELETE', undefined, id))[0]).toBe(204);
  });

  it('are renamed to a free name, or to another spelling of their own', async () => {
    const [, { views }] = await call(list, 'GET');
    const users = views.find(({ name }) => name === 'Users') as Answer;
    expect((await call(rename, 'PUT', { name: 'all of OURS' }, users.id))[0]).toBe(409);
    const [, spelled] = await call(rename, 'PUT', { name: 'users' }, users.id);
    expect(spelled).toMatchObject({ id: users.id, name: 'users', href: users.href });
    const [, renamed] = await call(rename, 'PUT', { name: 'By user' }, users.id);
    expect(await names()).toEqual(['All of ours', 'By user']);
    expect((await call(remove, 'DELETE', undefined, renamed.id))[0]).toBe(204);
    expect((await call(remove, 'DELETE', undefined, renamed.id))[0]).toBe(404);
    expect((await call(rename, 'PUT', { name: 'x' }, renamed.id))[0]).toBe(404);
    expect(await names()).toEqual(['All of ours']);
  });

  it.each([
    ['https://elsewhere.example/', 'href'],
    ['//elsewhere.example/', 'href'],
    ['/\\elsewhere.example', 'href'],
    ['javascript:alert(1)', 'href'],
    ['/api/v1/uploads', 'href'],
    ['/./\t/elsewhere.example', 'href'],
  ])('refuse %s as an address', async (href, where) => {
    const [status, { issues }] = await call(save, 'POST', { name: 'x', href });
    expect([status, issues[0]?.where]).toEqual([400, where]);
  });

  it('refuse names that are empty, too long, or hold control characters, and keys that are not there', async () => {
    for (const name of ['', '   ', 'x'.repeat(81), 'a\nb', 7]) {
      const [status, { issues }] = await call(save, 'POST', { name, href: '/' });
      expect([status, issues[0]?.where]).toEqual([400, 'name']);
    }
    expect((await call(save, 'POST', { name: 'x', href: '/', more: 1 }))[1].issues[0]?.where).toBe('more');
  });
});
