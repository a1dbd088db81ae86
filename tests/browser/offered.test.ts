import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/lib/access/role';
import { judge } from '../../src/lib/server/access/judge';
import { POLICY } from '../../src/lib/server/access/policy';
import { APP_PAGES } from './app-pages';
import { launchBrowser } from './browser';
import { hydrated } from './give-files';
import { pressEverything } from './press-everything';
import { send, sendJson, type ServedServer, startServed } from './served';

const DAYS = '2026-06-01T00:00:00Z,official,gpt-4.1,1000,100,400,86400';
/** One model has no price. */
const JUNE = `time,route,model,input_tokens,output_tokens,requests,bucket_seconds
${DAYS}
${DAYS.replace('gpt-4.1', 'house-model')}
`;
/** The same day again: it waits for somebody to say whether it counts twice. */
const AGAIN = `${JUNE}${DAYS.replace('06-01', '06-02')}\n`;

const CLAIM = {
  metric: 'saving',
  figure: '50',
  unit: '%',
  conditions: [],
  source: 'Offer',
  check: { kind: 'saving_pct', credit_price: '3', market_rate: '7.3' },
};

const PAGES = [...APP_PAGES.filter((path) => path !== '/login'), '/data/months/2026-06'];

/**
 * What a page offers only once the server has answered something else, or where the sample company is there
 * (heavy-questions.test.ts), or never: scripts put prices.
 */
const LATER = [
  'DELETE /api/v1/sample',
  'POST /api/v1/uploads',
  'PUT /api/v1/formats/[id]',
  'PUT /api/v1/prices',
  'PUT /api/v1/scenarios/[id]',
  'PUT /api/v1/uploads/[id]/effect',
];

let server: ServedServer;
let browser: Browser;
let cookies: Record<Role, string>;
/** Ids of an upload that counts, of one that is undecided, and of reports of an owner and of an editor. */
let ids: Record<'stored' | 'undecided' | 'report' | 'own', string>;
let ofOwner: Offered[];
let ofViewer: Offered[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServed(), launchBrowser()]);
  cookies = {
    owner: server.owner,
    editor: await server.join('editor', 'editor@example.com'),
    viewer: await server.join('viewer', 'viewer@example.com'),
  };
  const stored = await upload('june.csv', JUNE);
  const undecided = await upload('again.csv', AGAIN);
  for (const name of ['June', 'Again']) await make('POST', '/api/v1/views', { name, href: '/spend' });
  const report = { title: 'June', sections: ['spend'] };
  const other = { ...report, title: 'The editor’s' };
  ids = {
    stored,
    undecided,
    report: await make('POST', '/api/v1/reports', report),
    own: await make('POST', '/api/v1/reports', other, cookies.editor),
  };
  await make('POST', '/api/v1/scenarios', { name: 'First', scenario: {} });
  for (const of of ['Half of the cost goes', 'A third goes'])
    await make('POST', '/api/v1/claims', { ...CLAIM, statement: of });
  const month = { route: 'official', month: '2026-06', currency: 'USD' };
  await make('PUT', '/api/v1/reconciliation/invoices', { ...month, amount: '12' });
  await make('POST', '/api/v1/people/invitations', { email: 'new@example.com', role: 'viewer' });
  [ofOwner, ofViewer] = await Promise.all([offeredTo('owner', PAGES), offeredTo('viewer', PAGES)]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function upload(name: string, body: string): Promise<string> {
  const id = crypto.randomUUID();
  const answer = await send(
    server.url,
    'POST',
    `/api/v1/uploads?${new URLSearchParams({ wait: '1', id, name })}`,
    {
      headers: { cookie: server.owner, origin: server.url, 'content-type': 'text/csv' },
      body,
    },
  );
  expect([201, 409], answer.body).toContain(answer.status);
  return id;
}

async function make(method: string, path: string, body: object, by = server.owner): Promise<string> {
  const answer = await sendJson(server.url, method, path, by, body);
  expect(answer.status, `${path}: ${answer.body}`).toBeLessThan(300);
  return (JSON.parse(answer.body) as { id: string }).id;
}

interface Offered {
  path: string;
  sent: string[];
  acts: string[];
}

/** What each page asks for and leads to where somebody of a role presses everything; nothing of pages that refuse them. */
async function offeredTo(role: Role, paths: string[]): Promise<Offered[]> {
  const context = await browser.newContext({ baseURL: server.url });
  const [name = '', value = ''] = cookies[role].split('=');
  await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/', httpOnly: true, secure: true }]);
  const page = await context.newPage();
  const offered: Offered[] = [];
  for (const path of paths) {
    const answer = await page.goto(path);
    if (answer?.status() === 403) continue;
    await hydrated(page);
    const { sent, links } = await pressEverything(page);
    offered.push({ path, sent, acts: [...sent, ...links.map((link) => `GET ${link}`)].map(actOf) });
  }
  await context.close();
  return offered;
}

/** A route as a pattern of paths: the most exact one that fits is the one that answers. */
const ROUTES = Object.keys(POLICY)
  .filter((id) => id !== '/(pages)/[...path]')
  .map((id) => {
    const path = id.replaceAll(/\/\([^)]*\)/g, '').replaceAll(/\[[^\]]*\]/g, '[^/]*');
    return { id, pattern: new RegExp(`^${path || '/'}$`) };
  })
  .sort((a, b) => a.id.split('[').length - b.id.split('[').length);

function actOf(sent: string): string {
  const [method = '', path = ''] = sent.split(' ');
  return `${method} ${ROUTES.find(({ pattern }) => pattern.test(path))?.id ?? path}`;
}

function isRefused(act: string, role: Role): boolean {
  const [method = '', route = ''] = act.split(' ');
  const who = { kind: 'person', id: '', name: '', role, session: '' } as const;
  return judge(who, route, method).answer !== 'allowed';
}

const WRITES = Object.entries(POLICY)
  .filter(([route]) => route.startsWith('/api/'))
  .flatMap(([route, rules]) =>
    Object.keys(rules).flatMap((method) => (method === 'GET' ? [] : [`${method} ${route}`])),
  );

/** What is offered and would be refused, with the page that does so. */
function refused(offered: Offered[], role: Role): string[] {
  return offered.flatMap(({ path, acts }) =>
    acts.filter((act) => isRefused(act, role)).map((act) => `${act} on ${path}`),
  );
}

/** Which of the things that were made before are touched. */
function touched(offered: Offered[]): string[] {
  const sent = offered.flatMap((one) => one.sent).join();
  return Object.entries(ids).flatMap(([name, id]) => (sent.includes(id) ? [name] : []));
}

describe('what pages offer', () => {
  it('to an owner is all that needs a role', () => {
    expect(refused(ofOwner, 'owner')).toEqual([]);
    const acts = new Set(ofOwner.flatMap((one) => one.acts));
    const missing = WRITES.filter((act) => isRefused(act, 'viewer') && !acts.has(act));
    expect(missing.sort()).toEqual(LATER);
    expect(touched(ofOwner)).toEqual(['stored', 'undecided', 'report', 'own']);
  });

  it('to an editor is not what only owners may do, and of what people made their own', async () => {
    const more = ofOwner.filter((one) => refused([one], 'editor').length > 0).map(({ path }) => path);
    expect(more).toEqual(expect.arrayContaining(['/reports', '/settings', '/settings/people']));
    const offered = await offeredTo('editor', ['/data', ...more]);
    expect(refused(offered, 'editor')).toEqual([]);
    expect(touched(offered)).toEqual(['undecided', 'own']);
  });

  it('to a viewer is to read, and what is their own', () => {
    expect(ofViewer.length).toBeGreaterThan(20);
    expect(refused(ofViewer, 'viewer')).toEqual([]);
    expect([...new Set(ofViewer.flatMap(({ sent }) => sent.map(actOf)))].sort()).toEqual([
      'DELETE /api/v1/sessions/[id]',
      'POST /api/v1/account/code',
      'POST /api/v1/tokens',
      'POST /logout',
      'PUT /api/v1/account/password',
    ]);
  });
});
