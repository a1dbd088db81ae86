import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PASSWORD, send, sendForm, type ServedServer, startServed } from './served';

const HEAVY = 20;
let server: ServedServer;

beforeAll(async () => {
  server = await startServed({ CROSSRATE_SAMPLE: '1' });
  const isLoading = async (): Promise<boolean> =>
    (JSON.parse((await get('/api/v1/sample')).body) as { loading: boolean }).loading;
  await vi.waitUntil(async () => !(await isLoading()), { timeout: 90_000, interval: 100 });
});

afterAll(() => server?.stop());

const get = (path: string) => send(server.url, 'GET', path, { headers: { cookie: server.owner } });

it('twenty heavy questions at once keep neither health nor a login waiting until half of them are answered', async () => {
  const order: string[] = [];
  const noted = async (name: string, asked: Promise<{ status: number }>): Promise<number> => {
    const { status } = await asked;
    order.push(name);
    return status;
  };
  // No two of the same period: none is answered from what is kept.
  const heavy = Array.from({ length: HEAVY }, (_, i) => {
    const from = `2025-06-${String(i + 2).padStart(2, '0')}`;
    return noted('heavy', get(`/api/v1/latency/delta?metric=duration&from=${from}&to=2026-06-30`));
  });
  const small = [
    noted('health', send(server.url, 'GET', '/healthz')),
    noted('ready', send(server.url, 'GET', '/readyz')),
    noted(
      'login',
      sendForm(server.url, '/login?/password', { email: 'ada@example.com', password: PASSWORD }),
    ),
  ];
  expect(await Promise.all(small)).toEqual([200, 200, 303]);
  expect(new Set(await Promise.all(heavy))).toEqual(new Set([200]));
  const untilHalf = order.slice(0, 3 + HEAVY / 2 - 1);
  expect(untilHalf, order.join(', ')).toEqual(expect.arrayContaining(['health', 'ready', 'login']));
});

it('the bar over the sample company offers to remove it to an owner, to add usage to an editor, to a viewer neither', async () => {
  const cookies = {
    owner: server.owner,
    editor: await server.join('editor', 'editor@example.com'),
    viewer: await server.join('viewer', 'viewer@example.com'),
  };
  const offered = Object.values(cookies).map(async (cookie) => {
    const { body } = await send(server.url, 'GET', '/data', { headers: { cookie } });
    const [, bar = ''] = /role="note">(.*?)<\/div>/s.exec(body) ?? [];
    expect(bar).toContain('Sample data.');
    return ['Remove sample', 'pick files', 'Files to upload'].filter((text) => bar.includes(text));
  });
  expect(await Promise.all(offered)).toEqual([
    ['Remove sample', 'pick files', 'Files to upload'],
    ['pick files', 'Files to upload'],
    [],
  ]);
});
