import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Scope } from '$lib/server/store/store';
import { testStore, type TestStore } from './store-files';

const OWN: Scope = { sample: false };
const PAIR = { official: 'official', relay: 'relay' };
const HOUR = (hour: number): number => Date.UTC(2026, 4, 4, hour) / 3_600_000;

const line = (hour: number, minute: number, route: string, requests: number, seconds: number): string =>
  `${new Date(Date.UTC(2026, 4, 4, hour, minute)).toISOString()},${route},gpt-4.1,chat,9,9,${requests},${seconds}`;
const file = (...lines: string[]): string =>
  ['time,route,model,feature,input_tokens,output_tokens,requests,bucket_seconds', ...lines, ''].join('\n');

let test: TestStore;
beforeEach(async () => {
  test = await testStore();
  // 10 h: 12 + 8 official, 20 relay; 11 h: 19 official and 40 relay, of which 30 in a bucket of an hour; 12 h: 5 and 5
  await test.loaded(
    file(
      line(10, 5, 'official', 12, 60),
      line(10, 55, 'official', 8, 60),
      line(10, 30, 'relay', 20, 60),
      line(11, 0, 'official', 19, 60),
      line(11, 0, 'relay', 30, 3600),
      line(11, 59, 'relay', 10, 60),
      line(12, 0, 'official', 5, 60),
      line(12, 0, 'relay', 5, 60),
    ),
  );
});
afterEach(() => test.end());

const ENOUGH = [
  { hour: HOUR(10), official: 20, relay: 20 },
  { hour: HOUR(11), official: 19, relay: 40 },
];

it('hours are served where a route has enough requests in them', async () => {
  expect(await test.store.servedHours(OWN, PAIR, 20)).toEqual(ENOUGH);
  const from11 = { ...OWN, fromMs: HOUR(11) * 3_600_000 };
  expect(await test.store.servedHours(from11, PAIR, 20)).toEqual(ENOUGH.slice(1));
});

it('and no part of an hour counts as a whole one', async () => {
  const from = { ...OWN, fromMs: Date.UTC(2026, 4, 4, 10, 30) };
  // of 10 h: 8 official, 20 relay
  expect(await test.store.servedHours(from, PAIR, 20)).toEqual([
    { hour: HOUR(10), official: 8, relay: 20 },
    ENOUGH[1],
  ]);
});

it('and a bucket of a day does not tell which hour it is of', async () => {
  await test.loaded(file(line(0, 0, 'official', 5_000, 86_400)));
  expect(await test.store.servedHours(OWN, PAIR, 20)).toEqual(ENOUGH);
  expect(await test.store.servedHours({ ...OWN, features: ['chat'] }, PAIR, 20)).toEqual(ENOUGH);
});
