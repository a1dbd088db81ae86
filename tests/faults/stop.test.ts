import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../browser/server';
import { Books } from './books';
import { send, sendStream, usageUpload } from './usage-upload';

const ENV = { CROSSRATE_SAMPLE: '0', CROSSRATE_LOG: 'warn' };
const STOPPED_WITHIN_MS = 30_000;
let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-stop-'));
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('SIGTERM during uploads', () => {
  it('ends with exit code 0 within 30 s; an upload is acknowledged and there, or neither', async () => {
    const books = new Books();
    const server = await startServer({ dataDir, env: ENV });
    const before = books.add(usageUpload(0, 1_000));
    expect((await send(server.url, before))?.status).toBe(201);
    books.acknowledge(before);

    const loading = books.add(usageUpload(1, 60_000));
    const answer = send(server.url, loading).then((got) => {
      if (got?.status === 201) books.acknowledge(loading);
    });
    const halfSent = books.add(usageUpload(2, 20_000));
    const body = new PassThrough();
    body.write(halfSent.csv.subarray(0, halfSent.csv.length / 2));
    const broken = sendStream(server.url, halfSent.feature, body);
    await new Promise((resolve) => setTimeout(resolve, 150));

    const startedAt = performance.now();
    const ended = once(server.process, 'exit');
    server.process.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    expect(code, server.output()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(STOPPED_WITHIN_MS);
    await answer;
    body.destroy();
    expect((await broken)?.status ?? 503, 'the one that was half sent').toBe(503);

    const again = await startServer({ dataDir, env: ENV });
    try {
      await books.check(again.url);
      expect(books.acknowledged).toBeLessThan(3);
    } finally {
      await again.stop();
    }
  }, 90_000);
});
