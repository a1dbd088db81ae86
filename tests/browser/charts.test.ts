import { readFile } from 'node:fs/promises';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, sampleLoaded } from './api';
import { launchBrowser } from './browser';
import { hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { type WatchedPage, watchedPage } from './watched-page';

const MONTHS = '/spend?grain=month&by=route&from=2026-04-01&to=2026-07-01';
const CHART = 'Spend over time';

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await sampleLoaded(server.url);
});

beforeEach(async () => {
  watched = await watchedPage(browser, server.url, { viewport: { width: 1440, height: 950 } });
  ({ page } = watched);
  page.setDefaultTimeout(30_000);
});

afterEach(async () => {
  expect(watched.faults).toEqual([]);
  await watched.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** The chart's canvas, once it can be walked in. */
async function drawn(): Promise<void> {
  await page.getByRole('application', { name: CHART }).waitFor();
}

async function downloaded(button: string): Promise<{ download: Download; content: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `${button} of ${CHART}` }).click(),
  ]);
  return { download, content: await readFile(await download.path()) };
}

interface SpendRows {
  rows: { month: string; route: string; landed: string }[];
}

describe('a chart', () => {
  it('has a table and a CSV with the numbers that the API gives', async () => {
    const { rows } = await ask<SpendRows>(
      server.url,
      `/api/v1${MONTHS.replace('by=route', 'by=month,route')}`,
    );
    await open(MONTHS);
    await page.getByRole('button', { name: `Table view of ${CHART}` }).click();
    const table = page.getByRole('table', { name: CHART });
    expect(await table.locator('tbody tr').count()).toBe(3);
    const { download, content } = await downloaded('CSV');
    expect(download.suggestedFilename()).toBe('spend-by-month-and-route.csv');
    const [head, ...lines] = content.toString('utf8').replace('\ufeff', '').trim().split('\r\n');
    const routes = (head ?? '').split(',').slice(1);
    for (const line of lines) {
      const [month, ...values] = line.split(',');
      routes.forEach((route, i) => {
        const row = rows.find((one) => one.month === month && route.toLowerCase().startsWith(one.route));
        expect(Number(values[i])).toBeCloseTo(Number(row?.landed), 6);
      });
    }
  });

  it('gives an image of itself', async () => {
    await open(MONTHS);
    await drawn();
    const { download, content } = await downloaded('Image');
    expect(download.suggestedFilename()).toBe('spend-by-month-and-route.png');
    expect(content.subarray(1, 4).toString()).toBe('PNG');
  });

  it('is walked with arrow keys, says each point, and Enter opens its rows', async () => {
    await open(MONTHS);
    await drawn();
    await page.getByRole('application', { name: CHART }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByText(/^Month May 2026, Official/).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/rows\?/);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('from'), searchParams.get('to')]).toEqual(['2026-05-01', '2026-06-01']);
  });

  it('takes a dragged range for the period', async () => {
    await open(MONTHS);
    await drawn();
    const box = await page.getByRole('application', { name: CHART }).boundingBox();
    if (!box) throw new Error('The chart has no box');
    const at = (share: number): [number, number] => [box.x + box.width * share, box.y + box.height / 2];
    await page.mouse.move(...at(0.55));
    await page.mouse.down();
    await page.mouse.move(...at(0.7));
    await page.mouse.move(...at(0.95));
    await page.mouse.up();
    await page.waitForURL(/from=2026-05-01/);
    expect(new URL(page.url()).searchParams.get('to')).toBe('2026-07-01');
  });
});

describe('while somebody types', () => {
  const FIELD = 'On the official route';
  const tornado = () => page.getByRole('application', { name: 'What moves the result most' });
  const picture = () => tornado().evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const total = () => page.getByRole('table', { name: 'Flows by month' }).locator('tfoot').textContent();

  it('charts and tables end with what was typed last, and printing does not wait for their frames', async () => {
    await open('/roi');
    await tornado().waitFor();
    const first = await picture();
    await page.getByLabel(FIELD).fill('99000');
    await page.waitForURL(/official_monthly=99000/);
    await expect.poll(picture).not.toBe(first);
    const wanted = { picture: await picture(), total: await total() };

    await page.getByLabel(FIELD).fill('50000');
    await expect.poll(picture).not.toBe(wanted.picture);
    await expect.poll(total).not.toBe(wanted.total);
    for (const text of ['6', '70000', '99000']) await page.getByLabel(FIELD).fill(text);
    await expect.poll(picture).toBe(wanted.picture);
    await expect.poll(total).toBe(wanted.total);

    await page.getByLabel(FIELD).fill('50000');
    await expect.poll(picture).not.toBe(wanted.picture);
    // Typed and printed within one task: there is no frame in between.
    const printed = await page.getByLabel(FIELD).evaluate((field: HTMLInputElement) => {
      field.value = '99000';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      window.dispatchEvent(new Event('beforeprint'));
      const canvas = document.querySelector<HTMLCanvasElement>('canvas[aria-label^="What moves"]');
      const foot = document.querySelector('[aria-label="Flows by month: table"] tfoot');
      return { picture: canvas?.toDataURL(), total: foot?.textContent };
    });
    expect(printed).toEqual(wanted);
  });
});

describe('the theme', () => {
  it('is chosen, kept without a flash, and redraws charts in its colours', async () => {
    await open(MONTHS);
    await drawn();
    const picture = (): Promise<string> =>
      page
        .locator('canvas')
        .first()
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const light = await picture();
    await page.getByLabel('Theme').first().selectOption('dark');
    await expect.poll(picture).not.toBe(light);
    await page.goto(MONTHS, { waitUntil: 'commit' });
    await page.waitForSelector('main');
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  });
});

describe('the sample bar', () => {
  it('takes a removal back', async () => {
    await open('/');
    await page.getByRole('button', { name: 'Remove sample' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Remove sample' }).waitFor();
    await page.reload();
    await page.getByText('Sample data.').waitFor();
  });
});
