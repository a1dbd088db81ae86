import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpendCell } from '../../src/lib/usage/spend-cell';
import { TOKEN_CLASSES } from '../../src/lib/usage/token-classes';
import type { Label } from '../../src/lib/usage/usage-record';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const HEADER =
  'time,route,provider,model,tier,feature,region,project,user,requests,input_tokens,cached_input_tokens,output_tokens,reasoning_tokens,audio_input_tokens,status,charged,charged_currency';
const LABELS: Label[] = ['feature', 'region', 'project'];

const time = (i: number): string => new Date(Date.UTC(2026, 4, 1 + (i % 3), (i * 5) % 24)).toISOString();
const pick = (texts: string[], i: number): string => texts[i % texts.length] ?? '';

/** Every label and count as every other: all that a sum is kept by, or is of, is the same. */
const alike = (i: number): string => `${time(i)},official,,gpt-4.1,,,,,u${i % 4},1,100,0,10,,,ok,,`;
const alikeWithLabels = (i: number): string =>
  `${time(i)},relay,openai,gpt-4.1,batch,chat,eu,p1,u${i % 4},2,100,40,0,,,429,0.5,USD`;
/** Nothing the same: absent here and there, and prompts of several price tiers. */
const varied = (i: number): string =>
  [
    time(i),
    pick(['official', 'relay'], i),
    pick(['openai', ''], i),
    pick(['gpt-4.1', 'claude-sonnet-4-5', 'gpt-4.1-mini'], i),
    pick(['', 'batch'], i >> 1),
    pick(['chat', '', 'search'], i),
    pick(['', 'eu'], i >> 2),
    pick(['p1', ''], i >> 3),
    `u${i % 4}`,
    pick(['1', '3'], i >> 1),
    String(((i * 7919) % 300_000) + 50),
    pick(['0', '50'], i),
    String(i % 900),
    pick(['', String(i % 30)], i),
    pick(['', '5'], i >> 2),
    pick(['ok', '500', 'ok', 'error'], i),
    pick(['', `0.${i + 1}`], i),
    pick(['', 'USD'], i),
  ].join(',');

const FILES: [string, (i: number) => string][] = [
  ['are all alike', alike],
  ['are alike with every label', alikeWithLabels],
  ['differ in everything', varied],
];

/** What cells add up to, by all that money depends on and the labels that rollups keep. */
function summed(cells: SpendCell[]): Map<string, bigint[]> {
  const sums = new Map<string, bigint[]>();
  for (const cell of cells) {
    const { day, route, provider, model, tier, promptOver, chargedCurrency, labels } = cell;
    const key = JSON.stringify([
      day,
      route,
      provider,
      model,
      tier,
      promptOver,
      chargedCurrency,
      labels.feature,
      labels.region,
      labels.project,
    ]);
    const { records, requests, recordsWithoutRequests, reasoning, tokens, charged } = cell;
    const counts = [
      records,
      requests,
      recordsWithoutRequests,
      reasoning,
      ...TOKEN_CLASSES.map((name) => tokens[name]),
    ];
    const figures = [...counts.map(BigInt), charged];
    sums.set(
      key,
      figures.map((figure, i) => figure + (sums.get(key)?.[i] ?? 0n)),
    );
  }
  return sums;
}

describe('sums that are kept', () => {
  it.each(FILES)('are those of the records where records %s', async (_, row) => {
    await test.loaded(`${[HEADER, ...Array.from({ length: 120 }, (__, i) => row(i))].join('\n')}\n`);
    const fromMs = Date.UTC(2026, 4, 1, 7);
    const ask = (scope: { fromMs?: number }, labels: Label[]): Promise<SpendCell[]> =>
      test.store.spendCells({ sample: false, ...scope }, labels);
    // No rollup tells users apart: their cells are summed from records at the time of the question.
    const days = await ask({}, LABELS);
    expect(summed(days)).toEqual(summed(await ask({}, [...LABELS, 'user'])));
    expect(days.reduce((sum, { records }) => sum + records, 0)).toBe(120);
    const hours = await ask({ fromMs }, []);
    const records = await ask({ fromMs }, ['user']);
    expect(summed(hours)).toEqual(summed(records.map((cell) => ({ ...cell, labels: {} }))));
  });

  it('have every record once where there are so many that they are summed in parts, and find what came twice', async () => {
    const rows = 1_000_000;
    const line = (i: number): string =>
      `2026-05-0${1 + (i % 2)}T00:00:00Z,official,gpt-4.1,1,${i % 10},r${i}`;
    const lines = Array.from({ length: rows }, (_, i) => line(i));
    lines.push(line(0), line(rows - 1), line(499_999));
    const header = 'time,route,model,input_tokens,output_tokens,request_id';
    const upload = await test.loaded(`${header}\n${lines.join('\n')}\n`);
    expect(upload.rows).toEqual({ read: 1_000_003, accepted: rows, duplicate: 3, rejected: 0, ignored: 0 });
    const cells = await test.store.spendCells({ sample: false }, []);
    const days = cells.map(({ day, records, tokens }) => [
      day,
      records,
      tokens.uncached_input,
      tokens.output,
    ]);
    // Even rows are of the first day, with 0, 2, 4, 6 or 8 tokens of output, 20 in five: 100,000 × 20. Odd ones: 25 in five.
    expect(days).toEqual([
      [20_574, 500_000, 500_000, 2_000_000],
      [20_575, 500_000, 500_000, 2_500_000],
    ]);
  });
});
