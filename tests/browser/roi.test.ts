import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import {
  figure,
  flowTotals,
  held,
  holdWrites,
  inFull,
  typeScenarioA,
  typeScenarioB,
  workingOf,
} from './roi-page';
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
    expect(await figure(page, 'Return on the one-time cost')).toContain('29.7 %');
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
      simple: '29.7 % = $1,781.64 ÷ $6,000.00',
    },
    {
      scenario: 'B',
      typed: typeScenarioB,
      npv: '$299,315.67',
      flow: 347653.426312,
      value: 299315.670638,
      payback: '3.950413 = 3 +',
      irr: 'NPV at 3,529.4891 % = ',
      simple: '1,931.4 % = $347,653.43 ÷ $18,000.00',
    },
  ])(
    'shows scenario $scenario to six digits, and gives its flows as a CSV whose columns add up to them',
    async ({ typed, npv, flow, value, payback, irr, simple }) => {
      const { page, faults, close } = await watchedPage(browser, server.url, { acceptDownloads: true });
      await page.goto(DOLLARS);
      await hydrated(page);
      await typed(page);
      await expect.poll(() => inFull(page, 'Net present value')).toBe(npv);
      expect(await workingOf(page, 'Payback')).toContain(payback);
      expect(await workingOf(page, 'Return a year')).toContain(irr);
      expect(await workingOf(page, 'Return on the one-time cost')).toContain(simple);
      const totals = await flowTotals(page);
      expect(totals.months).toBe(25);
      expect(totals.flow).toBeCloseTo(flow, 6);
      expect(totals.value).toBeCloseTo(value, 6);
      expect(faults).toEqual([]);
      await close();
    },
  );
});

describe('what is typed', () => {
  it('goes along with a filter that changes while it is being written', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto(DOLLARS);
    await hydrated(page);
    const writing = page.waitForRequest(/roi\/__data\.json.*one_time=4200/);
    const release = await held(page, /roi\/__data\.json/);
    await page.getByLabel('Other one-time costs').fill('4200');
    await writing;
    await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('official');
    release();
    await expect.poll(() => page.url()).toMatch(/candidate=official.*one_time=4200/);
    expect(await page.getByLabel('Other one-time costs').inputValue()).toBe('4200');
    expect(faults).toEqual([]);
    await close();
  });

  it('does not lead back to the page that was left', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    await holdWrites(page);
    await page.goto(DOLLARS);
    await hydrated(page);
    await page.getByLabel('Other one-time costs').fill('4200');
    // They run while the next page is still being loaded: this is when a write would overtake it.
    const release = await held(page, /claims\/__data\.json/);
    const asked = page.waitForRequest(/claims\/__data\.json/);
    await page.getByRole('link', { name: 'Claims' }).first().click();
    await asked;
    await page.evaluate(() => (window as unknown as { runLate: () => void }).runLate());
    release();
    await page.waitForURL(/\/claims/);
    await close();
  });

  it('keeps its currency, whatever is reported in', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/roi?home=CNY');
    await hydrated(page);
    await page.getByLabel('On the official route').fill('400');
    await page.getByLabel('On the relay', { exact: true }).fill('100');
    await expect.poll(() => page.url()).toMatch(/relay_monthly=100.*amounts_in=CNY/);
    await page.goto(`${page.url()}&currency=USD`);
    await hydrated(page);
    expect(await figure(page, 'Saving a month')).toContain('¥300');
    await page.getByText('Amounts were typed in CNY, so this scenario stays in it.').waitFor();
    await page.goto(page.url().replace('&amounts_in=CNY', ''));
    await page.getByText('does not say in which currency: they are read as USD').waitFor();
    expect(faults).toEqual([]);
    await close();
  });
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

  it('says that its range is of the former inputs until there is one of these', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    await page.addInitScript(() => {
      const send = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message: unknown) {
        if (!('mute' in window)) send.call(this, message);
      };
    });
    await page.goto(DOLLARS);
    await hydrated(page);
    await typed(page);
    const sentence = page.getByRole('heading', { level: 1 });
    await expect.poll(() => sentence.innerText()).toContain('of the simulated futures');
    await page.evaluate(() => Object.assign(window, { mute: true }));
    await page.getByLabel('On the relay', { exact: true }).fill('200');
    await expect.poll(() => figure(page, 'Net present value')).toContain('of the former inputs');
    expect(await figure(page, 'Chance of a loss')).toContain('of the former inputs');
    expect(await sentence.innerText()).not.toContain('simulated futures');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('its range is of the former inputs').waitFor();
    expect(await figure(page, 'Payback')).not.toContain('range follows');
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
    // Figures of one scenario never stay under what another address shows.
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement('a'), { href });
      document.body.append(link);
      link.click();
    }, `${DOLLARS}&rate=7.3&model=nobody-knows-this-model`);
    await page.getByRole('heading', { name: 'No priced usage fits these filters' }).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Net present value' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it('says that the data has moved after another upload, is duplicated, and compared three abreast', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    const save = async (name: string): Promise<void> => {
      await page.getByLabel('Name of the scenario').fill(name);
      await page.getByRole('button', { name: 'Save as new' }).click();
      await page.getByText(`Scenario ${name}.`).waitFor();
    };
    await page.goto(`${DOLLARS}&rate=7.3`);
    await hydrated(page);
    await save('June');
    await page.getByRole('button', { name: 'Duplicate June' }).click();
    await page.getByLabel('Compare June (copy)').waitFor();
    // Twice as much a day in July: $480
    const days = Array.from({ length: 30 }, (_, i) => `2026-07-${String(i + 1).padStart(2, '0')}T23:00:00Z`);
    const rows = days.map((time) => `${time},official,gpt-4.1,0,2000000`);
    const csv = ['time,route,model,input_tokens,output_tokens', ...rows, ''].join('\n');
    await sendUsage(server.url, 'july.csv', csv);
    await page.reload();
    await hydrated(page);
    await page.getByText('The data has moved since this scenario was saved').waitFor();
    await page.getByRole('button', { name: 'Take these' }).click();
    await expect.poll(() => figure(page, 'Saving a month')).toContain('$414');
    await save('July');
    for (const name of ['June', 'June (copy)', 'July'])
      await page.getByLabel(`Compare ${name}`, { exact: true }).check();
    const compared = page.getByRole('table', { name: 'Scenarios compared' });
    const row = (label: string) => compared.getByRole('row').filter({ hasText: label }).first().innerText();
    await expect.poll(async () => plain(await row('What'))).toMatch(/July June \(copy\) June/);
    expect(plain(await row('On the official route'))).toMatch(/≠ differs \$480\.00 \$240\.00 \$240\.00/);
    expect(plain(await row('Days measured'))).toMatch(/≠ differs 1 to 30 July 2026 June 2026 June 2026/);
    expect(faults).toEqual([]);
    await close();
  });
});
