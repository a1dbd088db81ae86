import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownUploads } from './api';
import { launchBrowser } from './browser';
import { fileCard, hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { goByKeys } from './shortcut';
import { gatewayLog } from './usage-files';
import { type WatchedPage, watchedPage } from './watched-page';

const MOST_STOPS = 60;

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
});

beforeEach(async () => {
  watched = await watchedPage(browser, server.url);
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

/** What has the focus: its accessible words, or its value. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent;
    return (label ?? '').replace(/\s+/g, ' ').trim();
  });
}

/** Presses Tab until the focus is on what says this. */
async function tabTo(words: string | RegExp): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    if ((await focused()).match(words)) return;
  }
  throw new Error(`Tab did not come to ${words} within ${MOST_STOPS} stops`);
}

describe('with the keyboard alone', () => {
  it('a file is uploaded', async () => {
    const choosing = page.waitForEvent('filechooser'); // before the page loads: the browser is told on the way
    await page.goto('/data');
    await hydrated(page);
    await tabTo(/^Choose files/);
    await page.keyboard.press('Enter');
    const chooser = await choosing;
    const buffer = Buffer.from(gatewayLog(100));
    await chooser.setFiles({ name: 'june.csv', mimeType: 'text/csv', buffer });
    await fileCard(page, 'june.csv').getByRole('button', { name: 'Load', exact: true }).waitFor();
    await tabTo(/^Load$/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/spend');
    expect(await ownUploads(server.url)).toMatchObject([{ name: 'june.csv', status: 'ready' }]);
  });

  it('a figure is asked why, and the focus returns to it', async () => {
    await page.goto('/exchange');
    await hydrated(page);
    await tabTo(/^¥[\d,.]+ less, why$/);
    const asked = await focused();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog').filter({ hasText: 'Formula' });
    await panel.waitFor();
    expect(await panel.innerText()).toMatch(/rows/i);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await focused()).toBe(asked);
  });

  it('two quick choices both count, the second before the figures of the first are there', async () => {
    await page.goto('/spend?by=model');
    await hydrated(page);
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/spend/__data.json*', (route) => held.then(() => route.continue()));
    const first = page.waitForRequest('**/spend/__data.json*');
    await page.getByLabel('Reporting currency').first().selectOption('USD');
    await first;
    await page.locator('.switch select').first().selectOption('route');
    answer();
    await page.waitForURL((url) => url.search.includes('by=route') && url.search.includes('currency=USD'));
    await page.unrouteAll();
  });

  it('a slider moves the answer', async () => {
    await page.goto('/exchange');
    await hydrated(page);
    const slider = page.getByRole('slider', { name: 'Market rate' });
    const before = await page.getByRole('heading', { level: 1 }).innerText();
    const value = Number(await slider.inputValue());
    await slider.focus();
    for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowRight');
    expect(Number(await slider.inputValue())).toBeCloseTo(value + 0.1, 2);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe(before);
    await page.waitForURL(/rate=/);
    expect(await slider.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('pages are reached by g and a letter, with the filters kept', async () => {
    await page.goto('/?from=2026-06-01&to=2026-06-15');
    await hydrated(page);
    for (const [letter, path] of [
      ['s', '/spend'],
      ['e', '/exchange'],
      ['l', '/latency'],
      ['d', '/data'],
      ['o', '/'],
    ] as const) {
      const isThere = (url: URL): boolean =>
        url.pathname === path && url.searchParams.get('from') === '2026-06-01';
      await goByKeys(page, letter, isThere);
    }
  });

  it('? lists the shortcuts, / goes to the filters', async () => {
    await page.goto('/spend');
    await hydrated(page);
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard' });
    await list.waitFor();
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await page.keyboard.press('/');
    const inFilters = () =>
      page.evaluate(() => document.activeElement?.closest('[aria-label="Filters"]') !== null);
    expect(await inFilters()).toBe(true);
  });
});
