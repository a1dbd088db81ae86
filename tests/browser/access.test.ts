import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from './server';
import {
  type Answer,
  PASSWORD,
  runCommand,
  send,
  sendForm,
  sendJson,
  type ServedServer,
  startServed,
} from './served';

let server: ServedServer;
let viewer: string;
let editor: string;

beforeAll(async () => {
  server = await startServed();
  [viewer, editor] = await Promise.all([
    server.join('viewer', 'viewer@example.com'),
    server.join('editor', 'editor@example.com'),
  ]);
});

afterAll(() => server?.stop());

const CSV = 'time,route,model,input_tokens,output_tokens\n2026-06-01T00:00:00Z,official,gpt-4.1,100,10\n';

interface Entry {
  actor: string;
  action: string;
  subject: string | null;
}

async function audit(): Promise<Entry[]> {
  const answer = await send(server.url, 'GET', '/api/v1/audit', { headers: { cookie: server.owner } });
  return (JSON.parse(answer.body) as { entries: Entry[] }).entries;
}

describe('setting up', () => {
  it('happens by the code, once, and never again over HTTP', async () => {
    for (const code of [server.code, 'x']) {
      const again = { code, name: 'Eve', email: 'eve@example.com', password: PASSWORD };
      expect((await sendForm(server.url, '/setup', again)).status).toBe(404);
    }
    expect((await send(server.url, 'GET', '/setup')).status).toBe(404);
  });

  it('makes no second code: not beside a running server, and not where there is an owner', async () => {
    const running = await runCommand('setup', { CROSSRATE_DATA: server.dataDir });
    expect(running).toMatchObject({ code: 1 });
    expect(running.output).toContain('has this data open');
  });

  it('comes first: what others can reach does not start before', async () => {
    const start = startServer({ env: { CROSSRATE_LOGIN: '1', CROSSRATE_SAMPLE: '0' } });
    await expect(start).rejects.toThrow(/exit code 1.*There is no owner yet.*Run npm run setup/s);
    const open = startServer({
      env: { CROSSRATE_HOST: '0.0.0.0', CROSSRATE_ORIGIN: 'https://a.example.com' },
    });
    await expect(open).rejects.toThrow(/exit code 1.*There is no owner yet/s);
  });
});

describe('signing in', () => {
  it('works without scripts, and goes back to the page that was asked for', async () => {
    const asked = await send(server.url, 'GET', '/spend?by=model', { headers: { accept: 'text/html' } });
    expect(asked).toMatchObject({ status: 303, headers: { location: '/login?to=%2Fspend%3Fby%3Dmodel' } });
    const page = await send(server.url, 'GET', String(asked.headers.location));
    expect(page.body).toMatch(/<input type="hidden" name="to" value="\/spend\?by=model"/);
    expect(page.body).toMatch(/<form method="POST" action="\?\/password"/);
    const hostile = '</script><script>alert(1)</script>';
    const inert = await send(server.url, 'GET', `/login?${hostile}&to=/${hostile}`);
    expect([inert.status, inert.body.includes('<script>alert')]).toEqual([200, false]);
    const fields = { email: 'viewer@example.com', password: PASSWORD, to: '/spend?by=model' };
    const signedIn = await sendForm(server.url, '/login?/password', fields);
    expect(signedIn).toMatchObject({ status: 303, headers: { location: '/spend?by=model' } });
    const shown = await send(server.url, 'GET', '/spend?by=model', {
      headers: { accept: 'text/html', cookie: signedIn.cookies[0] ?? '' },
    });
    expect(shown.status).toBe(200);
  });

  it('sets a cookie of this host alone, out of the reach of scripts, and another one every time', async () => {
    const fields = { email: 'viewer@example.com', password: PASSWORD };
    const first = await sendForm(server.url, '/login?/password', fields);
    const set = String(first.headers['set-cookie']);
    expect(set).toMatch(/^__Host-crossrate=[\w-]{43}; /);
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=604800'])
      expect(set).toContain(part);
    expect(set).not.toContain('Domain');
    const again = await sendForm(server.url, '/login?/password', fields, first.cookies[0]);
    expect(again.status).toBe(303);
    expect(again.cookies[0]).not.toBe(first.cookies[0]);
    const old = await send(server.url, 'GET', '/api/v1/uploads', {
      headers: { cookie: first.cookies[0] ?? '' },
    });
    expect(old.status).toBe(401);
  });

  it.each(['//evil.example.com', 'https://evil.example.com', '/\\evil.example.com', '/x\r\nset-cookie: a=b'])(
    'never leads to %j',
    async (to) => {
      const fields = { email: 'viewer@example.com', password: PASSWORD, to };
      const answer = await sendForm(server.url, '/login?/password', fields);
      expect(answer).toMatchObject({ status: 303, headers: { location: '/' } });
      const page = await send(server.url, 'GET', `/login?to=${encodeURIComponent(to)}`);
      expect(page.body).toContain('name="to" value="/"');
    },
  );

  it('answers wrong, unknown and locked plainly, and an address that is not locked still signs in', async () => {
    const fields = { email: 'locked@example.com', password: 'a wrong password' };
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++)
      statuses.push((await sendForm(server.url, '/login?/password', fields)).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    const other = { email: 'editor@example.com', password: PASSWORD };
    expect((await sendForm(server.url, '/login?/password', other)).status).toBe(303);
  });

  it('takes no form larger than a form', async () => {
    const large = 'x'.repeat(100_000);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    for (const more of [{}, { 'transfer-encoding': 'chunked' }]) {
      const answer = await send(server.url, 'POST', '/login?/password', {
        headers: { ...headers, ...more },
        body: `email=${large}`,
      });
      expect(answer.status).toBe(413);
    }
  });
});

describe('signing out', () => {
  it('ends the session in the store too', async () => {
    const fields = { email: 'viewer@example.com', password: PASSWORD };
    const cookie = (await sendForm(server.url, '/login?/password', fields)).cookies[0] ?? '';
    const out = await sendForm(server.url, '/logout', {}, cookie);
    expect(out).toMatchObject({ status: 303, headers: { location: '/login' } });
    expect(String(out.headers['set-cookie'])).toMatch(/^__Host-crossrate=; .*Max-Age=0/);
    expect((await send(server.url, 'GET', '/api/v1/uploads', { headers: { cookie } })).status).toBe(401);
  });
});

describe('other pages', () => {
  const write = (headers: Record<string, string>, body = CSV) =>
    send(server.url, 'POST', '/api/v1/uploads?name=a.csv&wait=1', {
      headers: { cookie: editor, ...headers },
      body,
    });

  it.each(['text/plain', 'application/json', 'text/csv', 'application/x-www-form-urlencoded'])(
    'write nothing by a person’s cookie, as %s either',
    async (type) => {
      const foreign = { origin: 'https://evil.example.com', 'content-type': type };
      expect((await write(foreign)).status).toBe(403);
      expect((await write({ ...foreign, origin: 'null' })).status).toBe(403);
      expect((await write({ 'sec-fetch-site': 'same-site', 'content-type': type })).status).toBe(403);
      expect((await write({ 'content-type': type })).body).toContain('unknown-sender');
    },
  );

  it('sign nobody in, out or up', async () => {
    for (const path of ['/login?/password', '/logout', '/setup', `/join/${'A'.repeat(43)}`]) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const foreign = { headers: { ...headers, origin: 'https://evil.example.com' }, body: 'a=b' };
      expect((await send(server.url, 'POST', path, foreign)).status).toBe(403);
      expect((await send(server.url, 'POST', path, { headers, body: 'a=b' })).status).toBe(403);
    }
  });

  it('cannot take another name for this server', async () => {
    for (const path of ['/', '/login', '/api/v1/uploads'])
      expect((await send(server.url, 'GET', path, { headers: { host: 'evil.example.com' } })).status).toBe(
        403,
      );
    const health = await send(server.url, 'GET', '/healthz', { headers: { host: 'evil.example.com' } });
    expect(health.status).toBe(200);
  });
});

describe('what somebody signed in does', () => {
  it('carries their own name, and no other', async () => {
    const upload = { cookie: editor, origin: server.url, 'content-type': 'text/csv' };
    const sent = await send(server.url, 'POST', '/api/v1/uploads?name=may.csv&wait=1', {
      headers: upload,
      body: CSV.replace('2026-06-01', '2026-05-01'),
    });
    expect(JSON.parse(sent.body)).toMatchObject({ name: 'may.csv', uploaded_by: 'editor' });
    const month = '/api/v1/months/2026-05';
    const forged = await sendJson(server.url, 'PUT', month, editor, { closed: true, by: 'Ada' });
    expect(forged.status).toBe(400);
    expect(JSON.parse(forged.body)).toMatchObject({ issues: [{ where: 'by' }] });
    const closed = await sendJson(server.url, 'PUT', month, editor, { closed: true });
    expect(closed.status).toBe(200);
    expect(JSON.parse(closed.body)).toMatchObject({ history: [{ closed: true, by: 'editor' }] });
    expect((await audit())[0]).toMatchObject({ actor: 'editor', subject: '2026-05' });
    const waiver = { waived: true, note: 'agreed with finance' };
    const waived = await sendJson(server.url, 'PUT', '/api/v1/readiness/fine_tuning', editor, waiver);
    expect(waived.status, waived.body).toBe(200);
    expect(waived.body).toContain('"by":"editor"');
    expect((await audit())[0]).toMatchObject({
      actor: 'editor',
      action: 'decided on a criterion of readiness',
      subject: 'fine_tuning',
    });
  });
});

describe('the audit log', () => {
  it('leaves out what is only tried out, and nothing else for the asking', async () => {
    const before = (await audit()).length;
    const uploads = await send(server.url, 'GET', '/api/v1/uploads', { headers: { cookie: server.owner } });
    const { id } = (JSON.parse(uploads.body) as { uploads: [{ id: string }] }).uploads[0];
    const tried = await sendJson(server.url, 'DELETE', `/api/v1/uploads/${id}?dry_run=1`, server.owner);
    expect(tried.status).toBe(200);
    expect(await audit()).toHaveLength(before);
    const token = { name: 'unseen', role: 'viewer', password: PASSWORD };
    const made = await sendJson(server.url, 'POST', '/api/v1/tokens?dry_run=1', server.owner, token);
    expect(made.status).toBe(201);
    expect((await audit())[0]).toMatchObject({
      actor: 'Ada',
      action: 'made an API token',
      subject: 'unseen',
    });
  });
});

describe('an upload', () => {
  it('that counts is an owner’s to remove; one that waits for a decision is an editor’s to leave out', async () => {
    const headers = { cookie: editor, origin: server.url, 'content-type': 'text/csv' };
    const body = CSV.replace('2026-06-01', '2026-04-01');
    const path = '/api/v1/uploads?name=april.csv&wait=1';
    const stored = await send(server.url, 'POST', path, { headers, body });
    const { id } = JSON.parse(stored.body) as { id: string };
    const again = await send(server.url, 'POST', path, { headers, body: body.replace(',100,', ',200,') });
    expect(again.status).toBe(409);
    const list = await send(server.url, 'GET', '/api/v1/uploads', { headers: { cookie: editor } });
    const { uploads } = JSON.parse(list.body) as { uploads: { id: string; status: string }[] };
    const waiting = uploads.find(({ status }) => status === 'undecided')?.id ?? '';
    const remove = (which: string, who: string) =>
      sendJson(server.url, 'DELETE', `/api/v1/uploads/${which}`, who);
    expect((await remove(waiting, editor)).status).toBe(204);
    expect((await remove(id, editor)).status).toBe(403);
    expect((await remove(id, server.owner)).status).toBe(204);
  });
});

describe('an upload that takes its time', () => {
  /** Sends the beginning of a file, does something once the server has it, sends the rest: the answer. */
  async function sendSlowly(
    name: string,
    headers: object,
    meanwhile: () => Promise<Answer>,
  ): Promise<number> {
    const path = `/api/v1/uploads?name=${name}&wait=1`;
    const body = CSV.replace('2026-06-01', '2026-03-01');
    const whole = { 'content-type': 'text/csv', 'content-length': String(body.length), ...headers };
    const asked = request(server.url + path, { method: 'POST', headers: whole });
    asked.write(body.slice(0, 30));
    const answer = once(asked, 'response') as Promise<[IncomingMessage]>;
    const listed = async (): Promise<string> =>
      (await send(server.url, 'GET', '/api/v1/uploads', { headers: { cookie: server.owner } })).body;
    await expect.poll(listed).toContain(name);
    expect((await meanwhile()).status).toBeLessThan(300);
    asked.end(body.slice(30));
    const [response] = await answer;
    response.resume();
    return response.statusCode ?? 0;
  }

  it('is not stored where what it was sent by was revoked meanwhile, and is where it still holds', async () => {
    const asked = { name: 'slow', role: 'editor', password: PASSWORD };
    const made = await sendJson(server.url, 'POST', '/api/v1/tokens', editor, asked);
    const { token, id } = JSON.parse(made.body) as { token: string; id: string };
    const headers = { authorization: `Bearer ${token}` };
    const health = (): Promise<Answer> => send(server.url, 'GET', '/healthz');
    const revoke = (): Promise<Answer> => sendJson(server.url, 'DELETE', `/api/v1/tokens/${id}`, editor);
    expect(await sendSlowly('slow-revoked.csv', headers, revoke)).toBe(403);
    const own = { cookie: editor, origin: server.url };
    expect(await sendSlowly('slow-kept.csv', own, health)).toBe(201);
  });
});

describe('API tokens', () => {
  it('let scripts in that say nothing of where they are, as far as their role goes', async () => {
    const made = await sendJson(server.url, 'POST', '/api/v1/tokens', editor, {
      name: 'nightly',
      role: 'editor',
      password: PASSWORD,
    });
    expect(made.status).toBe(201);
    const { token, id } = JSON.parse(made.body) as { token: string; id: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
    const sent = await send(server.url, 'POST', '/api/v1/uploads?name=june.csv&wait=1', {
      headers,
      body: CSV,
    });
    expect(sent.status).toBe(201);
    expect((await audit())[0]).toMatchObject({ actor: 'token nightly', action: 'added an upload' });
    expect((await send(server.url, 'GET', '/api/v1/people', { headers })).status).toBe(403);
    expect((await sendJson(server.url, 'DELETE', `/api/v1/tokens/${id}`, viewer)).status).toBe(404);
    expect((await sendJson(server.url, 'DELETE', `/api/v1/tokens/${id}`, editor)).status).toBe(204);
    expect((await send(server.url, 'GET', '/api/v1/uploads', { headers })).status).toBe(401);
    // A good cookie does not help a token that is none.
    const both = { ...headers, cookie: server.owner };
    expect((await send(server.url, 'GET', '/api/v1/uploads', { headers: both })).status).toBe(401);
  });
});

describe('a token of an owner', () => {
  it('lets nobody in, whatever its role: it may disable and remove people', async () => {
    const asked = { name: 'directory', role: 'owner', password: PASSWORD };
    const made = await sendJson(server.url, 'POST', '/api/v1/tokens', server.owner, asked);
    const { token } = JSON.parse(made.body) as { token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const byToken = (method: string, path: string, body: object) =>
      send(server.url, method, path, { headers, body: JSON.stringify(body) });
    const { body } = await send(server.url, 'GET', '/api/v1/people', { headers });
    const all = (JSON.parse(body) as { people: { id: string; email: string }[] }).people;
    const path = (email: string) => `/api/v1/people/${all.find((one) => one.email === email)?.id}`;
    const editors = path('editor@example.com');
    const refusals = [
      await byToken('POST', '/api/v1/people/invitations', { email: 'eve@example.com', role: 'owner' }),
      await byToken('POST', `${editors}/reset`, {}),
      await byToken('PATCH', editors, { code: false }),
      await byToken('PATCH', editors, { role: 'owner' }),
      await byToken('PATCH', editors, { disabled: false }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await byToken('POST', '/api/v1/tokens', asked)).status).toBe(400);
    expect((await audit()).filter(({ actor }) => actor === 'token directory')).toEqual([]);
  });

  it('is asked for the password; one’s own codes and password are changed by it alone', async () => {
    const token = { name: 'x', role: 'viewer' };
    expect((await sendJson(server.url, 'POST', '/api/v1/tokens', server.owner, token)).status).toBe(400);
    const { body } = await send(server.url, 'GET', '/api/v1/people', { headers: { cookie: server.owner } });
    const all = (JSON.parse(body) as { people: { id: string; email: string }[] }).people;
    const own = `/api/v1/people/${all.find(({ email }) => email === 'ada@example.com')?.id}`;
    expect((await sendJson(server.url, 'PATCH', own, server.owner, { code: false })).status).toBe(400);
    expect((await sendJson(server.url, 'POST', `${own}/reset`, server.owner)).status).toBe(409);
  });
});

describe('people', () => {
  it('lose at once what is taken from them', async () => {
    const cookie = await server.join('owner', 'second@example.com');
    const people = (await send(server.url, 'GET', '/api/v1/people', { headers: { cookie } })).body;
    const all = (JSON.parse(people) as { people: { id: string; email: string }[] }).people;
    const idOf = (email: string): string => all.find((one) => one.email === email)?.id ?? '';
    const second = `/api/v1/people/${idOf('second@example.com')}`;
    expect((await sendJson(server.url, 'PATCH', second, server.owner, { role: 'viewer' })).status).toBe(200);
    expect((await send(server.url, 'GET', '/api/v1/people', { headers: { cookie } })).status).toBe(403);
    const ada = `/api/v1/people/${idOf('ada@example.com')}`;
    for (const change of [{ role: 'editor' }, { disabled: true }])
      expect((await sendJson(server.url, 'PATCH', ada, server.owner, change)).status).toBe(409);
    expect((await sendJson(server.url, 'DELETE', ada, server.owner)).status).toBe(409);
    expect((await sendJson(server.url, 'PATCH', second, server.owner, { disabled: true })).status).toBe(200);
    expect((await send(server.url, 'GET', '/api/v1/uploads', { headers: { cookie } })).status).toBe(401);
    expect((await sendJson(server.url, 'DELETE', second, server.owner)).status).toBe(204);
    expect((await audit()).slice(0, 3)).toMatchObject([
      { actor: 'Ada', action: 'removed a person', subject: 'second@example.com' },
      { actor: 'Ada', action: 'changed a person', subject: 'second@example.com' },
      { actor: 'Ada', action: 'changed a person', subject: 'second@example.com' },
    ]);
  });

  it('see and end their own sessions, not those of others', async () => {
    const of = async (cookie: string, query = '') =>
      send(server.url, 'GET', `/api/v1/sessions${query}`, { headers: { cookie } });
    const { sessions } = JSON.parse((await of(editor)).body) as {
      sessions: { id: string; current: boolean }[];
    };
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const id = sessions[0]?.id ?? '';
    expect((await sendJson(server.url, 'DELETE', `/api/v1/sessions/${id}`, viewer)).status).toBe(404);
    expect((await of(viewer, '?person=another')).status).toBe(403);
  });
});

describe('a link to join', () => {
  it('that is unknown, used or malformed is one and the same 404', async () => {
    const invited = await sendJson(server.url, 'POST', '/api/v1/people/invitations', server.owner, {
      email: 'once@example.com',
      role: 'viewer',
    });
    const { url } = JSON.parse(invited.body) as { url: string };
    const { pathname } = new URL(url);
    const page = await send(server.url, 'GET', pathname, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toContain('no-store');
    expect((await sendForm(server.url, pathname, { name: 'Once', password: PASSWORD })).status).toBe(303);
    const paths = [pathname, `/join/${'A'.repeat(43)}`, '/join/x', '/join/%00'];
    const answers = await Promise.all(
      paths.map((path) => send(server.url, 'GET', path, { headers: { accept: 'text/html' } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const plain = answers.map(({ body }) =>
      body.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/__sveltekit_\w+/g, ''),
    );
    expect(new Set(plain).size).toBe(1);
  });
});

describe('secrets', () => {
  it('are in no file of the data folder, and in no line of the log', async () => {
    const made = await sendJson(server.url, 'POST', '/api/v1/tokens', editor, {
      name: 'other',
      role: 'viewer',
      password: PASSWORD,
    });
    const { token } = JSON.parse(made.body) as { token: string };
    const { body } = await send(server.url, 'GET', '/api/v1/people', { headers: { cookie: server.owner } });
    const { people } = JSON.parse(body) as { people: { id: string; email: string }[] };
    const link = async (path: string, asked?: object): Promise<string> => {
      const answer = await sendJson(server.url, 'POST', `/api/v1/people/${path}`, server.owner, asked);
      const { url } = JSON.parse(answer.body) as { url: string };
      await send(server.url, 'GET', new URL(url).pathname);
      return url.split('/').at(-1) ?? '';
    };
    const secrets = [
      token,
      await link('invitations', { email: 'new@example.com', role: 'viewer' }),
      await link(`${people.find(({ email }) => email === 'viewer@example.com')?.id}/reset`),
      PASSWORD,
      server.code,
      ...[server.owner, viewer, editor].map((one) => one.split('=')[1] ?? ''),
    ];
    const files = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
    const kept = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))),
    );
    expect(kept.length).toBeGreaterThan(1);
    const open = await Promise.all(
      files.map(async (file) => ((await stat(join(file.parentPath, file.name))).mode & 0o077) !== 0),
    );
    expect(files.filter((_, i) => open[i]).map(({ name }) => name)).toEqual([]);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      expect(kept.some((bytes) => bytes.includes(secret))).toBe(false);
      expect(server.output()).not.toContain(secret);
    }
  });
});

describe('behind a proxy', () => {
  it('the trusted one says where requests come from, and nobody else does; TLS is for good', async () => {
    const env = { CROSSRATE_ORIGIN: 'https://crossrate.example.com', CROSSRATE_TRUST_PROXY: '1' };
    const { dataDir, code } = server;
    expect(await server.stop()).toBe(0);
    const again = await runCommand('setup', { CROSSRATE_DATA: dataDir });
    expect(again.output).toContain('There is an owner already');
    expect(again.output).not.toContain(code);
    const behind = await startServer({ dataDir, env: { ...env, CROSSRATE_SAMPLE: '0' } });
    const host = 'crossrate.example.com';
    const forwarded = {
      host,
      'x-forwarded-for': '6.6.6.6, 203.0.113.9',
      'x-forwarded-host': 'evil.example.com',
    };
    const headers = {
      ...forwarded,
      origin: 'https://crossrate.example.com',
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const body = new URLSearchParams({ email: 'ada@example.com', password: PASSWORD }).toString();
    const signedIn = await send(behind.url, 'POST', '/login?/password', { headers, body });
    expect(signedIn).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(signedIn.headers['strict-transport-security']).toBe('max-age=31536000');
    const cookie = signedIn.cookies[0] ?? '';
    const entries = await send(behind.url, 'GET', '/api/v1/audit?limit=1', {
      headers: { ...forwarded, cookie },
    });
    expect(JSON.parse(entries.body)).toMatchObject({
      entries: [{ action: 'signed in', address: '203.0.113.9' }],
    });
    expect((await send(behind.url, 'GET', '/', { headers: { host: '127.0.0.1' } })).status).toBe(403);
    const report = await send(behind.url, 'POST', '/api/v1/reports', {
      headers: { ...headers, cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'June', sections: ['claims'] }),
    });
    const { url } = JSON.parse(report.body) as { url: string };
    expect(url).toMatch(/^https:\/\/crossrate\.example\.com\/r\//);
    const opened = await send(behind.url, 'GET', new URL(url).pathname, { headers: forwarded });
    expect(String(opened.headers['set-cookie'])).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
    await behind.stop();
  });
});
