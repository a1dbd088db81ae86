import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sampleLoaded } from './api';
import { APP_PAGES } from './app-pages';
import { accessibilityFaults, COLOUR_RULES, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { type WatchedPage, watchedPage } from './watched-page';

const DESK = { width: 1440, height: 950 };
const PHONE = { width: 390, height: 844 };

let servers: Record<'sample' | 'empty', RunningServer>;
let browser: Browser;

beforeAll(async () => {
  const [sample, empty] = await Promise.all([startServer(), startServer({ env: { CROSSRATE_SAMPLE: '0' } })]);
  servers = { sample, empty };
  browser = await launchBrowser();
  await sampleLoaded(sample.url);
});

afterAll(async () => {
  await browser?.close();
  await servers?.sample.stop();
  await servers?.empty.stop();
});

/** A page of a browser that has been here before: scripts and styles are in its cache. */
async function watch(data: keyof typeof servers): Promise<WatchedPage> {
  const watched = await watchedPage(browser, servers[data].url, { viewport: DESK, colorScheme: 'light' });
  watched.page.setDefaultTimeout(30_000);
  return watched;
}

async function visit({ page }: WatchedPage, path: string): Promise<void> {
  await page.setViewportSize(DESK);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path);
  await hydrated(page);
}

/** How far the page as a whole can be scrolled sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** From the top of the page to the sentence that answers it, in pixels. */
async function answerAt(page: Page): Promise<number> {
  const box = await page.getByRole('heading').first().boundingBox();
  if (!box) throw new Error('The page has no heading');
  return box.y;
}

describe.each(['sample', 'empty'] as const)('with %s data', (data) => {
  let watched: WatchedPage;

  beforeAll(async () => {
    watched = await watch(data);
  });
  beforeEach(() => {
    watched.faults.length = 0;
  });
  afterAll(() => watched.close());

  it.each(APP_PAGES)(
    '%s is accessible in light and dark, fits a phone, and does nothing it may not',
    async (path) => {
      const { page, faults } = watched;
      await visit(watched, path);
      expect(await page.title()).toMatch(/\S · Crossrate$/);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await accessibilityFaults(page, COLOUR_RULES)).toEqual([]);
      await page.setViewportSize(PHONE);
      await expect.poll(() => sideways(page)).toBe(0);
      expect(await answerAt(page)).toBeLessThan(PHONE.height / 2);
      if (data === 'sample') expect(await accessibilityFaults(page)).toEqual([]);
      if (data === 'empty') await saysWhatToUpload(page, path);
      expect(faults).toEqual([]);
    },
  );
});

/** What the heading of a page says that has nothing to show. */
const NOTHING_YET: Record<string, RegExp> = {
  '/': /no usage/i,
  '/spend': /no usage/i,
  '/exchange': /no usage/i,
  '/exchange/reconciliation': /no usage/i,
  '/latency': /no latency/i,
  '/roi': /no usage/i,
  '/rows': /no usage/i,
  '/data': /nothing has been uploaded/i,
};

it('pages that can have nothing to show are among those looked at', () => {
  expect(APP_PAGES).toEqual(expect.arrayContaining(Object.keys(NOTHING_YET)));
});

async function saysWhatToUpload(page: Page, path: string): Promise<void> {
  const words = NOTHING_YET[path];
  if (!words) return;
  await page.getByRole('heading', { name: words }).waitFor();
  expect(await page.locator('main').innerText()).toMatch(/upload/i);
}

describe('clicking through all pages', () => {
  it('shows each without a reload, keeps the filters, and asks nobody but the server', async () => {
    const watched = await watch('sample');
    const { page, faults, close } = watched;
    await visit(watched, '/?from=2026-05-01&to=2026-06-01&route=official');
    await page.evaluate(() => (document.body.dataset['same'] = 'document'));
    const links = page.getByRole('navigation', { name: 'Pages' }).first().getByRole('link');
    for (const link of await links.all()) {
      await link.click();
      await page.waitForURL((url) => url.pathname === new URL(String(url)).pathname);
      await expect.poll(() => link.getAttribute('aria-current')).toBe('page');
      expect(new URL(page.url()).search).toContain('from=2026-05-01');
      expect(new URL(page.url()).search).toContain('route=official');
    }
    expect(await page.evaluate(() => document.body.dataset['same'])).toBe('document');
    expect(faults).toEqual([]);
    await close();
  });

  it('an address that cannot be read says what to change', async () => {
    const watched = await watchedPage(browser, servers.sample.url, { refusals: true });
    await watched.page.goto('/spend?from=yesterday');
    await watched.page.getByText('from: not a date: yesterday. Write YYYY-MM-DD').waitFor();
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
});
