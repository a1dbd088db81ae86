import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
  engine = await opened('all');
});

function opened(name: string, slowestMs?: number): Promise<Engine> {
  const limits = { memoryLimit: '512MB', maxTemp: '1GB', threads: 1, exactUpTo: 5_000_000 };
  const folder = join(dataDir, name);
  mkdirSync(folder);
  return Engine.open({
    ...limits,
    dataDir: folder,
    ...(slowestMs !== undefined && { slowestMs }),
    onFatal: undefined,
  });
}
afterAll(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('a query that takes too long is broken off and said so, and every reader serves again', async () => {
  const limited = await opened('limited', 2_000);
  const broken = await Promise.allSettled(Array.from({ length: READERS }, () => limited.read(ENDLESS)));
  for (const one of broken) {
    if (one.status === 'fulfilled') throw new Error('an endless query ended');
    expect(one.reason).toBeInstanceOf(TooMuch);
    expect(String(one.reason)).toContain('longer than 2 seconds and was broken off');
  }
  const again = Array.from({ length: READERS }, () => limited.read('SELECT 6 * 7 AS answer'));
  expect(await Promise.all(again)).toEqual(Array.from({ length: READERS }, () => [{ answer: 42 }]));
  await limited.close();
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

it('gives all rows, however many chunks of 2,048 they fill', async () => {
  for (const rows of [0, 1, 2_048, 2_049, 5_000]) {
    const found = await engine.read(`SELECT range AS n FROM range(${rows})`);
    expect(found).toEqual(Array.from({ length: rows }, (_, n) => ({ n })));
  }
});

it('what is asked often is answered of the table as it is now, whatever was done to it in between', async () => {
  const ask = (id: number) => engine.askOften('SELECT * FROM kept WHERE id = $id', { id });
  await expect(ask(1)).rejects.toThrow('kept');
  await engine.write((run) => run('CREATE TABLE kept AS SELECT 1 AS id, 10 AS value'));
  expect(await Promise.all([ask(1), ask(2)])).toEqual([[{ id: 1, value: 10 }], []]);
  await engine.write((run) => run('UPDATE kept SET value = 11'));
  expect(await ask(1)).toEqual([{ id: 1, value: 11 }]);
  await engine.checkpoint();
  await engine.write((run) => run("ALTER TABLE kept ADD COLUMN more VARCHAR DEFAULT 'x'"));
  expect(await ask(1)).toEqual([{ id: 1, value: 11, more: 'x' }]);
  await engine.write((run) => run('DROP TABLE kept'));
  await engine.write((run) => run('CREATE TABLE kept AS SELECT 2 AS id'));
  expect(await Promise.all([ask(1), ask(2)])).toEqual([[], [{ id: 2 }]]);
});
