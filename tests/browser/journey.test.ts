import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, inCents, inWhole, plain, yuan } from './amounts';
import { ask, ownUploads, sampleLoaded } from './api';
import { launchBrowser } from './browser';
import { dropFiles, fileCard, hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { slowUploads } from './slow-network';
import { gatewayLog } from './usage-files';
import { type WatchedPage, watchedPage } from './watched-page';

const FILE = { name: 'gateway-june.csv', content: gatewayLog(4000) };
const UPLOAD_BYTES_PER_SECOND = 60_000;

interface Savings {
  rows: { model: string; baseline: string; candidate: string; saving: string }[];
  totals: { baseline: string; candidate: string; saving: string };
}

interface Latency {
  rows: { route: string; model: string; measured: number; p50: number; p95: number; p99: number }[];
}

interface Spend {
  rows: { model: string; requests: number; landed: string }[];
}

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let answerOfSample: string;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  watched = await watchedPage(browser, server.url);
  ({ page } = watched);
  page.setDefaultTimeout(30_000);
  await sampleLoaded(server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function answer(path: string): Promise<string> {
  await page.goto(path);
  await hydrated(page);
  return page.getByRole('heading', { level: 1 }).innerText();
}

/** Text of the row of a table in which all these words stand. */
async function rowText(table: string, ...words: string[]): Promise<string> {
  const found = words.reduce(
    (rows, word) => rows.filter({ has: page.getByText(word, { exact: true }) }),
    page.getByRole('table', { name: table }).getByRole('row'),
  );
  return found.first().innerText();
}

describe('the journey of a first file', () => {
  it('begins on the sample company, and says so', async () => {
    answerOfSample = await answer('/exchange');
    expect(answerOfSample).toContain(yuan((await ask<Savings>(server.url, '/api/v1/savings')).totals.saving));
    expect(await page.getByText('Sample data.').isVisible()).toBe(true);
  });

  it('takes a drop on any page, shows how it reads, and stores nothing', async () => {
    await dropFiles(page, FILE);
    await page.waitForURL('**/data');
    const card = fileCard(page, FILE.name);
    await card.getByText('Crossrate CSV (recognised)').waitFor({ state: 'attached' });
    expect(await card.getByRole('row').count()).toBe(1 + 20);
    expect(await ownUploads(server.url)).toEqual([]);
  });

  it('sends it, shows how far it has come, and leads to its figures', async () => {
    const lift = await slowUploads(page, UPLOAD_BYTES_PER_SECOND);
    const card = fileCard(page, FILE.name);
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    const bar = card.getByRole('progressbar', { name: `Sending ${FILE.name}` });
    const isUnderWay = () =>
      bar.evaluate((element) => {
        const { value } = element as HTMLProgressElement;
        return value > 0.05 && value < 1;
      });
    await expect.poll(isUnderWay, { interval: 20 }).toBe(true);
    await lift();
    await page.waitForURL('**/spend');
    const said = async () => plain(await page.getByLabel('Messages').innerText());
    await expect.poll(said).toContain('4,000 of 4,001 rows');
    expect(await ownUploads(server.url)).toMatchObject([
      { name: FILE.name, status: 'ready', rows: { read: 4001, accepted: 4000, rejected: 1 } },
    ]);
  });

  it('shows on Spend what the API answers', async () => {
    const { rows } = await ask<Spend>(server.url, '/api/v1/spend?by=model');
    expect(rows).toHaveLength(3);
    for (const { model, requests, landed } of rows) {
      const text = await rowText('By model', model);
      expect(text).toContain(counted(requests));
      expect(text).toContain(inWhole(landed));
    }
  });

  it('shows on Exchange what the API answers', async () => {
    const { rows, totals } = await ask<Savings>(server.url, '/api/v1/savings');
    const said = await answer('/exchange');
    for (const amount of [totals.baseline, totals.candidate, totals.saving])
      expect(said).toContain(yuan(amount));
    for (const { model, baseline, candidate, saving } of rows) {
      const text = await rowText('By model', model);
      for (const amount of [baseline, candidate, saving]) expect(text).toContain(inCents(amount));
    }
  });

  it('shows on Latency what the API answers', async () => {
    const { rows } = await ask<Latency>(server.url, '/api/v1/latency?by=model,route&metric=ttft');
    await answer('/latency');
    expect(rows).toHaveLength(6);
    for (const { route, model, measured, p50, p95, p99 } of rows) {
      const text = await rowText('By model and route', model, route === 'relay' ? 'Relay' : 'Official');
      for (const figure of [measured, p50, p95, p99]) expect(text).toContain(counted(Math.round(figure)));
    }
  });
});

describe('both sliders', () => {
  it('work the answer out again at once', async () => {
    await answer('/exchange');
    await page.getByRole('slider', { name: 'Market rate' }).fill('7.3');
    await page.getByRole('slider', { name: 'Credit price of Relay' }).fill('2');
    const { totals } = await ask<Savings>(server.url, '/api/v1/savings?rate=7.3');
    const said = await page.getByRole('heading', { level: 1 }).innerText();
    expect(said).toContain(yuan(totals.baseline));
    // Terms are ¥1 per $1 without fees: at ¥2 the same credit costs twice as much.
    expect(said).toContain(yuan(String(2 * Number(totals.candidate))));
    expect(said).toContain(yuan(String(Number(totals.baseline) - 2 * Number(totals.candidate))));
  });

  it('are where they were after a reload', async () => {
    await page.waitForURL(/rate=7\.3.*credit=2|credit=2.*rate=7\.3/);
    const before = await page.getByRole('heading', { level: 1 }).innerText();
    await page.reload();
    await hydrated(page);
    expect(await page.getByRole('slider', { name: 'Market rate' }).inputValue()).toBe('7.3');
    expect(await page.getByRole('slider', { name: 'Credit price of Relay' }).inputValue()).toBe('2');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(before);
  });

  it('go back to what the data and the terms say', async () => {
    const back = page.getByRole('button', { name: 'Back to it' });
    await back.first().click();
    await back.first().click();
    await page.waitForURL((url) => url.search === '');
    const { totals } = await ask<Savings>(server.url, '/api/v1/savings');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(yuan(totals.saving));
  });
});

describe('deleting the file', () => {
  it('shows what it does to past months first', async () => {
    await page.goto('/data');
    await hydrated(page);
    await page.getByRole('button', { name: `Delete ${FILE.name}` }).click();
    await page.getByRole('table', { name: 'Landed cost of the usage here, before and after' }).waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await ownUploads(server.url)).toHaveLength(1);
  });

  it('can be taken back', async () => {
    await page.getByRole('button', { name: `Delete ${FILE.name}` }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: `Delete ${FILE.name}` }).waitFor();
    expect(await ownUploads(server.url)).toHaveLength(1);
  });

  it('brings the former figures back', async () => {
    await page.getByRole('button', { name: `Delete ${FILE.name}` }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect.poll(() => ownUploads(server.url), { timeout: 30_000 }).toEqual([]);
    await page.getByText('Sample data.').waitFor();
    expect(await answer('/exchange')).toBe(answerOfSample);
  });
});

it('nothing on the way was an error or left the server', () => {
  expect(watched.faults).toEqual([]);
});
