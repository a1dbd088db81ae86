import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICY } from '../../src/lib/server/access/policy';
import { builtRoutes, type BuiltRoute } from './route-list';
import { type Answer, PASSWORD, send, sendJson, type ServedServer, startServed } from './served';

const ROLES = ['viewer', 'editor', 'owner'];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const AT_ONCE = 8;

let server: ServedServer;
let routes: BuiltRoute[];
/** Headers by who sends them. */
const senders = new Map<string, Record<string, string>>();

beforeAll(async () => {
  server = await startServed();
  routes = await builtRoutes();
  const own = { origin: server.url, 'sec-fetch-site': 'same-origin' };
  const cookies = {
    viewer: await server.join('viewer', 'viewer@example.com'),
    editor: await server.join('editor', 'editor@example.com'),
    owner: server.owner,
  };
  senders.set('nobody', own);
  senders.set('link', { ...own, cookie: `crossrate_report=${'A'.repeat(43)}` });
  for (const [role, cookie] of Object.entries(cookies)) senders.set(role, { ...own, cookie });
  const made = await sendJson(server.url, 'POST', '/api/v1/tokens', cookies.viewer, {
    name: 'reads',
    role: 'viewer',
    password: PASSWORD,
  });
  const { token } = JSON.parse(made.body) as { token: string };
  senders.set('token', { authorization: `Bearer ${token}` });
});

afterAll(() => server?.stop());

/** What the policy promises of a request, in the terms of an answer. */
function promised(who: string, route: BuiltRoute, method: string): string {
  const rules: Record<string, string | readonly string[] | undefined> = POLICY[route.id] ?? {};
  const rule = rules[method === 'HEAD' ? 'GET' : method];
  if (!rule) return 'no such method';
  const need = typeof rule === 'string' ? rule : (rule[0] ?? '');
  if (need === 'nobody') return 'let through';
  if (need === 'link') return 'nothing there';
  if (who === 'nobody' || who === 'link') return 'sign in';
  const role = who === 'token' ? 'viewer' : who;
  return ROLES.indexOf(role) >= ROLES.indexOf(need) ? 'let through' : 'not allowed';
}

/** What an answer says, whoever made it. */
function said({ status, headers, body }: Answer): string {
  const location = String(headers.location ?? /"location":"([^"]*)/.exec(body)?.[1] ?? '');
  if (status === 401 || /^\/login(\?to=|$)/.test(location)) return 'sign in';
  if (status === 403) return 'not allowed';
  if (status === 405) return 'no such method';
  return 'let through';
}

interface Case {
  who: string;
  kind: string;
  route: BuiltRoute;
  method: string;
  path: string;
  headers: Record<string, string>;
}

function cases(): Case[] {
  return routes.flatMap((route) =>
    [...senders].flatMap(([who, headers]) => {
      const html = { ...headers, accept: 'text/html' };
      const form = { ...html, 'content-type': 'application/x-www-form-urlencoded' };
      const all = METHODS.map((method) => ({
        who,
        kind: route.isPage ? (method === 'POST' ? 'action' : 'page') : 'API',
        route,
        method,
        path: route.path,
        headers: method === 'POST' && route.isPage ? form : route.isPage ? html : headers,
      }));
      const data = { who, kind: 'data', route, method: 'GET', path: dataPath(route.path), headers };
      return route.isPage ? [...all, data] : all;
    }),
  );
}

function dataPath(path: string): string {
  return path === '/' ? '/__data.json' : `${path}/__data.json`;
}

/** Ends the very session that asks. */
const ENDS_SESSION = '/logout';

async function faults(all: Case[]): Promise<string[]> {
  const found: string[] = [];
  const left = [...all];
  const work = async (): Promise<void> => {
    for (let one = left.pop(); one; one = left.pop()) {
      const answer = await send(server.url, one.method, one.path, { headers: one.headers });
      const expected = promised(one.who, one.route, one.method);
      const is = expected === 'nothing there' && answer.status === 404 ? expected : said(answer);
      if (is !== expected || (!one.route.isPage && answer.status >= 500))
        found.push(
          `${one.kind} ${one.method} ${one.path} by ${one.who}: ${answer.status} ${is}, not ${expected}`,
        );
      for (const fault of headerFaults(answer, one)) found.push(fault);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

function headerFaults({ headers }: Answer, { method, path }: Case): string[] {
  const policy = String(headers['content-security-policy'] ?? '');
  const wanted: [string, boolean][] = [
    ['nosniff', headers['x-content-type-options'] === 'nosniff'],
    ['no-referrer', headers['referrer-policy'] === 'no-referrer'],
    ['a permissions policy', String(headers['permissions-policy']).includes('camera=()')],
    ['a content security policy', policy.includes("default-src 'none'")],
    ['no framing', policy.includes("frame-ancestors 'none'")],
    ['no inline script', !/script-src[^;]*unsafe/.test(policy)],
    ['nothing kept', /no-store|no-cache/.test(String(headers['cache-control'] ?? ''))],
  ];
  return wanted.flatMap(([what, is]) => (is ? [] : [`${method} ${path} answers without ${what}`]));
}

describe('every route of the build', () => {
  it('has a row in the policy, with a rule for each method that it takes', () => {
    expect(routes.length).toBeGreaterThan(70);
    const missing = routes.flatMap(({ id, methods }) => {
      const rules: Record<string, unknown> = POLICY[id] ?? {};
      return methods.filter((method) => !(method in rules)).map((method) => `${method} ${id}`);
    });
    expect(missing).toEqual([]);
    expect(Object.keys(POLICY).filter((id) => !routes.some((route) => route.id === id))).toEqual([]);
  });

  it('answers nobody, a link, viewer, editor, owner and token as the policy says: pages, data, actions and API', async () => {
    const all = cases().filter(({ path }) => path !== ENDS_SESSION);
    expect(all.length).toBeGreaterThan(2500);
    expect(await faults(all)).toEqual([]);
  });
});
