import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BlockCells } from '$lib/latency/influence';
import { matchStrata, MATCHES, type StratumLatencies } from '$lib/latency/strata';
import type { BlocksRequest, StrataRequest } from '$lib/server/store/latencies';
import type { Scope, Store } from '$lib/server/store/store';
import { testStore, type TestStore } from './store-files';

const HEADER =
  'time,route,model,input_tokens,output_tokens,request_id,status,duration_ms,ttft_ms,region,feature';
const ALL: Scope = { sample: false };
const REQUEST: StrataRequest = {
  baseline: 'official',
  candidate: 'relay',
  metric: 'duration',
  match: [...MATCHES],
};

let nth = 0;

/** Requests over four days: two models, two regions or none, answers of 0 to 4,095 tokens; one in seven failed. */
function csv(rows: number, fromId: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const id = fromId + i;
    const route = id % 3 === 0 ? 'relay' : 'official';
    const region = ['cn-east', 'eu-west', ''][id % 5 > 2 ? 2 : id % 2] ?? '';
    const time = new Date(Date.UTC(2026, 4, 1 + (id % 4), id % 24, 0, id % 60)).toISOString();
    const output = (id * 37) % 4096;
    const ending = id % 7 === 0 ? 'error,900,' : `ok,${100 + ((id * 7919) % 5000) / 8},${id % 400}`;
    return `${time},${route},${id % 4 < 2 ? 'gpt-4.1' : 'claude-sonnet-4-5'},10,${output},r${id},${ending},${region},${id % 2 ? 'chat' : 'search'}`;
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

describe('strata of latencies', () => {
  let ofRecords: TestStore;
  let ofSums: TestStore;
  /** Kept sums too, and none of them held in memory. */
  let ofUnheld: TestStore;

  beforeEach(async () => {
    ofRecords = await testStore();
    ofSums = await testStore({ exactUpTo: 300 });
    ofUnheld = await testStore({ exactUpTo: 300, heldSums: 0 });
    nth = 0;
  });
  afterEach(() => Promise.all([ofRecords.end(), ofSums.end(), ofUnheld.end()]));

  async function both(rows: number): Promise<void> {
    const text = csv(rows, nth);
    nth += rows;
    for (const test of [ofRecords, ofSums, ofUnheld]) {
      await test.loaded(text, { id: `upload-${nth}` });
      await test.store.settled();
    }
  }

  async function ask(store: Store, scope: Scope, unit: 'day' | 'hour' = 'day') {
    const strata = inOrder(await store.latencyStrata(scope, REQUEST));
    const { matched } = matchStrata(strata);
    const request: BlocksRequest = { ...REQUEST, unit, strata: matched };
    return { strata, blocks: counted(await store.latencyBlocks(scope, request)) };
  }

  it('are the same from sums that are held or kept, from records, and from both', async () => {
    await both(1_200); // more than 300 latencies: their sums are kept
    await both(200); // under 300 without sums: read from records beside the kept ones
    for (const scope of [
      ALL,
      { ...ALL, fromMs: Date.UTC(2026, 4, 2), toMs: Date.UTC(2026, 4, 4) },
      { ...ALL, models: ['gpt-4.1'] },
      { ...ALL, regions: ['cn-east'] },
      { ...ALL, features: ['chat'] },
      { ...ALL, fromMs: Date.UTC(2026, 4, 2, 6) },
    ]) {
      const expected = await ask(ofRecords.store, scope);
      expect(expected.strata.length).toBeGreaterThan(3);
      expect(await ask(ofSums.store, scope)).toEqual(expected);
      expect(await ask(ofUnheld.store, scope)).toEqual(expected);
    }
    expect(await ask(ofSums.store, ALL, 'hour')).toEqual(await ask(ofRecords.store, ALL, 'hour'));
  });

  it('go with the upload that brought them', async () => {
    await both(1_200);
    const before = await ask(ofSums.store, ALL);
    await both(1_200);
    expect(await ask(ofSums.store, ALL)).not.toEqual(before);
    await ofSums.store.removeUpload('upload-2400');
    expect(await ask(ofSums.store, ALL)).toEqual(before);
  });

  it('stay in memory when anything but usage is written', async () => {
    let reads = 0;
    const test = await testStore({ exactUpTo: 300, onQuery: (kind) => (reads += kind === 'read' ? 1 : 0) });
    const readsOf = async <T>(task: () => Promise<T>): Promise<{ found: T; reads: number }> => {
      reads = 0;
      return { found: await task(), reads };
    };
    await test.loaded(csv(1_200, 0), { id: 'first' });
    await test.store.settled();
    const strata = () => test.store.latencyStrata(ALL, REQUEST);
    const { found, reads: ofFirst } = await readsOf(strata);
    expect(ofFirst).toBeGreaterThan(0);
    await test.store.putSetting('home', '"CNY"');
    expect(await readsOf(strata)).toEqual({ found, reads: 0 });
    await test.loaded(csv(1_200, 1_200), { id: 'second' });
    await test.store.settled();
    expect((await readsOf(strata)).reads).toBeGreaterThan(0);
    await test.end();
  });

  it('hold successful requests alone, each once, in bands of powers of two', async () => {
    await both(1_200);
    const strata = await ofSums.store.latencyStrata(ALL, REQUEST);
    const measured = (side: 'baseline' | 'candidate'): number =>
      strata.flatMap((one) => one[side]).reduce((sum, bucket) => sum + bucket.measured, 0);
    // of 1,200 ids those that 7 does not divide: 400 of the relay's (3 divides the id) less 58 (21 does) …
    expect([measured('baseline'), measured('candidate')]).toEqual([800 - 114, 400 - 58]);
    const bands = new Set(strata.map(({ outputBand }) => outputBand));
    expect(Math.max(...(bands as Set<number>))).toBe(11); // 2,048 to 4,095
    expect(strata.some(({ region }) => region === undefined)).toBe(true);
  });

  it('can be of fewer keys', async () => {
    await both(1_200);
    const strata = await ofSums.store.latencyStrata(ALL, { ...REQUEST, match: ['model'], metric: 'ttft' });
    expect(strata.map(({ model, region, outputBand }) => [model, region, outputBand])).toEqual([
      ['claude-sonnet-4-5', undefined, undefined],
      ['gpt-4.1', undefined, undefined],
    ]);
  });
});

function inOrder(strata: StratumLatencies[]): StratumLatencies[] {
  const name = ({ model, region, outputBand }: StratumLatencies): string =>
    `${model} ${region} ${outputBand}`;
  return [...strata].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

/** Measured requests by side, block, stratum and bucket. */
function counted(parts: BlockCells[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { from, to, block, kind, bucket, measured, places, sides } of parts)
    for (let i = from; i < to; i += 1) {
      const place = places[kind[i] ?? -1] ?? -1;
      if (place < 0) continue;
      const name = `${sides[kind[i] ?? -1]} ${block[i]} ${place} ${bucket[i]}`;
      counts[name] = (counts[name] ?? 0) + (measured[i] ?? 0);
    }
  return counts;
}
