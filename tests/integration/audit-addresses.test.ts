import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { load as exchange } from '../../src/routes/(pages)/exchange/+page.server';
import { load as overview } from '../../src/routes/(pages)/+page.server';

type Load = (event: never) => unknown;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-addresses-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});
afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

const visit = async (load: Load, query: string): Promise<unknown> =>
  load({ url: new URL(`http://localhost/?${query}`) } as never);

it.each([
  ['Overview', overview as Load, 'candidate=nowhere'],
  ['Overview', overview as Load, 'baseline=%3C/script%3E'],
  ['Exchange', exchange as Load, 'candidate=nowhere'],
  ['Exchange', exchange as Load, 'credit=abc'],
  ['Exchange', exchange as Load, 'credit=1e9'],
  ['Exchange', exchange as Load, 'credit=0'],
  ['Exchange', exchange as Load, 'from=2026-02-30'],
])('%s says what is wrong with an address that cannot be read: %s%s', async (_, load, query) => {
  await expect(visit(load, query)).rejects.toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/^This address cannot be read\. /) as string },
  });
});

it('Exchange takes a price of credit', async () => {
  await expect(visit(exchange as Load, 'credit=3.25')).resolves.toHaveProperty('basis');
});
