import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openaiCostCsv, openaiUsageCsv } from '../integration/cost-files';
import { plain } from './amounts';
import { ownUploads } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated, pickFiles } from './give-files';
import { startServer, type RunningServer } from './server';
import { watchedPage } from './watched-page';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const DAYS = [1, 2, 3];
/** Each day 30 M × 0.25 + 10 M cached × 0.025 + 5 M × 2.00 = 7.50 + 0.25 + 10.00 = 17.75, together 53.25. */
const USAGE = openaiUsageCsv(
  DAYS.map((day) => ({
    day,
    project: 'proj_A',
    user: 'u1',
    model: 'gpt-5-mini-2025-08-07',
    requests: 100,
    input: 40e6,
    cached: 10e6,
    output: 5e6,
  })),
);
/** Cached input at the price of uncached: 2.50 for it, 20.00 a day, together 60.00. */
const COSTS = openaiCostCsv(
  DAYS.flatMap((day) => [
    { day, project: 'proj_A', item: 'gpt-5-mini, input_tokens', amount: '7.50' },
    { day, project: 'proj_A', item: 'gpt-5-mini, input_cached_tokens', amount: '2.50' },
    { day, project: 'proj_A', item: 'gpt-5-mini, output_tokens', amount: '10.00' },
  ]),
);

describe('a usage export and the cost export of the same traffic', () => {
  it('are loaded together, reconcile, and are held against an invoice', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/data');
    await pickFiles(page, { name: 'usage.csv', content: USAGE }, { name: 'cost.csv', content: COSTS });
    await page.getByRole('button', { name: 'Load all 2 files' }).click();
    await expect
      .poll(async () => (await ownUploads(server.url)).map(({ status }) => status), { timeout: 20_000 })
      .toEqual(['ready', 'ready']);

    await page.goto('/spend?currency=USD&home=USD');
    const spend = plain(await page.getByRole('table', { name: 'By model' }).locator('tfoot').innerText());
    // 300 requests once, charged 60.00, list 53.25
    expect(spend).toMatch(/All 300 60\.00 .*53\.25 60\.00/);

    await page.goto('/exchange');
    await page.getByRole('link', { name: /^Reconciliation/ }).click();
    await page.waitForURL('**/exchange/reconciliation');
    await hydrated(page);
    // 60.00 − 53.25 = 6.75 = 30 M × (0.25 − 0.025)
    const said = plain(await page.getByRole('heading', { level: 1 }).innerText());
    expect(said).toContain('in June 2026 gpt-5-mini on Official was charged $6.75');
    expect(said).toContain('charging cached input at the price of uncached input explains all of it.');
    await page.getByLabel('Tolerance, %').fill('12');
    await page.getByLabel('Tolerance, %').blur();
    await page.getByRole('heading', { level: 1, name: /within 12/ }).waitFor();

    await page.getByLabel('Total').fill('60.30');
    await page.getByLabel('Entered by').fill('Finance');
    await page.getByRole('button', { name: 'Save invoice' }).click();
    const months = page.getByRole('table', { name: 'By month, with invoices' });
    await months.getByText('$60.30').waitFor();
    // 60.30 − 60.00 = 0.30, 0.5 %; 60.30 − 53.25 = 7.05, 11.7 %
    expect(plain(await months.innerText())).toContain('+$0.30 (+0.5 %) agrees +$7.05 (+11.7 %) agrees');
    await months.getByRole('button', { name: /^Remove/ }).click();
    await expect.poll(() => months.getByText('$60.30').count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await months.getByText('$60.30').waitFor();
    await page.reload();
    await months.getByText('$60.30').waitFor();

    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
