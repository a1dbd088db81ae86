import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { createIngest, type Ingest } from '$lib/server/ingest/ingest';
import type { ReceiveOptions, Received } from '$lib/server/ingest/job';
import { openStore } from '$lib/server/store/duckdb/open-store';
import type { Store } from '$lib/server/store/store';
import type { Overlap } from '$lib/usage/overlap';

const log = pino({ level: 'silent' });
const OWN = { sample: false };
const HEADER = 'time,route,model,input_tokens,output_tokens,requests,bucket_seconds,project';

let folder: string;
let store: Store;
let ingest: Ingest;

function startIngest(): Ingest {
  const formats = async () => [...BUILT_IN_FORMATS];
  return createIngest({ store, dataDir: folder, maxUpload: 8 << 20, formats, log, now: () => Date.now() });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-overlaps-'));
  store = await openStore({ dataDir: folder, memoryLimit: '512MB', threads: 2 });
  ingest = startIngest();
});
afterEach(async () => {
  await ingest.drain();
  await store.close();
  rmSync(folder, { recursive: true });
});

interface Bucket {
  /** YYYY-MM-DD, or with an hour: 2026-06-01T05. */
  at: string;
  output: number;
  model?: string;
  route?: string;
  project?: string;
  seconds?: number;
  /** Of how many hours it is the sum. */
  hours?: number;
}

/** A usage export of buckets without request ids; days unless told otherwise. */
function exported(...buckets: Bucket[]): string {
  const lines = buckets.map(
    ({ at, output, model = 'gpt-4.1', route = 'official', project = '', seconds, hours = 1 }) => {
      const time = at.includes('T') ? `${at}:00:00Z` : `${at}T00:00:00Z`;
      return `${time},${route},${model},${100 * hours},${output},${5 * hours},${seconds ?? (at.includes('T') ? 3600 : 86_400)},${project}`;
    },
  );
  return [HEADER, ...lines, ''].join('\n');
}

/** One bucket a day, as many output tokens as the day of the month unless told otherwise. */
const days = (month: string, from: number, to: number, more: Partial<Bucket> = {}): Bucket[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    at: `${month}-${String(from + i).padStart(2, '0')}`,
    output: from + i,
    ...more,
  }));

const send = (csv: string, name: string, options: Partial<ReceiveOptions> = {}): Promise<Received> =>
  ingest.receive(new Blob([csv]).stream(), { name, format: 'auto', wait: true, ...options });

async function loaded(csv: string, name: string, options: Partial<ReceiveOptions> = {}) {
  const received = await send(csv, name, options);
  if (!received.ok) throw new Error(JSON.stringify(received));
  return received.upload;
}

async function undecided(csv: string, name: string): Promise<{ id: string; overlaps: Overlap[] }> {
  const received = await send(csv, name);
  expect(received).toMatchObject({ ok: false, status: 409, problem: 'overlap' });
  if (received.ok) throw new Error('it was loaded');
  const { upload, overlaps } = received.more as { upload: string; overlaps: Overlap[] };
  return { id: upload, overlaps };
}

async function outputOf(scope = {}): Promise<number> {
  const cells = await store.spendCells({ ...OWN, ...scope }, []);
  return cells.reduce((sum, { tokens }) => sum + tokens.output, 0);
}

/** All figures and books, but for ids and times of uploads. */
async function everything(): Promise<unknown> {
  return {
    days: await store.spendCells(OWN, []),
    projects: await store.spendCells(OWN, ['project']),
    hours: await store.spendCells({ ...OWN, fromMs: Date.parse('2026-06-01T05:00:00Z') }, []),
    books: (await store.uploads())
      .map(({ name, rows, ignoredKinds, from, to }) => ({ name, rows, ignoredKinds, from, to }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

describe('the same month exported again, its last day more complete', () => {
  const early = exported(...days('2026-06', 1, 3), { at: '2026-06-04', output: 2 });
  const late = exported(...days('2026-06', 1, 5));

  it('is refused with the facts, and nothing of it counts', async () => {
    const first = await loaded(early, 'early.csv');
    const { id, overlaps } = await undecided(late, 'late.csv');
    expect(overlaps).toHaveLength(1);
    expect(overlaps[0]).toMatchObject({
      earlier: {
        id: first.id,
        name: 'early.csv',
        from: '2026-06-01T00:00:00Z',
        to: '2026-06-05T00:00:00Z',
        records: 4,
        requests: 20,
        tokens: { uncached_input: 400, output: 8 }, // 1 + 2 + 3 + 2
      },
      added: {
        id,
        name: 'late.csv',
        to: '2026-06-06T00:00:00Z',
        records: 4, // the fifth day is in no other upload
        requests: 20,
        tokens: { uncached_input: 400, output: 10 }, // 1 + 2 + 3 + 4
      },
      from: '2026-06-01T00:00:00Z',
      to: '2026-06-05T00:00:00Z',
      bucket_seconds: 86_400,
      routes: ['official'],
      models: ['gpt-4.1'],
      cells: 4,
      equal_cells: 3,
    });
    expect(await outputOf()).toBe(8);
    expect(await ingest.get(id)).toMatchObject({ status: 'undecided', overlaps });
  });

  it('replaces the earlier part: 1 + 2 + 3 + 4 + 5 = 15', async () => {
    await loaded(early, 'early.csv');
    const upload = await loaded(late, 'late.csv', { overlap: 'replace' });
    expect(await outputOf()).toBe(15);
    expect(upload.issues).toMatchObject([{ where: 'early.csv' }]);
    const books = (await store.uploads()).find(({ name }) => name === 'early.csv');
    expect(books).toMatchObject({
      rows: { read: 4, accepted: 0, duplicate: 0, rejected: 0, ignored: 4 },
      ignoredKinds: { 'replaced by late.csv': 4 },
    });
  });

  it('is kept beside it: 8 + 15 = 23', async () => {
    await loaded(early, 'early.csv');
    await loaded(late, 'late.csv', { overlap: 'keep' });
    expect(await outputOf()).toBe(23);
  });

  it('kept, counts the same in either order', async () => {
    await loaded(early, 'early.csv');
    await loaded(late, 'late.csv', { overlap: 'keep' });
    const oneWay = await everything();
    for (const { id } of await store.uploads()) await ingest.remove(id);
    await loaded(late, 'late.csv');
    await loaded(early, 'early.csv', { overlap: 'keep' });
    expect(await everything()).toEqual(oneWay);
  });

  it('deleted again, leaves all as it was', async () => {
    await loaded(early, 'early.csv');
    const before = await everything();
    const upload = await loaded(late, 'late.csv', { overlap: 'replace' });
    expect(await ingest.remove(upload.id)).toBe(true);
    expect(await everything()).toEqual(before);
  });
});

describe('June, then May and June', () => {
  const june = exported(...days('2026-06', 1, 10), ...days('2026-06', 1, 10, { model: 'o3' }));
  const both = exported(...days('2026-05', 1, 10), ...days('2026-06', 1, 10));

  it('replaces only what both have: days 1 to 10 of gpt-4.1; o3 stays', async () => {
    await loaded(june, 'june.csv');
    const { overlaps } = await undecided(both, 'both.csv');
    expect(overlaps[0]).toMatchObject({ models: ['gpt-4.1'], cells: 10, equal_cells: 10 });
    await loaded(both, 'both.csv', { overlap: 'replace' });
    expect(await outputOf()).toBe(3 * 55); // May and June of gpt-4.1, June of o3
    expect(await outputOf({ models: ['o3'] })).toBe(55);
  });

  it('and June once more: who goes last gives back to the one before', async () => {
    await loaded(june, 'june.csv');
    const alone = await everything();
    const second = await loaded(both, 'both.csv', { overlap: 'replace' });
    const third = await loaded(exported(...days('2026-06', 1, 10, { output: 100 })), 'third.csv', {
      overlap: 'replace',
    });
    expect(await outputOf()).toBe(55 + 55 + 1000); // May, June of o3, the third's June
    await ingest.remove(second.id);
    expect(await outputOf()).toBe(55 + 1000); // June of o3; what the second had replaced is the third's now
    await ingest.remove(third.id);
    expect(await everything()).toEqual(alone);
  });
});

describe('no false alarm is raised by', () => {
  it.each([
    ['another month', days('2026-05', 1, 5), days('2026-06', 1, 5)],
    ['the next day', days('2026-06', 1, 5), days('2026-06', 6, 9)],
    ['another model', days('2026-06', 1, 5), days('2026-06', 1, 5, { model: 'o3' })],
    ['another route', days('2026-06', 1, 5), days('2026-06', 1, 5, { route: 'relay' })],
    [
      'another project',
      days('2026-06', 1, 5, { project: 'shop' }),
      days('2026-06', 1, 5, { project: 'search' }),
    ],
    [
      'the rest of a day, by hours',
      [{ at: '2026-06-01T09', output: 1 }],
      [{ at: '2026-06-01T10', output: 1 }],
    ],
  ])('%s', async (_, first, second) => {
    await loaded(exported(...first), 'first.csv');
    expect((await loaded(exported(...second), 'second.csv')).issues).toEqual([]);
  });

  it('the day or hour in which one ends and the next begins: a remark says so', async () => {
    await loaded(exported(...days('2026-06', 1, 5)), 'first.csv');
    const second = await loaded(exported(...days('2026-06', 5, 9, { output: 7 })), 'second.csv');
    expect(second.issues).toMatchObject([
      { where: 'first.csv', message: expect.stringContaining('on 2026-06-05') as string },
    ]);
  });

  it('the sample company', async () => {
    await loaded(exported(...days('2026-06', 1, 5)), 'first.csv');
    await loaded(exported(...days('2026-06', 1, 5), { at: '2026-06-06', output: 1 }), 'sample.csv', {
      sample: true,
    });
  });
});

describe('it is asked where', () => {
  it.each([
    ['only one of the two tells projects', days('2026-06', 1, 5), days('2026-06', 1, 5, { project: 'shop' })],
    [
      'one counts hours and the other days',
      [
        { at: '2026-06-01T09', output: 4 },
        { at: '2026-06-01T10', output: 5 },
      ],
      [{ at: '2026-06-01', output: 9, hours: 2 }],
    ],
    ['the shared last day is exactly the same', days('2026-06', 1, 5), days('2026-06', 5, 9)],
  ])('%s', async (_, first, second) => {
    await loaded(exported(...first), 'first.csv');
    const { overlaps } = await undecided(exported(...second), 'second.csv');
    expect(overlaps[0]?.equal_cells).toBe(overlaps[0]?.cells);
  });
});

describe('an undecided upload', () => {
  const first = exported(...days('2026-06', 1, 5));
  const second = exported(...days('2026-06', 1, 6));
  beforeEach(() => loaded(first, 'first.csv'));

  async function polled(): Promise<string> {
    const received = await send(second, 'second.csv', { wait: false });
    if (!received.ok || received.status !== 202) throw new Error(JSON.stringify(received));
    const { id } = received.upload;
    await vi.waitFor(async () => expect((await ingest.get(id))?.status).toBe('undecided'), 10_000);
    return id;
  }

  it('is loaded once it is decided, and leaves nothing in the spool', async () => {
    const id = await polled();
    expect(await ingest.decide(id, 'replace')).toMatchObject({ ok: true, status: 202 });
    await vi.waitFor(async () => expect((await ingest.get(id))?.status).toBe('ready'), 10_000);
    expect(await outputOf()).toBe(21); // 1 + … + 6
    expect(readdirSync(join(folder, 'spool'))).toEqual([]);
    expect(await ingest.decide(id, 'keep')).toMatchObject({ ok: false, status: 409 });
  });

  it('is gone once it is deleted', async () => {
    const id = await polled();
    expect(await ingest.remove(id)).toBe(true);
    expect(await ingest.get(id)).toBeUndefined();
    expect(readdirSync(join(folder, 'spool'))).toEqual([]);
    expect(await outputOf()).toBe(15);
  });

  it('is decided by the same bytes sent with a decision', async () => {
    const { id } = await undecided(second, 'second.csv');
    expect(await send(second, 'second.csv')).toMatchObject({ status: 409, more: { upload: id } });
    const kept = await send(second, 'second.csv', { overlap: 'keep' });
    expect(kept).toMatchObject({ ok: true, status: 201, upload: { id, status: 'ready' } });
    expect(await outputOf()).toBe(15 + 21);
  });

  it('is still there in the next process where it had been answered, else swept', async () => {
    const id = await polled();
    const { id: refused } = await undecided(exported(...days('2026-06', 1, 7)), 'third.csv');
    ingest = startIngest(); // the former is never heard of again, as after a kill
    await vi.waitFor(async () => expect((await ingest.get(id))?.status).toBe('undecided'), 10_000);
    expect(await ingest.get(refused)).toBeUndefined();
    expect(readdirSync(join(folder, 'spool')).filter((name) => name.startsWith(refused))).toEqual([]);
  });

  it('once decided is loaded by the next process', async () => {
    const id = await polled();
    const load = vi.spyOn(store, 'load').mockImplementation(() => new Promise(() => undefined));
    expect(await ingest.decide(id, 'replace')).toMatchObject({ status: 202 });
    await vi.waitFor(() => expect(load).toHaveBeenCalled(), 10_000);
    load.mockRestore();
    await store.close();
    store = await openStore({ dataDir: folder, memoryLimit: '512MB', threads: 2 });
    ingest = startIngest();
    await vi.waitFor(async () => expect((await ingest.get(id))?.status).toBe('ready'), 10_000);
    expect(await outputOf()).toBe(21);
  });
});

describe('requests with ids', () => {
  const IDS = 'time,route,model,input_tokens,output_tokens,request_id';
  const request = (n: number, id: string): string =>
    `2026-06-0${n}T10:00:00Z,official,gpt-4.1,100,${n},${id}`;
  const log2 = (...lines: string[]): string => [IDS, ...lines, ''].join('\n');

  it('are told by them: nobody is asked', async () => {
    await loaded(log2(request(1, 'a'), request(2, 'b')), 'first.csv');
    const second = await loaded(log2(request(1, 'a'), request(2, 'c')), 'second.csv');
    expect(second.rows).toMatchObject({ accepted: 1, duplicate: 1 });
  });

  it('replaced by days without ids and brought once more, count once when the days go', async () => {
    await loaded(log2(request(1, 'a'), request(2, 'b')), 'log.csv');
    const before = await outputOf();
    const byDay = await loaded(
      exported({ at: '2026-06-01', output: 1 }, { at: '2026-06-02', output: 2 }),
      'days.csv',
      {
        overlap: 'replace',
      },
    );
    await loaded(log2(request(1, 'a'), request(2, 'b'), request(3, 'c')), 'again.csv', {
      overlap: 'replace',
    });
    await ingest.remove(byDay.id);
    expect(await outputOf()).toBe(before + 3);
  });

  it('that another log has too stay replaced when the first log goes', async () => {
    const first = await loaded(log2(request(1, 'a'), request(2, 'b')), 'first.csv');
    await loaded(log2(request(1, 'a'), request(3, 'c')), 'second.csv'); // a is set aside as a duplicate
    await loaded(exported({ at: '2026-06-01', output: 50 }), 'days.csv', { overlap: 'replace' });
    expect(await outputOf()).toBe(2 + 3 + 50);
    await ingest.remove(first.id);
    expect(await outputOf()).toBe(3 + 50);
    const second = (await store.uploads()).find(({ name }) => name === 'second.csv');
    expect(second?.rows).toEqual({ read: 2, accepted: 1, duplicate: 0, rejected: 0, ignored: 1 });
  });
});

describe('cost exports', () => {
  const cost = (...lines: [string, string, number][]): string =>
    [
      'start_time,start_time_iso,end_time,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id',
      ...lines.map(([day, item, amount]) => {
        const start = Date.parse(`${day}T00:00:00Z`) / 1000;
        return `${start},${day}T00:00:00Z,${start + 86_400},,${amount},usd,${item},proj_a,org_a`;
      }),
      '',
    ].join('\n');

  const chargedSum = async (): Promise<bigint> =>
    (await store.chargeLines(OWN, [])).reduce((sum, { amount }) => sum + amount, 0n);

  it('are compared by line item and day, and replaced the same way', async () => {
    await loaded(cost(['2026-06-01', 'web search', 3], ['2026-06-02', 'web search', 4]), 'cost.csv', {
      route: 'official',
    });
    const before = await chargedSum();
    const text = cost(['2026-06-02', 'web search', 5], ['2026-06-02', 'storage', 7]);
    const refused = await send(text, 'later.csv', { route: 'official' });
    expect(refused).toMatchObject({
      status: 409,
      more: {
        overlaps: [
          {
            earlier: { records: 1, charged: { USD: '4.000000000000' } },
            added: { records: 1, charged: { USD: '5.000000000000' } },
            cells: 1,
            equal_cells: 0,
          },
        ],
      },
    });
    const later = await loaded(text, 'later.csv', { route: 'official', overlap: 'replace' });
    expect(await chargedSum()).toBe(15_000_000_000_000n); // 3 + 5 + 7
    await ingest.remove(later.id);
    expect(await chargedSum()).toBe(before);
  });
});
