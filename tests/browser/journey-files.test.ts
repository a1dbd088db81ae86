import type { Browser, Locator, Page, Route } from 'playwright-core';
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
  const LONG = { name: 'long.csv', content: gatewayLog(5000) };
  /** Chromium sends a request once more whose connection was closed on it. */
  const RESENT_WITHIN_MS = 500;
  const CANCELLED = 'Cancelled. Nothing of it was stored.';

  /** Calls off a long file while it is being sent. */
  async function callOff(on: Page): Promise<Locator> {
    await on.goto('/data');
    await hydrated(on);
    await pickFiles(on, LONG);
    const card = fileCard(on, LONG.name);
    const load = card.getByRole('button', { name: 'Load', exact: true });
    await load.waitFor();
    const lift = await slowUploads(on, 50_000);
    await load.click();
    await card.getByRole('progressbar', { name: 'Sending long.csv' }).waitFor();
    await card.getByRole('button', { name: 'Cancel' }).click();
    await lift();
    return card;
  }

  it('can be called off, and nothing of it stays', async () => {
    const before = await ownUploads(server.url);
    const card = await callOff(page);
    await card.getByText(CANCELLED).waitFor();
    await new Promise((resolve) => setTimeout(resolve, RESENT_WITHIN_MS));
    expect(await ownUploads(server.url)).toEqual(before);
  });

  /** Puts something between the page and every removal. */
  const atRemoval = (on: Page, then: (route: Route) => Promise<void>): Promise<unknown> =>
    on.route('**/api/v1/uploads/*', (route) =>
      route.request().method() === 'DELETE' ? then(route) : route.fallback(),
    );

  it('is not said to be cancelled before the server has said so', async () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await atRemoval(page, (route) => held.then(() => route.continue()));
    const card = await callOff(page);
    await card.getByText('Cancelling …').waitFor();
    expect(await card.getByText(CANCELLED).count()).toBe(0);
    expect(await card.getByRole('button').count()).toBe(0);
    answer();
    await card.getByText(CANCELLED).waitFor();
    await page.unrouteAll();
  });

  it('that cannot be called off any more says why', async () => {
    const other = await watchedPage(browser, server.url, { refusals: true });
    const json = { title: 'A closed month would change', status: 409 };
    await atRemoval(other.page, (route) => route.fulfill({ status: 409, json }));
    const card = await callOff(other.page);
    const why = await card.getByRole('alert').innerText();
    expect(why).toContain('It may have been stored. A closed month would change');
    expect(other.faults).toEqual([]);
    await other.close();
  });

  it('whose answer is lost is followed all the same, and counts once', async () => {
    const other = await watchedPage(browser, server.url);
    await other.page.route('**/api/v1/uploads?**', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await other.page.goto('/data');
    await hydrated(other.page);
    await pickFiles(other.page, {
      name: 'lost.csv',
      content: gatewayLog(40).replaceAll('2026-06', '2026-09'),
    });
    const card = fileCard(other.page, 'lost.csv');
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByText('40 of 41 rows loaded').waitFor();
    const arrived = (await ownUploads(server.url)).filter(({ name }) => name === 'lost.csv');
    expect(arrived).toMatchObject([{ status: 'ready' }]);
    expect(other.faults).toEqual([expect.stringContaining('net::ERR_CONNECTION_RESET')]);
    await other.close();
  });
});
