import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../browser/server';
import { Books } from './books';
import { dicer, kill, pause, type Dice } from './killing';
import { send, usageUpload } from './usage-upload';

const CYCLES = Number(process.env['CROSSRATE_FAULT_CYCLES'] ?? 20);
const CYCLE_MS = 30_000;
const SENDERS = 2;
/** After the start of the uploads, and in every other cycle after the first acknowledgement. */
const KILLED_AFTER_MS = { least: 20, most: 600 };
const ROWS = { least: 500, most: 12_000 };
/** Generous: the promise of 2 s is the benchmark's to judge, on a machine that does nothing else. */
const REOPENED_WITHIN_MS = 15_000;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-kill-'));
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

describe('kill -9 during uploads', () => {
  it(
    `loses no acknowledged upload and shows none in part, ${CYCLES} times over`,
    async () => {
      const books = new Books();
      const dice = dicer(20260601);
      const reopenedMs: number[] = [];
      for (let cycle = 0; cycle <= CYCLES; cycle++) {
        const startedAt = performance.now();
        const server = await startServer({ dataDir, env: { CROSSRATE_SAMPLE: '0', CROSSRATE_LOG: 'warn' } });
        try {
          expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
          reopenedMs.push(performance.now() - startedAt);
          await books.check(server.url);
          if (cycle < CYCLES) await uploadUntilKilled(server, books, dice);
        } finally {
          await kill(server);
        }
      }
      const slowest = Math.max(...reopenedMs.slice(1));
      console.log(`${books.acknowledged} uploads kept; reopened in ${Math.round(slowest)} ms at most`);
      expect(books.acknowledged).toBeGreaterThan(CYCLES / 4);
      expect(slowest).toBeLessThan(REOPENED_WITHIN_MS);
    },
    (CYCLES + 1) * CYCLE_MS,
  );
});

async function uploadUntilKilled(server: RunningServer, books: Books, dice: Dice): Promise<void> {
  const before = books.acknowledged;
  const senders = Array.from({ length: SENDERS }, () => keepSending(server.url, books, dice));
  const patient = dice(0, 1) === 1;
  while (patient && books.acknowledged === before) await pause(5);
  await pause(dice(KILLED_AFTER_MS.least, KILLED_AFTER_MS.most));
  await kill(server);
  await Promise.all(senders);
}

/** Sends one upload after the other until the server is gone. */
async function keepSending(url: string, books: Books, dice: Dice): Promise<void> {
  for (;;) {
    const upload = books.add(usageUpload(books.sent.size, dice(ROWS.least, ROWS.most)));
    const answer = await send(url, upload);
    if (answer === undefined) return;
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    books.acknowledge(upload);
  }
}
