import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const OWN = { sample: false };
const HEADER = 'time,route,model,input_tokens,output_tokens,bucket_seconds,feature,user';
const at = (time: string, model: string, tokens: number, seconds = 0): string =>
  `2026-06-01T${time}Z,official,${model},${tokens},0,${seconds},chat,ann`;

/** [model, minute, tokens] of the cells; prompt sizes, which buckets do not tell, are put together. */
async function cells(
  minutes: number[],
  { labels = [], ...scope }: { labels?: ('feature' | 'user')[]; fromMs?: number; features?: string[] } = {},
): Promise<unknown[]> {
  const found = await test.store.spendCells({ ...OWN, ...scope }, labels, [0], { models: ['v4'], minutes });
  const sums = new Map<string, [string, number | undefined, number]>();
  for (const { model, minute, tokens } of found) {
    const [, , sum] = sums.get(`${model} ${minute}`) ?? [model, minute, 0];
    sums.set(`${model} ${minute}`, [model, minute, sum + tokens.uncached_input]);
  }
  return [...sums.values()];
}

describe('parts of the day', () => {
  beforeEach(async () => {
    await test.loaded(
      [
        HEADER,
        at('00:59:59', 'v4', 1),
        at('01:00:00', 'v4', 2),
        at('03:59:59', 'v4', 4),
        at('04:00:00', 'v4', 8),
        at('01:00:00', 'flat', 16),
        at('23:00:00', 'flat', 32),
      ].join('\n'),
    );
  });

  it('are told apart for the models asked for, from the hours: [00:00, 01:00), [01:00, 04:00), [04:00, 24:00)', async () => {
    expect(await cells([60, 240])).toEqual([
      ['flat', undefined, 48],
      ['v4', 0, 1],
      ['v4', 60, 6],
      ['v4', 240, 8],
    ]);
  });

  it('begin within an hour too, from records', async () => {
    await test.loaded([HEADER, at('03:29:59', 'v4', 64), at('03:30:00', 'v4', 128)].join('\n'));
    expect(await cells([210])).toEqual([
      ['flat', undefined, 48],
      ['v4', 0, 1 + 2 + 64],
      ['v4', 210, 4 + 8 + 128],
    ]);
  });

  it.each([{ labels: ['feature' as const] }, { labels: ['user' as const] }, { features: ['chat'] }])(
    'are told apart under %j',
    async (more) => {
      expect(await cells([60, 240], more)).toEqual([
        ['flat', undefined, 48],
        ['v4', 0, 1],
        ['v4', 60, 6],
        ['v4', 240, 8],
      ]);
    },
  );

  it('follow a scope that begins within the day', async () => {
    const fromMs = Date.parse('2026-06-01T02:00:00Z');
    expect(await cells([60, 240], { fromMs })).toEqual([
      ['flat', undefined, 32],
      ['v4', 60, 4],
      ['v4', 240, 8],
    ]);
  });

  it('a bucket is of the part that it lies in, and of none where it reaches over an edge or a day', async () => {
    await test.loaded(
      [
        HEADER,
        at('01:00:00', 'v4', 100, 3 * 3600), // up to, not including, 04:00
        at('03:00:00', 'v4', 200, 3601),
        at('00:00:00', 'v4', 400, 86_400),
        at('23:00:00', 'v4', 800, 7200),
        at('00:00:00', 'flat', 1600, 86_400),
      ].join('\n'),
    );
    const found = await cells([60, 240]);
    expect(found).toHaveLength(5);
    expect(found).toEqual(
      expect.arrayContaining([
        ['flat', undefined, 48 + 1600],
        ['v4', 0, 1],
        ['v4', 60, 6 + 100],
        ['v4', 240, 8],
        ['v4', undefined, 200 + 400 + 800],
      ]),
    );
  });

  it('are not asked for by others: the same sums in whole days', async () => {
    const whole = await test.store.spendCells(OWN, []);
    expect(whole.map(({ model, minute }) => [model, minute])).toEqual([
      ['flat', undefined],
      ['v4', undefined],
    ]);
  });
});
