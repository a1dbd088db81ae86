import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
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

const DOLLARS = '/roi?home=USD';

/** Scenario A of the model, typed: 400 official, 400 ÷ 7.3 on the relay, 5 %, 50 %, then 100 %, 6,000 to move. */
async function typeScenarioA(page: Page): Promise<void> {
  await page.getByLabel('On the official route').fill('400');
  await page.getByLabel('On the relay', { exact: true }).fill('54.794520547945');
  await page.getByLabel('Other one-time costs').fill('6000');
  await page.getByRole('button', { name: 'Take the last away' }).click();
  await page.getByLabel('Adoption in month 2, %').fill('50');
  await page.getByLabel('Adoption in month 3, %').fill('100');
}

function figure(page: Page, label: string): Promise<string> {
  return page.getByRole('listitem').filter({ hasText: label }).first().innerText().then(plain);
}

/** A figure in full stands in the title of its short form. */
function inFull(page: Page, label: string): Promise<string | null> {
  return page
    .getByRole('listitem')
    .filter({ hasText: label })
    .first()
    .locator('.value')
    .getAttribute('title');
}

describe('a scenario typed by hand', () => {
  it('says what to upload, then shows the figures of scenario A, saved, compared and reloaded', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto(DOLLARS);
    await hydrated(page);
    await page.getByRole('heading', { name: 'No usage yet' }).waitFor();
    await typeScenarioA(page);
    await expect.poll(() => inFull(page, 'Net present value')).toBe('$1,015.30');
    expect(await figure(page, 'Payback')).toContain('18.8 months');
    expect(await figure(page, 'Return a year')).toContain('27.6 %');
    expect(await figure(page, 'Return a year')).toContain('29.7 % of the one-time cost');
    await expect.poll(() => figure(page, 'Chance of a loss')).toContain('of 10,000 simulated futures');
    expect(await figure(page, 'Net present value')).toMatch(/\$[\d,]+ to \$[\d,]+ \(P10 to P90\)/);

    // The working of a headline has the numbers in it: −6,000 × 1 + 14.52 ÷ 1.1^(1/12) + …
    await page.getByRole('button', { name: /why Net present value/ }).click();
    const panel = page.getByRole('dialog', { name: /Net present value/ });
    expect(plain(await panel.innerText())).toContain('$1,015.30 = −$6,000.00 × 1.000000 + $14.52 × 0.992089');
    await panel.getByRole('button', { name: 'Close' }).click();

    const totals = plain(
      await page.getByRole('table', { name: 'Flows by month' }).locator('tfoot').innerText(),
    );
    expect(totals).toContain('1,781.64');
    expect(totals).toContain('1,015.30');
    await expect.poll(() => new URL(page.url()).searchParams.get('one_time')).toBe('6000');
    await page.reload();
    await hydrated(page);
    expect(await inFull(page, 'Net present value')).toBe('$1,015.30');

    await page.getByLabel('Name of the scenario').fill('Plan A');
    await page.getByRole('button', { name: 'Save as new' }).click();
    await page.getByText('Scenario Plan A.').waitFor();
    await page.getByLabel('Other one-time costs').fill('7000');
    await expect.poll(() => inFull(page, 'Net present value')).toBe('$15.30');
    await page.getByText('changed and not saved').waitFor();
    await page.getByLabel('Name of the scenario').fill('Plan B');
    await page.getByRole('button', { name: 'Save as new' }).click();
    await page.getByText('Scenario Plan B.').waitFor();

    for (const name of ['Plan A', 'Plan B']) await page.getByLabel(`Compare ${name}`).check();
    const compared = page.getByRole('table', { name: 'Scenarios compared' });
    const row = (label: string) => compared.getByRole('row').filter({ hasText: label }).first().innerText();
    await compared.waitFor();
    expect(plain(await row('Other one-time costs'))).toMatch(/≠ differs \$7,000\.00 \$6,000\.00/);
    expect(plain(await row('Horizon'))).toMatch(/same 24 months 24 months/);
    await page.reload();
    await hydrated(page);
    expect(plain(await row('Net present value'))).toMatch(/≠ differs \$15\.30 \$1,015\.30/);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('half a number leaves the figures as they were and says what is wrong', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    await page.goto(DOLLARS);
    await hydrated(page);
    await typeScenarioA(page);
    await expect.poll(() => inFull(page, 'Net present value')).toBe('$1,015.30');
    await page.getByLabel('Horizon').fill('240');
    await page.getByText('must be 120 or less').waitFor();
    expect(await inFull(page, 'Net present value')).toBe('$1,015.30');
    await close();
  });

  it('gives its flows as a CSV whose columns a person can add up again', async () => {
    const { page, close } = await watchedPage(browser, server.url, { acceptDownloads: true });
    await page.goto(DOLLARS);
    await hydrated(page);
    await typeScenarioA(page);
    await expect.poll(() => inFull(page, 'Net present value')).toBe('$1,015.30');
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV of the table Flows by month, as shown' }).click();
    const file = await (await waiting).path();
    const [head = '', ...lines] = (await readFile(file, 'utf8')).replace('\ufeff', '').trim().split('\r\n');
    const names = head.split(',').map((name) => name.replaceAll('"', ''));
    const total = (name: string): number => {
      const column = names.findIndex((one) => one.startsWith(name));
      return lines.reduce((sum, line) => sum + Number(cells(line)[column]), 0);
    };
    expect(lines).toHaveLength(25);
    expect(total('Flow')).toBeCloseTo(1781.643836, 6);
    expect(total('Present value')).toBeCloseTo(1015.296553, 6);
    await close();
  });
});

describe('a scenario of measured data', () => {
  it('takes the run rate of 30 complete days, and says so', async () => {
    // $8 of list cost a day: $240 in 30 days; ¥240 at 7.3 are $32.88
    const days = Array.from({ length: 30 }, (_, i) => `2026-06-${String(i + 1).padStart(2, '0')}T23:00:00Z`);
    const rows = days.map((time) => `${time},official,gpt-4.1,0,1000000`);
    const csv = ['time,route,model,input_tokens,output_tokens', ...rows, ''].join('\n');
    await sendUsage(server.url, 'june.csv', csv);
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto(`${DOLLARS}&rate=7.3`);
    await hydrated(page);
    await page.getByText('Measured run rate: 30 complete days, June 2026').waitFor();
    expect(await page.getByLabel('On the official route').inputValue()).toBe('240.00');
    expect(await page.getByLabel('On the relay', { exact: true }).inputValue()).toBe('32.88');
    expect(await figure(page, 'Saving a month')).toContain('$207');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

/** Cells of a line of CSV; none of these holds a quote. */
function cells(line: string): string[] {
  return line.split(',');
}
