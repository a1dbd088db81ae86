import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.js';
import { startServer, type RunningServer } from '../browser/server';
import { Books } from './books';
import { dicer, kill, pause } from './killing';
import { send, usageUpload } from './usage-upload';

/** The plain loop has many cycles in the normal run; here a few show that it holds, and npm run faults shows it 200 times. */
const CYCLES = Number(process.env['CROSSRATE_FAULT_CYCLES'] ?? 4);
const CYCLE_MS = 40_000;
const ENV = { CROSSRATE_SAMPLE: '0', CROSSRATE_LOG: 'warn' };

let dataDir = '';
let running: RunningServer | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-kill-writes-'));
});
afterEach(async () => {
  if (running) await kill(running);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<RunningServer> {
  running = await startServer({ dataDir, env: ENV });
  return running;
}

describe('kill -9 while an upload is being removed', () => {
  it(
    `leaves it whole or gone, and gone for good once that was acknowledged, ${CYCLES} times over`,
    async () => {
      const books = new Books();
      const dice = dicer(20260602);
      for (let cycle = 0; cycle < CYCLES; cycle++) {
        const server = await start();
        await books.check(server.url);
        const kept = books.add(usageUpload(books.sent.size, dice(200, 2_000)));
        const removed = books.add(usageUpload(books.sent.size, dice(500, 8_000)));
        const [, answer] = [await send(server.url, kept), await send(server.url, removed)];
        books.acknowledge(kept);
        books.removing(removed);
        const asked = fetch(`${server.url}/api/v1/uploads/${answer?.body.id}`, { method: 'DELETE' }).then(
          ({ status }) => status === 204 && books.gone(removed),
          () => false,
        );
        await pause(dice(0, 120));
        await kill(server);
        await asked;
      }
      await books.check((await start()).url);
      expect(books.acknowledged).toBeGreaterThanOrEqual(CYCLES);
    },
    (CYCLES + 1) * CYCLE_MS,
  );
});

describe('kill -9 while a stop writes the log into the database', () => {
  it(
    `loses nothing that was acknowledged, ${CYCLES} times over`,
    async () => {
      const books = new Books();
      const dice = dicer(20260603);
      for (let cycle = 0; cycle < CYCLES; cycle++) {
        const server = await start();
        await books.check(server.url);
        const upload = books.add(usageUpload(books.sent.size, dice(5_000, 12_000)));
        expect((await send(server.url, upload))?.status).toBe(201);
        books.acknowledge(upload);
        server.process.kill('SIGTERM');
        await pause(dice(0, 60));
        await kill(server);
      }
      await books.check((await start()).url);
      expect(books.acknowledged).toBe(CYCLES);
    },
    (CYCLES + 1) * CYCLE_MS,
  );
});

describe('kill -9 while a new database is brought to the newest version', () => {
  it(
    `leaves one that the next start goes on with, ${CYCLES} times over`,
    async () => {
      const dice = dicer(20260604);
      for (let cycle = 0; cycle < CYCLES; cycle++) {
        const folder = join(dataDir, String(cycle));
        const env = { ...process.env, ...ENV, CROSSRATE_DATA: folder, CROSSRATE_PORT: '0' };
        const begun = {
          process: spawn(process.execPath, [join(ROOT, 'scripts', 'serve.js')], { env, stdio: 'ignore' }),
        };
        while (!existsSync(join(folder, 'crossrate.duckdb')) && begun.process.exitCode === null)
          await pause(2);
        await pause(dice(0, 400));
        await kill(begun);
        running = await startServer({ dataDir: folder, env: ENV });
        const books = new Books();
        const upload = books.add(usageUpload(0, 100));
        expect((await send(running.url, upload))?.status).toBe(201);
        books.acknowledge(upload);
        await books.check(running.url);
        await kill(running);
      }
    },
    (CYCLES + 1) * CYCLE_MS,
  );
});
