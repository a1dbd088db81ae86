import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtRoutes } from './route-list';
import { type Answer, send, sendForm, sendJson, type ServedServer, startServed } from './served';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const AT_ONCE = 8;

let server: ServedServer;
let editor: string;
let viewer: string;

beforeAll(async () => {
  server = await startServed();
  editor = await server.join('editor', 'editor@example.com');
  viewer = await server.join('viewer', 'viewer@example.com');
});

afterAll(() => server?.stop());

async function share(
  cookie: string,
  choices: object = {},
): Promise<{ id: string; secret: string; link: string }> {
  const body = { title: 'Shared', sections: ['claims'], ...choices };
  const answer = await sendJson(server.url, 'POST', '/api/v1/reports', cookie, body);
  expect(answer.status, answer.body).toBe(201);
  const { id, url } = JSON.parse(answer.body) as { id: string; url: string };
  const secret = url.split('/').at(-1) ?? '';
  const opened = await send(server.url, 'GET', `/r/${secret}`);
  return { id, secret, link: opened.cookies[0] ?? '' };
}

const isRefused = ({ status, headers }: Answer): boolean =>
  [401, 403, 404, 405].includes(status) || String(headers.location).startsWith('/login');

describe('the cookie of a link, where everybody else signs in', () => {
  it('opens its report, and nothing else by any method', async () => {
    const { id, link } = await share(server.owner);
    expect((await send(server.url, 'GET', `/r/${id}`, { headers: { cookie: link } })).status).toBe(200);
    const own = { cookie: link, origin: server.url, 'sec-fetch-site': 'same-origin' };
    const known = ['/healthz', '/readyz', '/login', '/logout', '/setup', '/join'];
    const routes = (await builtRoutes()).filter(({ path }) => !known.some((one) => path.startsWith(one)));
    expect(routes.length).toBeGreaterThan(80);
    const asked = routes.flatMap(({ path }) => METHODS.map((method) => ({ path, method })));
    const letThrough: string[] = [];
    for (let i = 0; i < asked.length; i += AT_ONCE)
      await Promise.all(
        asked.slice(i, i + AT_ONCE).map(async ({ path, method }) => {
          const answer = await send(server.url, method, path, { headers: own });
          if (!isRefused(answer)) letThrough.push(`${method} ${path}: ${answer.status}`);
        }),
      );
    expect(letThrough).toEqual([]);
  });

  it('takes a password from its own form, without a script', async () => {
    const { id, link } = await share(server.owner, { password: 'correct horse' });
    const wrong = await sendForm(server.url, `/r/${id}`, { password: 'wrong horse' }, link);
    const right = await sendForm(server.url, `/r/${id}`, { password: 'correct horse' }, link);
    expect([wrong.status, right.status]).toEqual([401, 303]);
    const cookie = `${link}; ${right.cookies[0] ?? ''}`;
    expect((await send(server.url, 'GET', `/r/${id}`, { headers: { cookie } })).body).toContain('Shared');
  });
});

describe('reports, by role', () => {
  it('are made and taken back by editors, each their own, and by owners all', async () => {
    const [theirs, owners] = [await share(editor), await share(server.owner)];
    const revoke = async (cookie: string, id: string): Promise<number> =>
      (await sendJson(server.url, 'DELETE', `/api/v1/reports/${id}`, cookie)).status;
    expect(await revoke(viewer, theirs.id)).toBe(403);
    expect(await revoke(editor, owners.id)).toBe(403);
    expect(await revoke(editor, theirs.id)).toBe(204);
    expect(await revoke(server.owner, owners.id)).toBe(204);
    expect((await sendJson(server.url, 'DELETE', '/api/v1/reports', editor)).status).toBe(403);
    const { body } = await send(server.url, 'GET', '/api/v1/reports', { headers: { cookie: viewer } });
    expect((JSON.parse(body) as { reports: object[] }).reports.length).toBeGreaterThan(1);
  });

  it('are in the audit log, without their secrets', async () => {
    const { secret } = await share(editor, { title: 'Audited' });
    const { body } = await send(server.url, 'GET', '/api/v1/audit', { headers: { cookie: server.owner } });
    expect(body).toContain('Audited');
    expect(body).not.toContain(secret);
  });
});
