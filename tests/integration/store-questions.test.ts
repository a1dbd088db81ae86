import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rate } from '../../src/lib/exchange/rate';
import type { Route } from '../../src/lib/exchange/route';
import { crossrate } from '../../src/lib/formats/crossrate';
import type { Price } from '../../src/lib/pricing/price';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const HEADER = 'time,route,model,input_tokens,output_tokens';
const OWN = { sample: false };
const HOUR = 3_600_000;
const june = (hour: number): number => Date.UTC(2026, 5, 1, hour);
const at = (hour: number, day = 1): string => new Date(Date.UTC(2026, 5, day, hour)).toISOString();

describe('scopes', () => {
  beforeEach(async () => {
    await test.loaded(
      [
        `${HEADER},feature,region,user`,
        `${at(0)},official,gpt-4.1,1,0,chat,eu,ann`,
        `${at(1)},official,gpt-4.1,2,0,chat,us,bob`,
        `${at(23)},relay,claude,4,0,,eu,ann`,
        `${at(0, 2)},relay,gpt-4.1,8,0,search,,`,
      ].join('\n'),
    );
  });
  const tokens = async (scope: object): Promise<number> =>
    (await test.store.spendCells({ ...OWN, ...scope }, [])).reduce(
      (sum, cell) => sum + cell.tokens.uncached_input,
      0,
    );

  it.each([
    [{}, 15],
    [{ fromMs: june(24) }, 8],
    [{ toMs: june(24) }, 7],
    [{ fromMs: june(1), toMs: june(23) }, 2],
    [{ fromMs: june(1), toMs: june(24) }, 6],
    [{ routes: ['relay'] }, 12],
    [{ models: ['gpt-4.1'], routes: ['relay', 'official'] }, 11],
    [{ features: ['chat', 'search'] }, 11],
    [{ regions: ['eu'], fromMs: june(2) }, 4],
    [{ models: [] }, 0],
    [{ models: ['none'] }, 0],
    [{ upload: 'none' }, 0],
    [{ sample: true }, 0],
  ])('%j hold %d tokens', async (scope, expected) => {
    expect(await tokens(scope)).toBe(expected);
  });

  it('break down by any label, of records too', async () => {
    const by = async (label: 'feature' | 'region' | 'user'): Promise<unknown[]> =>
      (await test.store.spendCells({ ...OWN, toMs: june(24) }, [label])).map((cell) => [
        cell.labels[label],
        cell.tokens.uncached_input,
      ]);
    expect((await by('feature')).sort()).toEqual([
      [undefined, 4],
      ['chat', 3],
    ]);
    expect((await by('region')).sort()).toEqual([
      ['eu', 1],
      ['eu', 4],
      ['us', 2],
    ]);
    expect((await by('user')).sort()).toEqual([
      ['ann', 1],
      ['ann', 4],
      ['bob', 2],
    ]);
  });

  it('tell prompt sizes apart only at the bounds asked for', async () => {
    await test.loaded(`${HEADER}\n${at(5)},official,gpt-4.1,300000,0\n${at(6)},official,gpt-4.1,150000,0\n`);
    const bounds = async (asked?: number[]): Promise<unknown[]> =>
      (await test.store.spendCells({ ...OWN, routes: ['official'] }, [], asked)).map((cell) => [
        cell.promptOver,
        cell.requests,
      ]);
    expect(await bounds()).toEqual([
      [0, 2],
      [131_072, 1],
      [272_000, 1],
    ]);
    expect(await bounds([200_000])).toEqual([
      [0, 3],
      [200_000, 1],
    ]);
    expect(await bounds([])).toEqual([[0, 4]]);
  });

  it('have a period, that of their facets', async () => {
    expect(await test.store.usagePeriod(OWN)).toEqual({
      from: '2026-06-01',
      to: '2026-06-03',
      lastHour: '2026-06-02T00:00:00Z',
    });
    for (const scope of [
      OWN,
      { ...OWN, regions: ['us'] },
      { ...OWN, routes: ['relay'], features: ['chat'] },
    ]) {
      const { from, to, lastHour } = await test.store.facets(scope);
      expect(await test.store.usagePeriod(scope)).toEqual({ from, to, lastHour });
    }
    expect(await test.store.usagePeriod({ sample: true })).toEqual({});
  });

  it('have facets, the busiest first', async () => {
    expect(await test.store.facets(OWN)).toEqual({
      from: '2026-06-01',
      to: '2026-06-03',
      lastHour: '2026-06-02T00:00:00Z',
      requests: 4,
      routes: [
        { name: 'official', requests: 2 },
        { name: 'relay', requests: 2 },
      ],
      providers: [],
      models: [
        { name: 'gpt-4.1', requests: 3 },
        { name: 'claude', requests: 1 },
      ],
      features: [
        { name: 'chat', requests: 2 },
        { name: 'search', requests: 1 },
      ],
      regions: [
        { name: 'eu', requests: 2 },
        { name: 'us', requests: 1 },
      ],
    });
    expect(await test.store.facets({ sample: true })).toEqual({
      requests: 0,
      routes: [],
      providers: [],
      models: [],
      features: [],
      regions: [],
    });
  });

  it('give records newest first, page by page', async () => {
    const page = await test.store.records({ ...OWN, toMs: june(24) }, 1, 2);
    expect(page.map(({ startsAt }) => startsAt)).toEqual(['2026-06-01T01:00:00Z', '2026-06-01T00:00:00Z']);
    expect(page[0]).toMatchObject({
      user: 'bob',
      region: 'us',
      uploadName: 'file-1.csv',
      requests: 1,
      bucketSeconds: 0,
    });
    expect(page[0]).not.toHaveProperty('status');
  });
});

it('the same sum thirty times over is one value', async () => {
  const rows = Array.from(
    { length: 3000 },
    (_, i) => `${at(i % 24)},official,gpt-4.1,1,0,0.${(i * 7919) % 99991}`,
  );
  await test.loaded([`${HEADER},charged`, ...rows].join('\n'));
  const sums = new Set<bigint>();
  for (let run = 0; run < 30; run++) {
    const cells = await test.store.spendCells(OWN, []);
    sums.add(cells.reduce((sum, cell) => sum + cell.charged, 0n));
  }
  const expected = rows.reduce((sum, row) => {
    const digits = row.slice(row.lastIndexOf('.') + 1);
    return sum + BigInt(digits) * 10n ** BigInt(12 - digits.length);
  }, 0n);
  expect([...sums]).toEqual([expected]);
});

describe('latency', () => {
  const latency = (more: object = {}, scope: object = {}) =>
    test.store.latency(
      { ...OWN, ...scope },
      { by: ['route'], metric: 'duration', quantiles: [0.5, 0.9], budgetMs: 30, ...more },
    );

  it('is of successful requests with tokens, interpolated linearly between closest ranks', async () => {
    await test.loaded(
      [
        `${HEADER},status,duration_ms,ttft_ms`,
        `${at(0)},official,m,1,1,200,10,1.5`,
        `${at(0)},official,m,1,1,200,20,`,
        `${at(0)},official,m,1,1,200,40,`,
        `${at(0)},official,m,1,1,200,30,`,
        `${at(0)},official,m,1,1,429,5000,`,
        `${at(0)},official,m,0,0,200,7000,`,
        `${at(0)},relay,m,1,1,,,`,
      ].join('\n'),
    );
    // sorted 10, 20, 30, 40: rank 0.5 × 3 = 1.5 → 25; rank 0.9 × 3 = 2.7 → 30 + 0.7 × 10 = 37; mean 25; ≤ 30: 3 of 4
    expect(await latency()).toEqual([
      {
        keys: { route: 'official' },
        attempts: 6,
        measured: 4,
        meanMs: 25,
        quantilesMs: [25, 37],
        underBudget: 0.75,
        resolutionMs: 1,
        method: 'exact',
      },
      {
        keys: { route: 'relay' },
        attempts: 1,
        measured: 0,
        meanMs: 0,
        quantilesMs: [0, 0],
        underBudget: 0,
        resolutionMs: 1,
        method: 'exact',
      },
    ]);
    expect(await latency({ metric: 'ttft', by: [] })).toMatchObject([
      { keys: {}, attempts: 7, measured: 1, meanMs: 1.5 },
    ]);
  });

  it('is exact beyond 2³¹ µs too: half an hour and more', async () => {
    const rows = [2_147_483.647, 2_147_483.648, 86_400_000].map((ms) => `${at(0)},official,m,1,1,200,${ms}`);
    await test.loaded(`${HEADER},status,duration_ms\n${rows[0]}\n`);
    expect(await latency()).toMatchObject([{ quantilesMs: [2_147_483.647, 2_147_483.647] }]);
    await test.loaded(`${HEADER},status,duration_ms\n${rows.slice(1).join('\n')}\n`);
    // rank 0.9 × 2 = 1.8 → 2,147,483.648 + 0.8 × 84,252,516.352
    const [group] = await latency();
    expect(group?.quantilesMs[0]).toBe(2_147_483.648);
    expect(group?.quantilesMs[1]).toBeCloseTo(69_549_496.7296, 3);
    expect(group?.meanMs).toBeCloseTo(30_231_655.765, 3);
  });

  it('in seconds becomes milliseconds; whole seconds are told; sentinels are none; negative ones reject', async () => {
    const format = {
      ...crossrate,
      id: 'seconds',
      fields: {
        ...crossrate.fields,
        duration_ms: { column: 'duration_ms', unit: 's' as const, sentinels: [0, -1000] },
      },
    };
    const upload = await test.loaded(
      `${HEADER},duration_ms\n${['3', '5', '0', '-1', '-2', 'x'].map((d) => `${at(0)},official,m,1,1,${d}`).join('\n')}\n`,
      { format },
    );
    expect(await latency()).toMatchObject([{ measured: 2, quantilesMs: [4000, 4800], resolutionMs: 1000 }]);
    expect(upload.issues).toEqual([
      { where: 'line 6, column duration_ms', message: 'negative: -2' },
      { where: 'line 7, column duration_ms', message: 'not a number: x' },
    ]);
  });

  it('groups models by canonical id, and days', async () => {
    await test.loaded(
      `${HEADER},duration_ms\n${at(0)},official,gpt-4.1-2025,1,1,10\n${at(1)},official,GPT 4.1,1,1,20\n${at(0, 2)},official,own,1,1,40\n`,
    );
    const groups = await latency({
      by: ['model', 'day'],
      modelIds: { 'gpt-4.1-2025': 'gpt-4.1', 'GPT 4.1': 'gpt-4.1' },
    });
    expect(groups).toMatchObject([
      { keys: { model: 'gpt-4.1', day: '2026-06-01' }, attempts: 2, measured: 2, meanMs: 15 },
      { keys: { model: 'own', day: '2026-06-02' }, attempts: 1, measured: 1, meanMs: 40 },
    ]);
    expect(await test.store.outcomes(OWN, ['model'], { 'gpt-4.1-2025': 'x', 'GPT 4.1': 'x' })).toMatchObject([
      { keys: { model: 'own' }, notLogged: 1 },
      { keys: { model: 'x' }, notLogged: 2 },
    ]);
  });

  it('of a feature or of hours is of their records alone', async () => {
    await test.loaded(
      `${HEADER},duration_ms,feature\n${at(0)},official,m,1,1,10,chat\n${at(5)},official,m,1,1,20,search\n`,
    );
    expect(await latency({}, { features: ['search'] })).toMatchObject([
      { attempts: 1, measured: 1, meanMs: 20 },
    ]);
    expect(await latency({}, { fromMs: june(0), toMs: june(0) + HOUR })).toMatchObject([
      { attempts: 1, meanMs: 10 },
    ]);
  });
});

describe('what money is worked out from', () => {
  const price = (more: Partial<Price>): Price => ({
    priceList: 'list',
    provider: 'openai',
    model: 'gpt-4.1',
    currency: 'USD',
    effectiveFrom: '2026-01-01',
    abovePromptTokens: 0,
    perMTok: { uncached_input: '2.00' },
    source: 'https://example.com',
    checked: '2026-08-01',
    ...more,
  });

  it('prices: an equal key supersedes, another stands beside it', async () => {
    const newer = price({ perMTok: { uncached_input: '3' }, source: 'again' });
    const others = [
      price({ tier: 'batch' }),
      price({ abovePromptTokens: 200_000 }),
      price({ effectiveFrom: '2026-02-01', effectiveTo: '2026-03-01' }),
    ];
    await test.store.addPrices(
      [price({}), ...others],
      [{ alias: 'gpt-4.1-*', provider: 'openai', model: 'old' }],
    );
    await test.store.addPrices([newer], [{ alias: 'gpt-4.1-*', provider: 'openai', model: 'gpt-4.1' }]);
    expect(await test.store.prices()).toEqual({
      prices: [...others, newer],
      aliases: [{ alias: 'gpt-4.1-*', provider: 'openai', model: 'gpt-4.1' }],
    });
  });

  it('rates: an equal pair, date and source is replaced', async () => {
    const rate = (on: string, value: string): Rate => ({
      base: 'USD',
      quote: 'CNY',
      on,
      kind: 'daily',
      rate: value,
      source: 'ECB',
    });
    await test.store.addRates([rate('2026-01-01', '7'), rate('2026-01-02', '7.1')]);
    await test.store.addRates([rate('2026-01-01', '7.001021')]);
    expect(await test.store.rates()).toEqual([rate('2026-01-01', '7.001021'), rate('2026-01-02', '7.1')]);
  });

  it('routes keep every term', async () => {
    const route: Route = {
      id: 'relay-a',
      name: "Relay 'A'",
      kind: 'relay',
      terms: ['2026-01-01', '2026-06-01'].map((effectiveFrom) => ({
        effectiveFrom,
        creditPrice: { amount: '1', currency: 'CNY' },
        priceList: 'list',
        multipliers: [{ model: 'gpt-*', value: '1.2' }],
        fees: { topUpPct: '1', topUpMin: '0', conversionPct: '0.5', vatPct: '6', withholdingPct: '0' },
        billsCachedAsUncached: true,
        source: 'contract',
      })),
    };
    await test.store.putRoute({ ...route, name: 'before' });
    await test.store.putRoute(route);
    expect(await test.store.routes()).toEqual([route]);
  });

  it('formats and settings are replaced whole', async () => {
    await test.store.putFormat({ ...crossrate, id: 'own' });
    await test.store.putFormat({ ...crossrate, id: 'own', label: "It's ours" });
    expect(await test.store.formats()).toEqual([{ ...crossrate, id: 'own', label: "It's ours" }]);
    await test.store.putSetting('home', 'CNY');
    await test.store.putSetting('home', 'USD');
    expect(await test.store.setting('home')).toBe('USD');
    expect(await test.store.setting('none')).toBeUndefined();
  });
});

describe('a sketch, beyond what is sorted', () => {
  it('answers within 1 % for whole days; hours and features stay exact', async () => {
    await test.end();
    test = await testStore({ exactUpTo: 100 });
    const durations = Array.from({ length: 1000 }, (_, i) => 20 + ((i * 7919) % 10_007));
    const rows = durations.map((ms, i) => `${at(i % 24)},official,m,1,1,${ms},chat`);
    await test.loaded([`${HEADER},duration_ms,feature`, ...rows].join('\n'));
    const ask = async (scope: object) =>
      (
        await test.store.latency(
          { ...OWN, ...scope },
          { by: ['model'], metric: 'duration', quantiles: [0.5, 0.99], budgetMs: 5000 },
        )
      )[0];
    const exact = await ask({ features: ['chat'] });
    const sketch = await ask({});
    expect(exact).toMatchObject({ method: 'exact', measured: 1000 });
    expect(sketch).toMatchObject({
      method: 'sketch',
      measured: 1000,
      attempts: 1000,
      meanMs: exact?.meanMs,
      resolutionMs: 1,
    });
    for (const [i, ms] of (exact?.quantilesMs ?? []).entries())
      expect(Math.abs((sketch?.quantilesMs[i] ?? 0) / ms - 1)).toBeLessThan(0.01);
    expect(sketch?.underBudget).toBeCloseTo(exact?.underBudget ?? 0, 2);
    expect(await ask({ fromMs: june(0), toMs: june(23) })).toMatchObject({ method: 'exact' });
  });

  it('is within 1 % whatever the shape, the same in whichever order uploads come', async () => {
    await test.end();
    const generator = xoroshiro128plus(5);
    const uniform = (): number => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const shapes: Record<string, () => number> = {
      bimodal: () => (uniform() < 0.6 ? 90 + 4 * normal() : 1500 + 100 * normal()),
      constant: () => 412.345,
      'log-normal': () => 300 * Math.exp(0.6 * normal()),
      uniform: () => 20 + 980 * uniform(),
    };
    const uploads = Array.from({ length: 3 }, (_, nth) =>
      Object.entries(shapes).flatMap(([route, draw]) =>
        Array.from({ length: 400 }, (_, i) => ({
          route,
          day: 1 + ((nth + i) % 4),
          ms: Number(draw().toFixed(3)),
        })),
      ),
    );
    const quantiles = [0.01, 0.25, 0.5, 0.9, 0.95, 0.99];
    const answers: unknown[] = [];
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      test = await testStore({ exactUpTo: 100 });
      for (const nth of order) {
        const rows = uploads[nth]?.map(({ route, day, ms }) => `${at(5, day)},${route},m,1,1,${ms}`) ?? [];
        await test.loaded([`${HEADER},duration_ms`, ...rows].join('\n'), { newRoutes: 'official' });
      }
      await test.store.settled();
      const ask = { metric: 'duration' as const, quantiles };
      const groups = await test.store.latency(OWN, { ...ask, by: ['route'], budgetMs: 50 });
      const curves = await test.store.latencyCurves(OWN, ask);
      answers.push(groups);
      for (const [i, route] of Object.keys(shapes).entries()) {
        const sorted = uploads
          .flat()
          .flatMap((one) => (one.route === route ? [one.ms] : []))
          .sort((a, b) => a - b);
        expect(groups[i]).toMatchObject({ keys: { route }, method: 'sketch', measured: 1200 });
        for (const [j, quantile] of quantiles.entries()) {
          const rank = quantile * 1199;
          const [low = 0, high = 0] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
          const truth = low + (high - low) * (rank % 1);
          for (const found of [groups[i]?.quantilesMs[j], curves[i]?.quantilesMs[j]])
            expect(Math.abs((found ?? 0) / truth - 1)).toBeLessThanOrEqual(0.01);
        }
      }
      if (answers.length === 1) await test.end();
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  it('is the same while it is still being made: records are put into its buckets', async () => {
    await test.end();
    test = await testStore({ exactUpTo: 100 });
    const load = (from: number, hasNext: boolean) => {
      const rows = Array.from({ length: 300 }, (_, i) => `${at(i % 24)},official,m,1,1,${from + i * 13}`);
      return test.loaded([`${HEADER},duration_ms`, ...rows].join('\n'), { hasNext });
    };
    const ask = () =>
      test.store.latency(OWN, { by: ['day'], metric: 'duration', quantiles: [0.5, 0.99], budgetMs: 2000 });
    await load(20, false);
    await test.store.settled();
    await load(90, true); // nothing follows it yet
    const early = await ask();
    expect(early).toMatchObject([{ method: 'sketch', attempts: 600, measured: 600 }]);
    await test.store.settled();
    expect(await ask()).toEqual(early);
  });
});
