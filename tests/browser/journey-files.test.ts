import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { counted, plain } from './amounts';
import { ask, ownUploads } from './api';
import { launchBrowser } from './browser';
import { dropFiles, fileCard, hydrated, pickFiles } from './give-files';
import { type RunningServer, startServer } from './server';
import { slowUploads } from './slow-network';
import { gatewayLog, unknownFile } from './usage-files';
import { type WatchedPage, watchedPage } from './watched-page';

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  watched = await watchedPage(browser, server.url);
  ({ page } = watched);
  page.setDefaultTimeout(30_000);
});

afterEach(() => expect(watched.faults).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function dataPage(): Promise<void> {
  await page.goto('/data');
  await hydrated(page);
}

describe('a file that no known export looks like', () => {
  const file = unknownFile();

  it('asks for what its header does not say, and stores nothing meanwhile', async () => {
    await dataPage();
    await pickFiles(page, file);
    const card = fileCard(page, file.name);
    await card.getByText('No known export has this header').waitFor();
    expect(plain(await card.innerText())).toContain('No column names the model');
    expect(plain(await card.innerText())).toContain('In which zone are they?');
    expect(await card.getByRole('button', { name: 'Load', exact: true }).count()).toBe(0);
    expect(await ownUploads(server.url)).toEqual([]);
  });

  it('shows 20 rows as they would be kept once its columns are mapped', async () => {
    const card = fileCard(page, file.name);
    await card.getByLabel('Name of this export').fill('Trace of coding requests');
    expect(await card.getByLabel('Column of input').inputValue()).toBe('ContextTokens');
    await card.getByLabel('Column of output').selectOption('GeneratedTokens');
    await card.getByLabel('Constant of model').fill('gpt-4.1');
    await card.getByRole('button', { name: 'Save and preview' }).click();
    await card.getByText('First 20 rows as they would be kept').waitFor();
    expect(await card.getByRole('row').count()).toBe(1 + 20);
    expect(await ownUploads(server.url)).toEqual([]);
    const { own } = await ask<{ own: { label: string }[] }>(server.url, '/api/v1/formats');
    expect(own.map(({ label }) => label)).toContain('Trace of coding requests');
  });

  it('leads to a Spend page with its tokens', async () => {
    await fileCard(page, file.name).getByRole('button', { name: 'Load', exact: true }).click();
    await page.waitForURL('**/spend');
    const table = page.getByRole('table', { name: 'By model' });
    const text = await table.getByRole('row').filter({ hasText: 'gpt-4.1' }).first().innerText();
    expect(text).toContain(counted(file.input));
    expect(text).toContain(counted(file.output));
  });

  it('is recognised the next time, and its bytes are not loaded twice', async () => {
    await dataPage();
    await pickFiles(page, { ...file, name: 'again.csv' });
    const card = fileCard(page, 'again.csv');
    await card.getByText('Trace of coding requests (recognised)').waitFor({ state: 'attached' });
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByText('The same bytes were loaded before: nothing was added.').waitFor();
    expect(await ownUploads(server.url)).toHaveLength(1);
  });
});

describe('several files at once', () => {
  it('are loaded by one button', async () => {
    await dataPage();
    const names = ['one.csv', 'two.csv', 'three.csv'];
    const ofMonth = (month: number): string => gatewayLog(30).replaceAll('2026-06', `2026-0${month}`);
    await dropFiles(page, ...names.map((name, i) => ({ name, content: ofMonth(1 + 2 * i) })));
    await page.getByRole('button', { name: 'Load all 3 files' }).click();
    for (const name of names) await fileCard(page, name).getByText('rows loaded').waitFor();
    const loaded = (await ownUploads(server.url)).map(({ name, status }) => [name, status]);
    expect(loaded).toEqual(expect.arrayContaining(names.map((name) => [name, 'ready'])));
  });
});

describe('a transfer', () => {
  it('can be called off, and nothing of it stays', async () => {
    const before = await ownUploads(server.url);
    await dataPage();
    await pickFiles(page, { name: 'long.csv', content: gatewayLog(5000) });
    const card = fileCard(page, 'long.csv');
    const load = card.getByRole('button', { name: 'Load', exact: true });
    await load.waitFor();
    const lift = await slowUploads(page, 50_000);
    await load.click();
    await card.getByRole('progressbar', { name: 'Sending long.csv' }).waitFor();
    await card.getByRole('button', { name: 'Cancel' }).click();
    await card.getByText('Cancelled. Nothing of it was stored.').waitFor();
    await lift();
    await expect.poll(() => ownUploads(server.url)).toEqual(before);
  });
});
