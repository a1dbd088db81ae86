import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const OWN = { sample: false };
const HEADER = 'time,route,model,input_tokens,output_tokens,duration_ms,feature,user,request_id';
/** A request with as many output tokens as its number, on the day of its number. */
const request = (id: number): string =>
  `2026-06-${String(id).padStart(2, '0')}T10:00:00Z,official,gpt-4.1,10,${id},${id}00,chat,u${id},r${id}`;
const file = (...ids: number[]): string => [HEADER, ...ids.map(request)].join('\n');

/** All that can be asked, but for ids and times of uploads. */
async function everything(): Promise<unknown> {
  const { store } = test;
  const latencies = { by: ['day' as const], metric: 'duration' as const, quantiles: [0.5], budgetMs: 500 };
  return {
    days: await store.spendCells(OWN, []),
    hours: await store.spendCells({ ...OWN, fromMs: Date.parse('2026-06-01T09:00:00Z') }, []),
    labels: await store.spendCells(OWN, ['feature']),
    users: await store.spendCells(OWN, ['user']),
    latency: await store.latency(OWN, latencies),
    outcomes: await store.outcomes(OWN, ['day']),
    facets: await store.facets(OWN),
    records: (await store.records(OWN, 0, 99)).map(({ requestId }) => requestId),
    uploads: (await store.uploads()).map(({ rows, from, to, has }) => ({ rows, from, to, has })),
  };
}

async function outputOf(): Promise<number> {
  const cells = await test.store.spendCells(OWN, []);
  return cells.reduce((sum, { tokens }) => sum + tokens.output, 0);
}

describe('an earlier upload that is removed', () => {
  it('leaves later ones as if it had never been there: what both have counts as theirs', async () => {
    const only = await test.loaded(file(2, 3, 4));
    const alone = await everything();
    await test.store.removeUpload(only.id);
    const first = await test.loaded(file(1, 2, 3));
    const second = await test.loaded(file(2, 3, 4));
    expect(second.rows).toMatchObject({ read: 3, accepted: 1, duplicate: 2 });
    expect(await outputOf()).toBe(10); // 1 + 2 + 3 + 4
    await test.store.removeUpload(first.id);
    expect(await outputOf()).toBe(9); // 2 + 3 + 4
    expect(await everything()).toEqual(alone);
  });

  it('gives what three have to the second, and then to the third', async () => {
    const first = await test.loaded(file(1, 2));
    const second = await test.loaded(file(2, 3));
    const third = await test.loaded(file(2, 3, 4));
    await test.store.removeUpload(first.id);
    expect((await test.store.upload(second.id))?.rows).toMatchObject({ accepted: 2, duplicate: 0 });
    expect((await test.store.upload(third.id))?.rows).toMatchObject({ accepted: 1, duplicate: 2 });
    await test.store.removeUpload(second.id);
    expect((await test.store.upload(third.id))?.rows).toMatchObject({ accepted: 3, duplicate: 0 });
    expect(await outputOf()).toBe(9); // 2 + 3 + 4
  });

  it('brings back an upload that had nothing of its own', async () => {
    const first = await test.loaded(file(1, 2));
    const second = await test.loaded(file(1, 2), { name: 'the same under another order' });
    expect(second.rows).toMatchObject({ accepted: 0, duplicate: 2 });
    await test.store.removeUpload(first.id);
    expect(await test.store.upload(second.id)).toMatchObject({
      rows: { read: 2, accepted: 2, duplicate: 0 },
      from: '2026-06-01T10:00:00Z',
      to: '2026-06-02T10:00:01Z',
    });
  });

  it('does not bring back what a later upload that is gone too had', async () => {
    const first = await test.loaded(file(1, 2));
    const second = await test.loaded(file(2, 3));
    await test.store.removeUpload(second.id);
    await test.store.removeUpload(first.id);
    expect(await outputOf()).toBe(0);
    await test.loaded(file(5));
    expect(await outputOf()).toBe(5);
  });

  it('keeps requests that came twice in one file out', async () => {
    const first = await test.loaded(file(1, 2));
    const second = await test.loaded(file(2, 2, 3));
    expect(second.rows).toMatchObject({ read: 3, accepted: 1, duplicate: 2 });
    await test.store.removeUpload(first.id);
    expect((await test.store.upload(second.id))?.rows).toMatchObject({ accepted: 2, duplicate: 1 });
    expect(await outputOf()).toBe(5); // 2 + 3
  });

  it('lets sketches follow', async () => {
    await test.store.close();
    await test.reopenAfterClose({ exactUpTo: 2 });
    const first = await test.loaded(file(1, 2, 3));
    await test.loaded(file(2, 3, 4));
    await test.store.removeUpload(first.id);
    const [group] = await test.store.latency(OWN, {
      by: [],
      metric: 'duration',
      quantiles: [0.5],
      budgetMs: 50,
    });
    expect(group).toMatchObject({ measured: 3, method: 'sketch' });
    expect(Math.abs((group?.quantilesMs[0] ?? 0) - 300)).toBeLessThan(3); // 200, 300, 400 within 1 %
  });
});
