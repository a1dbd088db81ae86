import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { crossrate } from '$lib/formats/crossrate';
import type { Received } from '$lib/server/ingest/job';
import type { RowCounts } from '$lib/usage/upload';
import { openPipeline, type Pipeline } from '../cases/pipeline';
import { fileOf, linesOf, seeded, written, WRITINGS, type Writing } from './audit-files';

/** Every seventh of the 180 ways, which visits every value of each in changing company: the whole is to be quick. */
const SAMPLE = WRITINGS.filter((_, index) => index % 7 === 0);
const ROWS = 40;
const OWN = { sample: false };

let pipeline: Pipeline;

beforeAll(async () => {
  pipeline = await openPipeline();
  await pipeline.store.putFormat({
    ...crossrate,
    id: 'written',
    ignored: [{ kind: 'test traffic', when: [{ column: 'feature', is: ['test'] }] }],
  });
});
afterEach(async () => {
  for (const { id } of await pipeline.store.uploads()) await pipeline.ingest.remove(id);
});
afterAll(() => pipeline.close());

/** What a generated file holds: its cells, the books, and what each feature adds up to. */
interface Generated {
  cells: string[][];
  rows: RowCounts;
  rejectedLines: number[];
  /** Output tokens and hundredths charged. */
  byFeature: Map<string, { output: number; cents: number }>;
}

const HEADER = 'time,route,model,input_tokens,output_tokens,feature,request_id,charged'.split(',');

/** Rows of every fate: usage, cells that need quotes, duplicates, rejects of reading and of meaning, ignored rows. */
function generate(seed: number, { newline, numberStyle }: Writing): Generated {
  const random = seeded(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const features = ['聊天', '中文', 'a;b|c,d\te', 'say "x"', `two${newline}lines`, 'plain'];
  const cells = [HEADER];
  const rows = { read: ROWS, accepted: 0, duplicate: 0, rejected: 0, ignored: 0 };
  const byFeature: Generated['byFeature'] = new Map();
  const rejected: number[] = [];
  for (let i = 0; i < ROWS; i++) {
    const feature = features[below(features.length)] ?? 'plain';
    const output = below(2_000_000);
    const cents = below(200_000);
    const charged = written(Math.floor(cents / 100), cents % 100, numberStyle);
    const tokens = written(output, undefined, numberStyle);
    const row = ['2026-05-01T00:00:00Z', 'official', 'gpt-4.1', '0', tokens, feature, `id-${i}`, charged];
    const fate = below(12);
    if (fate === 0) row[4] = written(output, 50, numberStyle);
    else if (fate === 1) row[4] = '-1';
    else if (fate === 2) row.splice(5, 1, 'plain', 'one too many');
    else if (fate === 3) row[0] = 'some day';
    else if (fate === 4) row[5] = 'test';
    const twice = fate === 5 && rows.accepted > 0;
    if (twice) row[6] = 'id-first';
    if (fate < 4) {
      rejected.push(cells.length);
      rows.rejected++;
    } else if (fate === 4) rows.ignored++;
    else if (twice) rows.duplicate++;
    else {
      if (rows.accepted === 0) row[6] = 'id-first';
      rows.accepted++;
      const sum = byFeature.get(feature) ?? { output: 0, cents: 0 };
      byFeature.set(feature, { output: sum.output + output, cents: sum.cents + cents });
    }
    cells.push(row);
  }
  // of equal requests the earliest stays: the first of them is
  const first = cells.find((row) => row[6] === 'id-first');
  if (first) first[0] = '2026-04-30T00:00:00Z';
  const lines = linesOf(cells);
  return { cells, rows, byFeature, rejectedLines: rejected.map((index) => lines[index] ?? 0) };
}

async function upload(cells: string[][], writing: Writing, seed: number): Promise<Received> {
  const random = seeded(seed);
  const bytes = fileOf(cells, writing, () => random() < 0.1);
  return pipeline.ingest.receive(new Blob([new Uint8Array(bytes)]).stream(), {
    name: 'written.csv',
    format: 'written',
    numberStyle: writing.numberStyle,
    wait: true,
    ...(writing.encoding === 'gb18030' && { encoding: 'gb18030' }),
  });
}

describe('the books balance, and every feature adds up, however a file is written', () => {
  it.each(
    SAMPLE.map((writing, index) => [JSON.stringify(Object.values(writing)), writing, index + 1] as const),
  )('%s', async (_, writing, seed) => {
    const file = generate(seed, writing);
    const received = await upload(file.cells, writing, seed);
    if (!received.ok) throw new Error(JSON.stringify(received));
    const { id, rows } = received.upload;
    expect(rows).toEqual(file.rows);
    const rejects = await pipeline.store.rejects(id, 0, ROWS);
    expect(rejects.map(({ line }) => line)).toEqual(file.rejectedLines);
    const found = new Map<string, { output: number; cents: number }>();
    for (const { labels, tokens, charged } of await pipeline.store.spendCells(OWN, ['feature'])) {
      const sum = found.get(labels.feature ?? '') ?? { output: 0, cents: 0 };
      const cents = Number(charged / 10_000_000_000n);
      found.set(labels.feature ?? '', { output: sum.output + tokens.output, cents: sum.cents + cents });
    }
    expect(found).toEqual(file.byFeature);
    await pipeline.ingest.remove(id);
    expect(await pipeline.store.spendCells(OWN, [])).toEqual([]);
  });
});

describe('the plain and the strict way of reading agree', () => {
  const PLAIN: Writing = { encoding: 'utf-8', newline: '\n', delimiter: ',', numberStyle: '1234.56' };

  /** All that the store says of the data, upload ids apart. */
  async function everything(): Promise<unknown> {
    const { store } = pipeline;
    const latencies = { by: ['route' as const], metric: 'duration' as const, quantiles: [0.5], budgetMs: 9 };
    const records = await store.records(OWN, 0, 100);
    return {
      cells: new Map(
        (await store.spendCells(OWN, ['feature'])).map((cell) => [
          `${cell.day} ${cell.labels.feature}`,
          cell,
        ]),
      ),
      facets: await store.facets(OWN),
      latency: await store.latency(OWN, latencies),
      records: records.map(({ uploadId: _id, ...record }) => JSON.stringify(record)).sort(),
    };
  }

  it.each([1, 2, 3, 4])('seed %i', async (seed) => {
    // without line breaks in cells nothing is irregular but the rows of another width: they are left out
    const { cells } = generate(seed, { ...PLAIN, newline: '\n' });
    const plain = cells.filter((row) => row.length === HEADER.length && !row.join('').includes('\n'));
    const answers = [];
    for (const rows of [plain, [...plain.slice(0, 5), ['', ''].slice(2), ...plain.slice(5)]]) {
      const received = await upload(rows, PLAIN, seed);
      if (!received.ok) throw new Error(JSON.stringify(received));
      const { upload: stored } = received;
      const irregular = stored.issues.some(({ message }) => message === '1 empty line was skipped.');
      expect(irregular).toBe(rows !== plain);
      const reasons = (await pipeline.store.rejects(stored.id, 0, 99)).map(({ reason }) => reason);
      answers.push({ rows: stored.rows, has: stored.has, reasons, everything: await everything() });
      await pipeline.ingest.remove(stored.id);
    }
    expect(answers[1]).toEqual(answers[0]);
  });
});
