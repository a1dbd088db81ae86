import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askJson, notAsked } from './ask-json';

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/refused') response.writeHead(503).end('{}');
    else if (request.url === '/whole') response.end('{"rows":1}');
    else if (request.url === '/broken') {
      response.write('{"rows":', () => response.destroy());
    } else response.write('{"rows":');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('askJson', () => {
  it('gives the answer, or the status of a refusal', async () => {
    expect(await askJson(`${origin}/whole`)).toEqual({ ok: true, answer: { rows: 1 } });
    expect(await askJson(`${origin}/refused`)).toEqual({ ok: false, status: 503 });
  });

  it('does not reject when a question is taken back while its answer is arriving', async () => {
    const leaving = new AbortController();
    const headed = new Promise<void>((seen) => server.once('request', () => setTimeout(seen, 20)));
    const asked = askJson(`${origin}/slow`, leaving.signal);
    await headed;
    leaving.abort();
    expect(await asked).toEqual({ ok: false, status: undefined });
  });

  it('does not reject when the answer breaks off, or nobody is there', async () => {
    expect(await askJson(`${origin}/broken`)).toEqual({ ok: false, status: undefined });
    expect(await askJson('http://127.0.0.1:1/')).toEqual({ ok: false, status: undefined });
  });

  it('says why', () => {
    expect(notAsked(undefined)).toBe('The server could not be reached.');
    expect(notAsked(503)).toBe('The server answered with 503.');
  });
});
