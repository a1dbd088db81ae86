import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TooMuch } from '../store';
import { Engine } from './engine';

/** 10^14 pairs: no computer has counted them before the limit. */
const ENDLESS =
  'SELECT count(*) AS pairs FROM range(10000000) a, range(10000000) b WHERE a.range <> b.range + 1';
const READERS = 3;

let dataDir: string;
let engine: Engine;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crossrate-engine-'));
  const limits = { memoryLimit: '512MB', maxTemp: '1GB', threads: 1, exactUpTo: 5_000_000 };
  engine = await Engine.open({ ...limits, dataDir, slowestMs: 200, onFatal: undefined });
});
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('a query that takes too long is broken off and said so, and every reader serves again', async () => {
  const broken = await Promise.allSettled(Array.from({ length: READERS }, () => engine.read(ENDLESS)));
  for (const one of broken) {
    if (one.status === 'fulfilled') throw new Error('an endless query ended');
    expect(one.reason).toBeInstanceOf(TooMuch);
    expect(String(one.reason)).toContain('longer than 0.2 seconds and was broken off');
  }
  const again = Array.from({ length: READERS }, () => engine.read('SELECT 6 * 7 AS answer'));
  expect(await Promise.all(again)).toEqual(Array.from({ length: READERS }, () => [{ answer: 42 }]));
});

it('what is kept is asked once until the writer has written', async () => {
  const COUNT = 'SELECT count(*) AS notes FROM note WHERE text <> $text';
  const notes = (): Promise<unknown> => engine.askKept(COUNT, { text: 'none' });
  await engine.write((run) => run('CREATE TABLE note (text VARCHAR)'));
  expect(await notes()).toEqual([{ notes: 0 }]);
  await engine.writeBeside((run) => run("INSERT INTO note VALUES ('beside')"));
  expect(await notes()).toEqual([{ notes: 0 }]);
  expect(await engine.askKept(COUNT, { text: 'beside' })).toEqual([{ notes: 0 }]);
  await engine.write((run) => run("INSERT INTO note VALUES ('written')"));
  expect(await notes()).toEqual([{ notes: 2 }]);
});
