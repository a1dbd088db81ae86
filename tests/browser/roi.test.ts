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

/** Scenario B: 12,000 growing 4 % a month, 12,000 ÷ 6.7758 × 1.02 on the relay, the ramp as it is, 18,000 to move. */
async function typeScenarioB(page: Page): Promise<void> {
  const fields: Record<string, string> = {
    'On the official route': '12000',
    'On the relay': '1806.428761179491',
    'Growth of usage': '4',
    'Other one-time costs': '18000',
    'Running costs': '400',
    'Free credits': '100',
    'Discount rate': '12',
  };
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(text);
}

/** The working of a headline, as its panel shows it. */
async function workingOf(page: Page, label: string): Promise<string> {
  await page.getByRole('listitem').filter({ hasText: label }).first().getByRole('button').click();
  const panel = page.getByRole('dialog');
  const text = plain(await panel.innerText());
  await panel.getByRole('button', { name: 'Close' }).click();
  await panel.waitFor({ state: 'hidden' });
  return text;
}

/** The sums of the columns of the CSV of flows, as a person would make them. */
async function flowTotals(page: Page): Promise<{ months: number; flow: number; value: number }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV of the table Flows by month' }).click();
  const file = await (await waiting).path();
  const [head = '', ...all] = (await readFile(file, 'utf8')).replace('\ufeff', '').trim().split('\r\n');
  const lines = all.filter((line) => !line.startsWith('All,'));
  const names = head.split(',').map((name) => name.replaceAll('"', ''));
  const total = (name: string): number => {
    const column = names.findIndex((one) => one.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(cells(line)[column]), 0);
  };
  return { months: lines.length, flow: total('Flow'), value: total('Present value') };
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

    const flows = page.getByRole('table', { name: 'Flows by month' }).locator('tfoot');
    await flows.scrollIntoViewIfNeeded();
    await expect.poll(async () => plain(await flows.innerText())).toContain('1,781.64');
    expect(plain(await flows.innerText())).toContain('1,015.30');
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

  it.each([
    {
      scenario: 'A',
      typed: typeScenarioA,
      npv: '$1,015.30',
      flow: 1781.643836,
      value: 1015.296553,
      payback: '18.838889 = 18 +',
      irr: 'NPV at 27.6255 % = ',
    },
    {
      scenario: 'B',
      typed: typeScenarioB,
      npv: '$299,315.67',
      flow: 347653.426312,
      value: 299315.670638,
      payback: '3.950413 = 3 +',
      irr: 'NPV at 3,529.4891 % = ',
    },
  ])(
    'shows scenario $scenario to six digits, and gives its flows as a CSV whose columns add up to them',
    async ({ typed, npv, flow, value, payback, irr }) => {
      const { page, faults, close } = await watchedPage(browser, server.url, { acceptDownloads: true });
      await page.goto(DOLLARS);
      await hydrated(page);
      await typed(page);
      await expect.poll(() => inFull(page, 'Net present value')).toBe(npv);
      expect(await workingOf(page, 'Payback')).toContain(payback);
      expect(await workingOf(page, 'Return a year')).toContain(irr);
      const totals = await flowTotals(page);
      expect(totals.months).toBe(25);
      expect(totals.flow).toBeCloseTo(flow, 6);
      expect(totals.value).toBeCloseTo(value, 6);
      expect(faults).toEqual([]);
      await close();
    },
  );
});

describe('the simulation', () => {
  const typed = async (page: Page): Promise<void> => {
    await page.getByLabel('On the official route').fill('400');
    await page.getByLabel('On the relay', { exact: true }).fill('100');
  };

  it('blocks no typing while it runs, and stops on request', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.route(/simulation\.worker/, () => undefined); // its script never comes: it runs for ever
    await page.goto(DOLLARS);
    await hydrated(page);
    await typed(page);
    const bar = page.getByLabel('Simulating');
    await bar.waitFor();
    await page.getByLabel('On the relay', { exact: true }).fill('200');
    await expect.poll(() => figure(page, 'Saving a month')).toContain('$200');
    expect(await figure(page, 'Net present value')).toContain('range follows');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The simulation was cancelled').waitFor();
    expect(await bar.count()).toBe(0);
    await page.getByRole('button', { name: 'Simulate' }).click();
    await bar.waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('shows how far it is, then what it found', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto(`${DOLLARS}&draws=100000`);
    await hydrated(page);
    const shown = page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const shares: number[] = [];
          new MutationObserver(() => {
            const bar = document.querySelector('progress');
            if (bar) shares.push(bar.value);
            else if (shares.length > 0) resolve(shares);
          }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }),
    );
    await typed(page);
    const between = (await shown).filter((share) => share > 0 && share < 1);
    expect(between.length).toBeGreaterThan(1);
    expect(between).toEqual([...between].sort((a, b) => a - b));
    await expect.poll(() => figure(page, 'Chance of a loss')).toContain('of 100,000 simulated futures');
    expect(faults).toEqual([]);
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
