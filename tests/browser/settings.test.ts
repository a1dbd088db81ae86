import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { startServer, type RunningServer } from './server';
import { goByKeys } from './shortcut';
import { watchedPage, type WatchedPage } from './watched-page';

// 1,000,000 input tokens of gpt-4.1 at $2 a million: $2, and at 0.9 EUR per USD EUR 1.80.
const USAGE = `time,route,model,input_tokens,output_tokens,requests,region
2026-06-01T00:00:00Z,official,gpt-4.1,1000000,0,40,eu-west
`;
const RATES = 'date,base,quote,rate\n2026-06-01,USD,EUR,0.9\n';

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ env: { CROSSRATE_SAMPLE: '0' } }), launchBrowser()]);
  await sendUsage(server.url, 'june.csv', USAGE);
  await fetch(`${server.url}/api/v1/rates/import?source=test`, { method: 'POST', body: RATES });
  watched = await watchedPage(browser, server.url);
});

afterAll(async () => {
  await watched.close();
  await browser.close();
  await server.stop();
});

describe('settings in local mode', () => {
  it('are reached by the keyboard, and name whose figures these are on every page', async () => {
    const { page } = watched;
    await page.goto('/');
    await hydrated(page);
    await goByKeys(page, 't', (url) => url.pathname === '/settings');
    await page.getByLabel('Organisation').fill('Hale & Partners');
    await page.getByLabel('Home currency', { exact: true }).selectOption('USD');
    await page.getByRole('button', { name: 'Show what changes' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').waitFor();
    await page.goto('/spend');
    await hydrated(page);
    expect(await page.locator('.side .of').textContent()).toBe('Hale & Partners');
  });

  it('show what another currency does before it is saved, and then do it on other pages', async () => {
    const { page } = watched;
    await page.goto('/settings');
    await hydrated(page);
    await page.getByLabel('Reporting currency', { exact: true }).selectOption('EUR');
    await page.getByRole('button', { name: 'Show what changes' }).click();
    const notice = page.getByRole('status').filter({ hasText: 'Amounts change from USD to EUR' });
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(/cost \$2\.00; it will be shown as\s+€1\.80, paid in USD/);
    expect(await (await fetch(`${server.url}/api/v1/settings`)).json()).toMatchObject({
      reporting_currency: null,
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').waitFor();
    await page.goto('/spend');
    await hydrated(page);
    expect(await page.locator('main').textContent()).toContain('€1.80');
    const currency = page.locator('.filters .currency select').first();
    await currency.selectOption('USD');
    await page.waitForURL(/currency=USD/);
    await page.getByText('$2.00').first().waitFor();
    await currency.selectOption('EUR');
    await page.waitForURL((url) => !url.search.includes('currency'));
  });

  it('make a backup, and list it', async () => {
    const { page } = watched;
    await page.goto('/settings/backup');
    await hydrated(page);
    await page.getByRole('button', { name: 'Make a backup' }).click();
    await page.getByText('Backed up 1 upload.').waitFor();
    const table = page.getByRole('region', { name: 'Backups: table' });
    await expect.poll(() => table.getByRole('row').count()).toBe(2);
  });

  it('are accessible, in the dark on a phone too, and no wider than it', async () => {
    const phone = await watchedPage(browser, server.url, {
      viewport: { width: 390, height: 800 },
      colorScheme: 'dark',
    });
    for (const path of ['', '/people', '/account', '/tokens', '/audit', '/backup']) {
      await phone.page.goto(`/settings${path}`);
      expect(await accessibilityFaults(phone.page)).toEqual([]);
      const overflow = await phone.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    }
    expect(phone.faults).toEqual([]);
    await phone.close();
    expect(watched.faults).toEqual([]);
  });
});
