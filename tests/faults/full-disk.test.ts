import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../browser/server';
import { Books } from './books';
import { send, usageUpload, type Answer } from './usage-upload';

const ENV = { CROSSRATE_SAMPLE: '0', CROSSRATE_LOG: 'warn', CROSSRATE_MEMORY: '512MiB' };
const SMALL_MIB = 24;
const ROOMY_MIB = 256;
const EXITED_WITHIN_MS = 30_000;
const MOST_UPLOADS = 100;
const STOPPING = 503;
/** What is left on the disk, step by step, while small uploads go on. */
const LEFT_BYTES = [1_500_000, 700_000, 300_000, 100_000, 20_000, 0];

let disk = '';
let mounted = false;

beforeAll(() => {
  disk = mkdtempSync(join(tmpdir(), 'crossrate-disk-'));
  mounted = mount(['-t', 'tmpfs', '-o', `size=${SMALL_MIB}m`, 'tmpfs', disk]);
});

afterAll(() => {
  if (mounted) spawnSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe('a full disk', () => {
  it('is told, ends a process that cannot go on, and loses no acknowledged upload', async (test) => {
    if (!mounted) test.skip('mounting a small disk needs root and the permission to mount');
    const books = new Books();
    const server = await startServer({ dataDir: disk, env: ENV });
    try {
      const refused = await fillWithUploads(server, books);
      if (refused) expect(refused.status, JSON.stringify(refused.body)).toBe(507);
      expect(books.acknowledged).toBeGreaterThan(0);
      if (isAlive(server)) await leaveNoRoom(server, books);
      await expectHonestEnd(server);
    } finally {
      server.process.kill('SIGKILL');
    }

    expect(mount(['-o', `remount,size=${ROOMY_MIB}m`, disk])).toBe(true);
    const again = await startServer({ dataDir: disk, env: ENV });
    try {
      await books.check(again.url);
      const after = books.add(usageUpload(books.sent.size, 1_000));
      expect((await send(again.url, after))?.status).toBe(201);
    } finally {
      await again.stop();
    }
  }, 120_000);
});

/** Uploads until one is not acknowledged; its answer, undefined where the connection broke or nothing was refused. */
async function fillWithUploads(server: RunningServer, books: Books): Promise<Answer> {
  while (books.sent.size < MOST_UPLOADS) {
    const upload = books.add(usageUpload(books.sent.size, 20_000));
    const answer = await send(server.url, upload);
    if (answer?.status !== 201) return answer;
    books.acknowledge(upload);
  }
  return undefined;
}

/** Something else takes the disk but for less and less, until the server gives up or nothing is left. */
async function leaveNoRoom(server: RunningServer, books: Books): Promise<void> {
  for (const left of LEFT_BYTES) {
    const { bavail, bsize } = statfsSync(disk);
    await writeFile(join(disk, `filler-${left}`), Buffer.alloc(Math.max(0, bavail * bsize - left)));
    const upload = books.add(usageUpload(books.sent.size, 1_500));
    const answer = await send(server.url, upload);
    if (answer?.status === 201) books.acknowledge(upload);
    else if (answer) expect([507, STOPPING], JSON.stringify(answer.body)).toContain(answer.status);
    if (!isAlive(server) || answer?.status === STOPPING) return;
  }
}

/** Either it still answers, or it ends soon, not with 0, and its last line says why. */
async function expectHonestEnd(server: RunningServer): Promise<void> {
  const ready = await fetch(`${server.url}/readyz`).then(
    (response) => response.status,
    () => 0,
  );
  if (ready === 200) return;
  if (isAlive(server)) {
    const limit = AbortSignal.timeout(EXITED_WITHIN_MS);
    await once(server.process, 'exit', { signal: limit });
  }
  expect(server.process.exitCode).not.toBe(0);
  expect(server.output().trimEnd().split('\n').at(-1)).toMatch(/space|disk/i);
}

function isAlive({ process }: RunningServer): boolean {
  return process.exitCode === null && process.signalCode === null;
}

function mount(args: string[]): boolean {
  return process.platform === 'linux' && spawnSync('mount', args).status === 0;
}
