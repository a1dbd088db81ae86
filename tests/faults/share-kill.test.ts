import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../browser/server';

const CYCLES = Number(process.env['CROSSRATE_FAULT_CYCLES'] ?? 5);
const CYCLE_MS = 30_000;
const KILLED_AFTER_ACKNOWLEDGEMENTS = [3, 6, 9];

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-share-kill-'));
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

/** What the client was told: links that open their report, and links that do so no more. */
const open = new Map<string, string>();
const revoked = new Map<string, string>();

describe('kill -9 while reports are shared and revoked', () => {
  it(
    `loses no acknowledged link and opens none that was revoked, ${CYCLES} times over`,
    async () => {
      for (let cycle = 0; cycle <= CYCLES; cycle += 1) {
        const server = await startServer({ dataDir, env: { CROSSRATE_SAMPLE: '0', CROSSRATE_LOG: 'warn' } });
        try {
          await check(server.url);
          if (cycle < CYCLES) await changeUntilKilled(server, KILLED_AFTER_ACKNOWLEDGEMENTS[cycle % 3] ?? 3);
        } finally {
          await kill(server);
        }
      }
      expect(open.size + revoked.size).toBeGreaterThanOrEqual(CYCLES);
      expect(revoked.size).toBeGreaterThan(0);
    },
    (CYCLES + 1) * CYCLE_MS,
  );
});

/** Every link does what was acknowledged; a report of which nothing was acknowledged may be there whole, or not. */
async function check(url: string): Promise<void> {
  for (const [id, secret] of open) {
    const answer = await fetch(`${url}/r/${secret}`, { redirect: 'manual' });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(`${url}/r/${id}`, { headers: { cookie } });
    expect([answer.status, page.status], 'acknowledged and lost').toEqual([303, 200]);
  }
  for (const secret of revoked.values())
    expect((await fetch(`${url}/r/${secret}`, { redirect: 'manual' })).status, 'revoked and open').toBe(404);
}

/** Shares and revokes until so many acknowledgements have come, then kills in the midst of the next. */
async function changeUntilKilled(server: RunningServer, acknowledgements: number): Promise<void> {
  let acknowledged = 0;
  let killed = false;
  const change = async (): Promise<void> => {
    while (!killed) {
      const done = await (acknowledged % 2 === 0 ? share(server.url) : revokeOne(server.url)).catch(
        () => false,
      );
      if (!done) return;
      acknowledged += 1;
      if (acknowledged < acknowledgements) continue;
      killed = true;
      setImmediate(() => void kill(server));
    }
  };
  await Promise.all([change(), change()]);
}

async function share(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Kept', sections: ['claims'] }),
  });
  const made = (await response.json()) as { id: string; url: string };
  if (response.status !== 201) throw new Error(JSON.stringify(made));
  open.set(made.id, made.url.split('/').at(-1) ?? '');
  return true;
}

async function revokeOne(url: string): Promise<boolean> {
  const [found] = open;
  if (!found) return true;
  const [id, secret] = found;
  // From here on it may be revoked or not: nothing is claimed of it unless the answer comes.
  open.delete(id);
  const response = await fetch(`${url}/api/v1/reports/${id}`, { method: 'DELETE' });
  if (response.status !== 204) throw new Error(`revoking was answered with ${response.status}`);
  revoked.set(id, secret);
  return true;
}

async function kill({ process }: RunningServer): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGKILL');
  await ended;
}
