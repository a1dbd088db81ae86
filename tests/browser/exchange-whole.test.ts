import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { ask, sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { startServer, type RunningServer } from './server';
import { watchedPage } from './watched-page';

/** $400 of list price on the official route, $125 on the relay: 525 in all, ¥3,832.50 at 7.3. */
const USAGE = [
  'time,route,model,input_tokens,output_tokens',
  '2026-06-10T10:00:00Z,official,gpt-4.1,0,50000000',
  '2026-06-10T11:00:00Z,relay,gemini-2.5-flash,0,50000000',
].join('\n');

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  await sendUsage(server.url, 'june.csv', `${USAGE}\n`);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function rowOf(page: Page, table: string, name: string): Promise<string> {
  const row = page
    .getByRole('table', { name: table, exact: true })
    .getByRole('row')
    .filter({ hasText: name });
  return plain(await row.first().innerText()).replace(/\s+/g, ' ');
}

/** The CSV of a table on the page. */
async function csvOf(page: Page, table: string): Promise<Record<string, string>[]> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: `CSV of the table ${table}, all its rows` }).click();
  const text = await readFile(await (await waiting).path(), 'utf8');
  return Papa.parse<Record<string, string>>(text.replace('\ufeff', ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

describe('Exchange', () => {
  it('tries terms out beside the relay, pays from yuan and dollars, keeps the terms as a route', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/exchange?home=CNY&rate=7.3');
    await hydrated(page);
    expect(await rowOf(page, 'Each relay for the same usage', 'Relay ¥1')).toContain(
      '3,832.50 525.00 3,307.50 86.3',
    );

    // ¥1 of credit, in which currency; ¥400 and ¥125, and both together
    expect(await csvOf(page, 'Each relay for the same usage')).toMatchObject([
      { 'Credit (for 1 USD)': '1', 'Credit, currency': 'CNY', 'Break-even credit, currency': 'CNY' },
    ]);
    const byModel = await csvOf(page, 'Each relay by model');
    expect(byModel.map((row) => [row['Model'], Number(row['Relay (¥)'])])).toEqual([
      ['gpt-4.1', 400],
      ['gemini-2.5-flash', 125],
      ['All', 525],
    ]);

    await page.getByRole('combobox', { name: 'Relay', exact: true }).selectOption('What if: ¥7.3 for $1');
    await page.getByText('Tried out, not saved.').waitFor();
    await expect
      .poll(() => rowOf(page, 'Each relay for the same usage', 'What if: ¥7.3 for $1'))
      .toContain('3,832.50 3,832.50 0.00 0.0');
    expect(await rowOf(page, 'Each relay for the same usage', 'Relay ¥1')).toContain('525.00'); // still beside it
    expect(new URL(page.url()).searchParams.get('candidate')).toBe('what-if-cny-7-3');

    await page
      .getByRole('combobox', { name: 'Relay', exact: true })
      .selectOption('What if: ¥1 for $1, paid from abroad');
    // In yuan 525 × 1.06; in dollars 525 ÷ 7.3 = 71.92, × 1.5 % = 1.08, and 6 % of 73.00 = 4.38: 77.38.
    await expect
      .poll(() => rowOf(page, 'Who pays in which currency', 'Landed cost'))
      .toContain('556.50 525.00 77.38');
    expect(await rowOf(page, 'Who pays in which currency', 'Conversion fee')).toMatch(
      /0\.00 0\.00 0\.00 1\.08$/,
    );
    expect(await rowOf(page, 'Who pays in which currency', 'Value-added tax')).toMatch(
      /0\.00 31\.50 0\.00 4\.38$/,
    );

    // The slider redraws every table, and what is kept is what it stands at.
    await page.getByLabel(/^Credit price of .*, CNY per USD of credit$/).fill('2');
    await expect.poll(() => rowOf(page, 'Who pays in which currency', 'Landed cost')).toContain('1,113.00');
    await page.getByLabel('Save these terms as a route').fill('Relay B');
    await page.getByRole('button', { name: 'Save as a route' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('candidate')).toBe('relay-b');
    const kept = await ask<{ terms: { credit_price: object; fees: object }[] }>(
      server.url,
      '/api/v1/routes/relay-b',
    );
    expect(kept.terms[0]).toMatchObject({
      credit_price: { amount: '2', currency: 'CNY' },
      fees: { conversion_pct: '1.5', vat_pct: '6' },
    });
    expect(await page.getByText('Tried out, not saved.').count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('exports the period as FOCUS: $400 on the official route, ¥125 on the relay', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/exchange');
    await hydrated(page);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as FOCUS CSV' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('crossrate-focus-2026-06-10-to-2026-06-11.csv');
    const { data } = Papa.parse<Record<string, string>>(await readFile(await saved.path(), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data.map((row) => [row['BillingAccountId'], row['BilledCost'], row['BillingCurrency']])).toEqual([
      ['official', '400', 'USD'],
      ['relay', '125', 'CNY'],
    ]);
    expect(faults).toEqual([]);
    await close();
  });

  it('stops an export on request', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    await page.goto('/exchange');
    await hydrated(page);
    await page.route('**/api/v1/export/focus*', () => undefined); // never answers
    await page.getByRole('button', { name: 'Export as FOCUS CSV' }).click();
    await page.getByText('Making the FOCUS export').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Export as FOCUS CSV' }).waitFor();
    expect(await page.getByText('The export was not finished').count()).toBe(0);
    await close();
  });

  it('counts usage after the last known rate, marked stale; usage before the first has no figure', async () => {
    // $8 on 31 July at June's 6.7758, 31 days old: ¥54.21. Rates of the yuan begin in January 2024.
    const days = ['2026-07-31', '2023-12-10'].map((day) => `${day}T10:00:00Z,official,gpt-4.1,0,1000000\n`);
    const header = 'time,route,model,input_tokens,output_tokens\n';
    await sendUsage(server.url, 'beyond.csv', header + days.join(''));
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/exchange?home=CNY&from=2026-07-01&to=2026-08-01');
    expect(await rowOf(page, 'By model', 'gpt-4.1')).toContain(' 54.21 ');
    expect(await page.getByText('stale rate').first().isVisible()).toBe(true);
    await page.goto('/exchange?home=CNY&from=2023-12-01&to=2024-01-01');
    await page.getByText('What this usage costs on either route cannot be said').first().waitFor();
    expect(await page.getByText('no rate').first().isVisible()).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });
});
