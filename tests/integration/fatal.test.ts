import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { app, closeApp, dieOf } from '$lib/server/app';
import { StoreFailed } from '$lib/server/store/store';
import { GET as ready } from '../../src/routes/readyz/+server';

const EXITED_WITHIN_MS = 5_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-fatal-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

it('after a fatal error of the store the process is not ready from that moment, and ends within 5 seconds, not with 0', async () => {
  const { log } = await app();
  const isReady = async (): Promise<number> => (await ready({} as never)).status;
  expect(await isReady()).toBe(200);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const fatal = vi.spyOn(log, 'fatal');
  dieOf(new StoreFailed('database has been invalidated'), log);
  dieOf(new StoreFailed('and once more'), log);
  expect(await isReady()).toBe(503);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(EXITED_WITHIN_MS);
  expect(exit).toHaveBeenCalledOnce();
  vi.useRealTimers();
  // The other end, once the store is closed: whichever comes first.
  await vi.waitFor(() => expect(exit).toHaveBeenCalledTimes(2), 10_000);
  expect(exit.mock.calls.every(([code]) => code === 70)).toBe(true);
  expect(fatal).toHaveBeenCalledOnce();
});
