import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '$lib/server/store/store';
import { testStore, type TestStore } from './store-files';

const OWN: Scope = { sample: false };
const PAGE = 7;
const MAY = (day: number, hour = 0): number => Date.UTC(2026, 4, day, hour);

interface Line {
  id: string;
  at: number;
  route: string;
  feature: string;
  conversation: string;
}

/** Two uploads over four days, the third without any; 5, 23 and 12 records a day, several of one moment. */
const LINES: Line[] = [
  [1, 5],
  [2, 23],
  [4, 12],
].flatMap(([day = 0, records = 0]) =>
  Array.from({ length: records }, (_, i) => ({
    id: `r${day}-${i}`,
    at: MAY(day, (i * 5) % 24),
    route: i % 3 === 0 ? 'relay' : 'official',
    feature: i % 2 === 0 ? 'chat' : 'search',
    conversation: `c${day}-${i % 4}`,
  })),
);

let test: TestStore;

beforeAll(async () => {
  test = await testStore();
  for (const [nth, lines] of [
    LINES.filter((_, i) => i % 2 === 0),
    LINES.filter((_, i) => i % 2 === 1),
  ].entries())
    await test.loaded(
      [
        'time,route,model,feature,conversation,request_id,input_tokens,output_tokens',
        ...lines.map(
          ({ id, at, route, feature, conversation }) =>
            `${new Date(at).toISOString()},${route},gpt-4.1,${feature},${conversation},${id},1,1`,
        ),
        '',
      ].join('\n'),
      { id: `upload-${nth}` },
    );
});
afterAll(() => test.end());

async function pages(scope: Scope): Promise<{ ids: string[]; times: number[] }> {
  const found = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = await test.store.records(scope, offset, PAGE);
    found.push(...page);
    if (page.length < PAGE) break;
  }
  return {
    ids: found.map(({ requestId }) => requestId ?? ''),
    times: found.map(({ startsAt }) => Date.parse(startsAt)),
  };
}

describe('pages of records', () => {
  it.each<[string, Scope, (line: Line, index: number) => boolean]>([
    ['everything', OWN, () => true],
    ['a period', { ...OWN, fromMs: MAY(2), toMs: MAY(4) }, ({ at }) => at >= MAY(2) && at < MAY(4)],
    [
      'hours of a day',
      { ...OWN, fromMs: MAY(2, 6), toMs: MAY(2, 20) },
      ({ at }) => at >= MAY(2, 6) && at < MAY(2, 20),
    ],
    ['a route', { ...OWN, routes: ['relay'] }, ({ route }) => route === 'relay'],
    ['a feature', { ...OWN, features: ['search'] }, ({ feature }) => feature === 'search'],
    ['an upload', { ...OWN, upload: 'upload-1' }, (_, index) => index % 2 === 1],
    ['a conversation', { ...OWN, conversation: 'c2-1' }, ({ conversation }) => conversation === 'c2-1'],
    ['nothing', { ...OWN, routes: ['no-such-route'] }, () => false],
  ])('of %s hold each record once, newest first', async (_, scope, isIn) => {
    const expected = LINES.filter(isIn);
    const { ids, times } = await pages(scope);
    expect([...ids].sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(times).toEqual(expected.map(({ at }) => at).sort((a, b) => b - a));
  });

  it('begin and end with the newest and the oldest, and are empty beyond', async () => {
    const [first] = await test.store.records(OWN, 0, 1);
    const [last] = await test.store.records(OWN, LINES.length - 1, 1);
    expect([first?.startsAt.slice(0, 10), last?.startsAt.slice(0, 10)]).toEqual(['2026-05-04', '2026-05-01']);
    expect(await test.store.records(OWN, LINES.length, PAGE)).toEqual([]);
  });
});
