import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReportLink } from '../../src/lib/server/store/reports';
import { testStore, type TestStore } from './store-files';

const AT = '2026-07-01T00:00:00.000Z';
const LATER = '2026-07-02T00:00:00.000Z';
const EXPIRES = '2026-08-01T00:00:00.000Z';

let test: TestStore;
beforeAll(async () => {
  test = await testStore();
  await addReport('june');
  await addReport('july');
});
afterAll(() => test.end());

async function addReport(id: string): Promise<void> {
  const kept = {
    id,
    title: id,
    madeAt: AT,
    madeBy: 'Ada',
    madeById: 'ada',
    choices: {},
    sha256: '',
    data: '{}',
  };
  await test.store.addReport(kept, linkOf(id, 'first', AT));
}

function linkOf(report: string, name: string, madeAt: string): ReportLink {
  const secrets = { secretSha256: `secret ${report} ${name}`, cookieSha256: `cookie ${report} ${name}` };
  return { id: `${report} ${name}`, report, ...secrets, madeAt, madeBy: 'Ada', expiresAt: EXPIRES, views: 0 };
}

/** The link that every request for a report reads, and when it was revoked. */
async function read(report: string): Promise<[string | undefined, string | undefined]> {
  const link = await test.store.linkOfReport(report);
  return [link?.id, link?.revokedAt];
}

it('a link is read as it stands: replaced, seen and revoked links at the next question, and after a restart', async () => {
  expect([await read('june'), await read('july'), await read('may')]).toEqual([
    ['june first', undefined],
    ['july first', undefined],
    [undefined, undefined],
  ]);
  await test.store.replaceLink(linkOf('june', 'second', LATER));
  expect(await read('june')).toEqual(['june second', undefined]);
  await test.loaded(
    'time,route,model,input_tokens,output_tokens\n2026-06-01T00:00:00Z,official,gpt-4.1,100,10\n',
  );
  await test.store.addViews([{ link: 'june second', views: 3, lastViewedAt: LATER }]);
  expect(await test.store.linkOfReport('june')).toMatchObject({ views: 3, lastViewedAt: LATER });
  expect(await test.store.revokeLinks(LATER, 'june')).toBe(1);
  expect([await read('june'), await read('july')]).toEqual([
    ['june second', LATER],
    ['july first', undefined],
  ]);
  await test.reopen();
  expect([await read('june'), await read('july')]).toEqual([
    ['june second', LATER],
    ['july first', undefined],
  ]);
  expect(await test.store.revokeLinks(LATER)).toBe(1);
  expect(await read('july')).toEqual(['july first', LATER]);
});

it('a link is revoked, replaced and counted while a load holds the writer', async () => {
  const { id } = await test.loaded(
    'time,route,model,input_tokens,output_tokens\n2026-06-02T00:00:00Z,official,gpt-4.1,100,10\n',
  );
  // Other writes wait for the end of this; had these to, it would never come.
  const held = await test.store.withoutUpload(id, undefined, async () => {
    await addReport('may');
    await test.store.addViews([{ link: 'may first', views: 2, lastViewedAt: AT }]);
    await test.store.replaceLink(linkOf('may', 'second', LATER));
    expect(await read('may')).toEqual(['may second', undefined]);
    expect(await test.store.revokeLinks(LATER, 'may')).toBe(1);
    return read('may');
  });
  expect(held).toEqual(['may second', LATER]);
  await test.reopen();
  expect(await read('may')).toEqual(['may second', LATER]);
  const kept = (await test.store.reports()).find(({ id }) => id === 'may');
  expect(kept?.link).toMatchObject({ id: 'may second', revokedAt: LATER });
});
