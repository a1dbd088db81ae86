import { afterEach, beforeEach, expect, it } from 'vitest';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

it('keeps documents by collection and id, the newest in place of the last, also over a restart', async () => {
  const changedAt = '2026-07-01T00:00:00Z';
  await test.store.putDocument('scenario', { id: 'b', body: { months: 24 }, changedAt });
  await test.store.putDocument('scenario', { id: 'a', body: ['é', null, 0.5], changedAt });
  await test.store.putDocument('view', { id: 'a', body: 'another collection', changedAt });
  await test.store.putDocument('scenario', { id: 'b', body: { months: 36 }, changedAt });

  const scenarios = [
    { id: 'a', body: ['é', null, 0.5], changedAt },
    { id: 'b', body: { months: 36 }, changedAt },
  ];
  expect(await test.store.documents('scenario')).toEqual(scenarios);
  const store = await test.reopen();
  expect(await store.documents('scenario')).toEqual(scenarios);

  const before = store.revision;
  await store.removeDocument('scenario', 'a');
  expect(store.revision).toBeGreaterThan(before);
  expect((await store.documents('scenario')).map(({ id }) => id)).toEqual(['b']);
  expect(await store.documents('view')).toHaveLength(1);
});
