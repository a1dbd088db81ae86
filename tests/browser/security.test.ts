import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APP_PAGES } from './app-pages';
import { type RunningServer, startServer } from './server';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
});

afterAll(async () => {
  await server?.stop();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with exactly these headers: fetch would not let a test say Host, Origin or Sec-Fetch-Site. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    asked.on('error', reject).end(body);
  });
}

const UPLOAD = '/api/v1/uploads?name=june.csv&wait=1';
const CSV = 'time,route,model,input_tokens,output_tokens\n2026-06-01T00:00:00Z,official,gpt-4.1,100,10\n';

async function uploads(): Promise<unknown[]> {
  const answer = await ask('GET', '/api/v1/uploads');
  return (JSON.parse(answer.body) as { uploads: unknown[] }).uploads;
}

describe('an address with the end of a script in it', () => {
  const HOSTILE = '</script><script>alert(1)</script>';

  // Nobody signs in in local mode: access.test.ts asks for that page.
  it.each(APP_PAGES.filter((path) => path !== '/login'))('is inert on %s', async (path) => {
    const query = `?${HOSTILE}&model=${HOSTILE}&from=${HOSTILE}&to=/x${HOSTILE}`;
    const { headers, body } = await ask('GET', path + query, { accept: 'text/html' });
    expect(String(headers['content-type'])).toMatch(/^text\/html/);
    expect(body.length).toBeGreaterThan(500);
    expect(body.toLowerCase()).not.toContain('<script>alert');
    expect(body.toLowerCase()).not.toContain('</script><script>');
  });
});

describe('local mode, reached by a web page or from the network', () => {
  it.each(['example.com', '192.168.1.7:4173', 'localhost.example.com'])(
    'refuses the name %s',
    async (host) => {
      for (const path of ['/', '/api/v1/uploads', '/healthz'])
        expect((await ask('GET', path, { host })).status).toBe(403);
    },
  );

  it('answers by each of its own names', async () => {
    const { port } = new URL(server.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
      expect((await ask('GET', '/healthz', { host })).status).toBe(200);
  });

  it.each(['text/plain', 'application/json', 'text/csv', 'application/x-www-form-urlencoded'])(
    'takes no %s from a foreign page, and stores nothing of it',
    async (type) => {
      const foreign = { origin: 'https://example.com', 'sec-fetch-site': 'cross-site', 'content-type': type };
      const answer = await ask('POST', UPLOAD, foreign, CSV);
      expect(answer.status).toBe(403);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(await uploads()).toEqual([]);
    },
  );

  it.each(['DELETE', 'PUT', 'PATCH', 'OPTIONS'])('takes no %s from a foreign page', async (method) => {
    expect((await ask(method, '/api/v1/sample', { origin: 'https://example.com' })).status).toBe(403);
    expect((await ask(method, '/api/v1/sample', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('refuses what came through a proxy', async () => {
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded'])
      expect((await ask('GET', '/api/v1/uploads', { [name]: '127.0.0.1' })).status).toBe(403);
  });

  it('lets no other page read an answer', async () => {
    const answer = await ask('GET', '/api/v1/uploads', { origin: 'https://example.com' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  });

  it('answers a script, and a page of its own under either name', async () => {
    const { port } = new URL(server.url);
    expect((await ask('DELETE', '/api/v1/sample')).status).toBe(204);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      const own = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
      expect((await ask('DELETE', '/api/v1/sample', own)).status).toBe(204);
    }
  });
});

describe('headers', () => {
  it.each(['/', '/api/v1/uploads', '/api/v1/nothing', '/nothing', '/healthz', '/favicon.svg'])(
    'of %s let nothing be sniffed, framed from elsewhere or leaked',
    async (path) => {
      const { headers } = await ask('GET', path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['permissions-policy']).toContain('camera=()');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    },
  );

  it('of a page allow its own scripts only, by a nonce that changes', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => String((await ask('GET', '/')).headers['content-security-policy'])),
    );
    for (const policy of policies) {
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toMatch(/script-src [^;]*'nonce-/);
      expect(policy).not.toMatch(/script-src [^;]*unsafe/);
    }
    expect(policies[0]).not.toBe(policies[1]);
  });
});

describe('errors of the API', () => {
  it('are problem details where there is nothing', async () => {
    const answer = await ask('GET', '/api/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({ status: 404, title: 'There is nothing at this address' });
  });

  it('are problem details where the method is wrong, and name the right ones', async () => {
    const answer = await ask('PATCH', '/api/v1/sample');
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toContain('DELETE');
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });
});

describe('health', () => {
  it('says that it lives, and that the store answers', async () => {
    expect((await ask('GET', '/healthz')).body).toBe('live\n');
    expect(await ask('GET', '/readyz')).toMatchObject({ status: 200, body: 'ready\n' });
  });
});

describe('starting and stopping', () => {
  it('does not start where others could reach it', async () => {
    const start = startServer({ env: { CROSSRATE_HOST: '0.0.0.0' } });
    await expect(start).rejects.toThrow(
      /exit code 1.*CROSSRATE_ORIGIN: missing: 0\.0\.0\.0 can be reached by others/s,
    );
  });

  it('does not start with a setting that cannot be used', async () => {
    const start = startServer({ env: { CROSSRATE_MAX_UPLOAD: 'plenty' } });
    await expect(start).rejects.toThrow(/exit code 1.*CROSSRATE_MAX_UPLOAD: not a size/s);
  });

  it('says that the port is taken', async () => {
    const start = startServer({ env: { CROSSRATE_PORT: new URL(server.url).port } });
    await expect(start).rejects.toThrow(/exit code 1.*Port \d+ is in use/s);
  });

  it('says that another Crossrate has the data', async () => {
    await expect(startServer({ dataDir: server.dataDir })).rejects.toThrow(/exit code 1/);
    expect((await ask('GET', '/readyz')).status).toBe(200);
  });

  it('stops cleanly at SIGTERM and keeps what it acknowledged', async () => {
    const first = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
    const sent = await fetch(`${first.url}${UPLOAD}`, { method: 'POST', body: CSV });
    expect(sent.status).toBe(201);
    first.process.kill('SIGTERM');
    await expect.poll(() => first.process.exitCode, { timeout: 30_000 }).toBe(0);
    const second = await startServer({ dataDir: first.dataDir, env: { CROSSRATE_SAMPLE: '0' } });
    const answer = await fetch(`${second.url}/api/v1/uploads`);
    expect(((await answer.json()) as { uploads: unknown[] }).uploads).toHaveLength(1);
    expect(await second.stop()).toBe(0);
    await first.stop();
  });
});
