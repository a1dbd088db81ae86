import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noTokens } from '$lib/usage/token-classes';
import type { UnitCost } from '$lib/usage/unit-cost';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const OWN = { sample: false };
const USAGE = [
  'time,route,model,input_tokens,output_tokens,user,project,conversation,charged,currency,requests',
  // ann: 1,000 + 10; bob: 100 + 500 on two days; cyd: charged; and 5 of nobody
  '2026-06-01T10:00:00Z,official,big,1000,10,ann,red,c1,,,',
  '2026-06-01T11:00:00Z,official,big,100,200,bob,blue,c2,,,',
  '2026-06-02T10:00:00Z,official,big,0,300,bob,blue,c2,,,',
  '2026-06-02T11:00:00Z,relay,small,7,0,cyd,red,,9.5,CNY,3',
  '2026-06-02T12:00:00Z,official,BIG,5,0,,,c1,,,',
].join('\n');

beforeEach(() => test.loaded(USAGE));

/** What a token of a model costs: 1 for input, 10 for output; small costs what was charged. */
const COSTS: UnitCost[] = [
  {
    route: 'official',
    model: 'big',
    perToken: { ...noTokens(), uncached_input: 1, output: 10 },
    perCharge: 0,
  },
  {
    route: 'relay',
    model: 'small',
    chargedCurrency: 'CNY',
    perToken: { ...noTokens(), output: 0.5 },
    perCharge: 200,
  },
];

describe('a cube that tells only some names of a label apart', () => {
  it('sums the others together and loses nothing', async () => {
    const fold = { label: 'user' as const, names: ['bob'] };
    const cells = await test.store.spendCells(OWN, ['user'], undefined, undefined, fold);
    const named = cells.map(({ day, labels, isOfOthers, tokens }) => [
      day - 20605,
      isOfOthers ? 'others' : labels.user,
      tokens.uncached_input + tokens.output,
    ]);
    // 20605 is 2026-06-01; BIG is another spelling, and so a cell of its own
    expect(named.sort()).toEqual([
      [0, 'bob', 300],
      [0, 'others', 1010],
      [1, 'bob', 300],
      [1, 'others', 5],
      [1, 'others', 7],
    ]);
  });

  it('can tell what has no name apart', async () => {
    const fold = { label: 'user' as const, names: [null] };
    const cells = await test.store.spendCells(OWN, ['user'], undefined, undefined, fold);
    const nobody = cells.filter(({ isOfOthers }) => !isOfOthers);
    expect(nobody).toHaveLength(1);
    expect(nobody[0]).toMatchObject({ labels: {}, model: 'BIG' });
  });

  it('folds labels of rollups too, beside others', async () => {
    const fold = { label: 'project' as const, names: ['red'] };
    const cells = await test.store.spendCells(OWN, ['project', 'user'], undefined, undefined, fold);
    const said = cells.map(
      ({ labels, isOfOthers }) => `${isOfOthers ? 'others' : labels.project} ${labels.user}`,
    );
    expect(new Set(said)).toEqual(new Set(['red ann', 'red cyd', 'others bob', 'others undefined']));
    const days = await test.store.spendCells(OWN, ['project'], undefined, undefined, fold);
    expect(days.filter(({ isOfOthers }) => isOfOthers)).toHaveLength(3);
  });
});

describe('ranks of a label', () => {
  // bob 100 + 500 × 10 = 5,100; cyd 9.5 × 200 = 1,900; ann 1,000 + 100 = 1,100; nobody: BIG has no cost
  it('are by cost, and say how many there are', async () => {
    expect(await test.store.labelRanks(OWN, 'user', COSTS, 3)).toEqual({
      names: ['bob', 'cyd', 'ann'],
      groups: 4,
    });
    expect((await test.store.labelRanks(OWN, 'user', COSTS, 9)).names).toEqual(['bob', 'cyd', 'ann', null]);
    expect(await test.store.labelRanks({ ...OWN, routes: ['relay'] }, 'project', COSTS, 9)).toEqual({
      names: ['red'],
      groups: 1,
    });
  });

  it('are none where nothing has a cost', async () => {
    expect(await test.store.labelRanks(OWN, 'user', [], 3)).toEqual({ names: [], groups: 0 });
  });
});

describe('conversations', () => {
  it('are counted once, and requests without one beside them', async () => {
    expect(await test.store.conversationCounts(OWN, undefined)).toEqual([{ conversations: 2, without: 3 }]);
    expect(await test.store.conversationCounts(OWN, 'user')).toEqual([
      { name: 'ann', conversations: 1, without: 0 },
      { name: 'bob', conversations: 1, without: 0 },
      { name: 'cyd', conversations: 0, without: 3 },
      { conversations: 1, without: 0 },
    ]);
  });

  it('of spellings of one model are of that model: c1 is in both', async () => {
    expect(await test.store.conversationCounts(OWN, 'model', { big: 'big-1', BIG: 'big-1' })).toEqual([
      { name: 'big-1', conversations: 2, without: 0 },
      { name: 'small', conversations: 0, without: 3 },
    ]);
  });

  it('are counted for the names asked for only', async () => {
    const only = { label: 'user' as const, names: ['bob', null] };
    expect(await test.store.conversationCounts(OWN, 'user', undefined, only)).toEqual([
      { name: 'bob', conversations: 1, without: 0 },
      { conversations: 1, without: 0 },
    ]);
  });
});
