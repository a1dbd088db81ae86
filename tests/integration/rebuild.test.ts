import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild, type Rebuilt } from '$lib/server/rebuild/rebuild';
import type { Store } from '$lib/server/store/store';
import type { Price } from '$lib/pricing/price';
import { asKilled, figures, newFolder, open, openFolder } from './kept-folder';

const NOW = Date.parse('2026-11-01T00:00:00Z');
const USAGE = 'time,route,model,input_tokens,output_tokens,feature,request_id,conversation';
const BUCKETS = 'time,route,model,input_tokens,output_tokens,requests,bucket_seconds';
const PRICE: Price = {
  priceList: 'list',
  provider: 'openai',
  model: 'our-model',
  currency: 'USD',
  effectiveFrom: '2026-01-01',
  abovePromptTokens: 0,
  perMTok: { uncached_input: '2.5' },
  source: 'our contract',
  checked: '2026-01-01',
};

const home = newFolder();
const live = join(home.path, 'live');
let before: unknown;
let nth = 0;

/** Row i of a feature, at a day of June; what is not a route of then is rejected. */
const row = (day: number, i: number, feature: string, route = 'official'): string =>
  `2026-06-${String(day).padStart(2, '0')}T0${i % 10}:15:00Z,${route},gpt-4.1,${1000 + 17 * i},${7 + i},${feature},${feature}-${i},c-${i % 3}`;
const csv = (header: string, ...rows: string[]): string => [header, ...rows, ''].join('\n');
const bucket = (day: number, output: number): string =>
  `2026-06-${String(day).padStart(2, '0')}T00:00:00Z,official,gpt-4o,1000,${output},5,86400`;

/** A folder with a history: decisions on overlaps, rows that were rejected then, an upload that was removed, prices, a document. */
beforeAll(async () => {
  const kept = await openFolder(live);
  const rows = (feature: string, count: number, route?: string) =>
    Array.from({ length: count }, (_, i) => row(1 + (i % 28), i, feature, route));
  await kept.upload(csv(USAGE, ...rows('search', 60), row(3, 7, 'early', 'relay-x')), 'search.csv');
  await kept.store.putRoute({ id: 'relay-x', name: 'Relay X', kind: 'relay', terms: [] });
  await kept.upload(csv(USAGE, ...rows('chat', 40, 'relay-x')), 'chat.csv');
  const gone = await kept.upload(csv(USAGE, ...rows('gone', 9)), 'gone.csv');
  await kept.upload(csv(USAGE, ...rows('search', 70)), 'search again.csv'); // 60 of them are duplicates
  await kept.upload(csv(BUCKETS, bucket(1, 1), bucket(2, 2)), 'early buckets.csv');
  await kept.upload(csv(BUCKETS, bucket(1, 1), bucket(2, 3), bucket(3, 4)), 'late buckets.csv', {
    overlap: 'replace',
  });
  await kept.upload(csv(USAGE, ...rows('new', 5, 'relay-y')), 'new route.csv', { newRoutes: 'relay' });
  expect(await kept.ingest.remove(gone.id)).toBe(true);
  await kept.store.addPrices([PRICE], []);
  await kept.store.putDocument('scenario', { id: 'a', body: { x: 1 }, changedAt: '2026-06-01T00:00:00Z' });
  before = await figures(kept.store);
  expect(JSON.stringify(before)).toContain('relay-x');
  asKilled(live, `${live}-killed`);
  await kept.close();
});
afterAll(() => home.remove());

/** Rebuilds what a killed process left, after `damage`; the store is open while `look` looks. */
async function rebuilt(
  damage: (folder: string) => void | Promise<void>,
  look: (store: Store, result: Rebuilt, folder: string) => Promise<void>,
) {
  const folder = join(home.path, `case-${nth++}`);
  asKilled(`${live}-killed`, folder);
  await damage(folder);
  const result = await rebuild({ dataDir: folder, openStore: open, now: NOW });
  expect(readdirSync(folder)).not.toContain('incoming');
  const store = await open(folder);
  try {
    await look(store, result, folder);
  } finally {
    await store.close();
  }
}

const remove =
  (...names: string[]) =>
  (folder: string) =>
    names.forEach((name) => rmSync(join(folder, name), { recursive: true }));

function damageLog(folder: string): void {
  const path = join(folder, 'crossrate.duckdb.wal');
  const bytes = readFileSync(path);
  expect(bytes.length, 'there is something to damage').toBeGreaterThan(1000);
  for (let at = 40; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
  writeFileSync(path, bytes);
}

describe('rebuilding', () => {
  it('from the originals and a database in order gives every figure to the last digit, and all that people entered', () =>
    rebuilt(
      () => undefined,
      async (store, result, folder) => {
        expect(result).toMatchObject({ loaded: 6, notLoaded: [], leftOut: [], withoutOriginal: [] });
        expect(result.trouble).toBeUndefined();
        expect(await figures(store)).toEqual(before);
        expect((await store.prices()).prices).toEqual([PRICE]);
        expect(await store.documents('scenario')).toMatchObject([{ id: 'a' }]);
        expect((await store.routes()).map(({ id }) => id)).toEqual(['relay-x', 'relay-y']);
        expect(result.aside).toBe(join(folder, 'before-rebuild-2026-11-01T00-00-00-000Z'));
        expect(existsSync(join(result.aside ?? '', 'crossrate.duckdb'))).toBe(true);
      },
    ));

  it('after the database was removed gives equal figures, and says that the rest is lost', () =>
    rebuilt(remove('crossrate.duckdb', 'crossrate.duckdb.wal'), async (store, result) => {
      expect(result).toMatchObject({ loaded: 6, notLoaded: [], trouble: 'There was no database.' });
      expect(result.taken).toBeUndefined();
      expect(result.aside).toBeUndefined();
      expect(await figures(store)).toEqual(before);
      expect((await store.routes()).find(({ id }) => id === 'relay-x')?.name).toBe('Relay X');
      expect((await store.prices()).prices).toEqual([]);
    }));

  it('after the log was damaged gives equal figures', () =>
    rebuilt(damageLog, async (store, result) => {
      expect(result).toMatchObject({ loaded: 6, notLoaded: [], trouble: expect.stringContaining('log') });
      expect(await figures(store)).toEqual(before);
    }));

  it('after a start moved the damaged log aside gives equal figures', () =>
    rebuilt(
      async (folder) => {
        damageLog(folder);
        const started = await open(folder);
        expect(await figures(started), 'the start alone has lost them').not.toEqual(before);
        await started.close();
      },
      async (store, result) => {
        expect(result.trouble).toContain('log');
        expect(await figures(store)).toEqual(before);
      },
    ));

  it('after the database was overwritten gives equal figures', () =>
    rebuilt(
      (folder) => writeFileSync(join(folder, 'crossrate.duckdb'), Buffer.alloc(1 << 16, 7)),
      async (store, result) => {
        expect(result.taken).toBeUndefined();
        expect(result.trouble).toBeDefined();
        expect(await figures(store)).toEqual(before);
      },
    ));

  it('names what has no original or a damaged one, and leaves out what had been removed', () =>
    rebuilt(
      (folder) => {
        const notes = readdirSync(join(folder, 'originals')).filter((name) => name.endsWith('.json'));
        const named = new Map(
          notes.map((file) => {
            const note = JSON.parse(readFileSync(join(folder, 'originals', file), 'utf8')) as {
              name: string;
            };
            return [note.name, { ...note, hash: file.replace('.json', '') }];
          }),
        );
        const hash = (name: string): string => named.get(name)?.hash ?? '';
        const path = (name: string, kind: string): string =>
          join(folder, 'originals', `${hash(name)}.${kind}`);
        rmSync(path('chat.csv', 'json'));
        for (const kind of ['raw', 'gz']) {
          const file = path('new route.csv', kind);
          if (existsSync(file)) writeFileSync(file, 'nothing of it');
        }
        writeFileSync(
          join(folder, 'originals', 'ff.json'),
          JSON.stringify({ ...named.get('search.csv'), name: 'removed.csv', sha256: 'ff' }),
        );
      },
      async (_store, result) => {
        expect(result).toMatchObject({
          loaded: 4,
          leftOut: ['removed.csv'],
          withoutOriginal: ['chat.csv'],
          notLoaded: [{ name: 'new route.csv', why: 'its original is damaged' }],
        });
      },
    ));
});
