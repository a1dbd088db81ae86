import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { ask, ownUploads, sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { fileCard, hydrated, pickFiles } from './give-files';
import { type RunningServer, startServer } from './server';
import { type WatchedPage, watchedPage } from './watched-page';

/** A usage export without request ids: a million output tokens of GPT-4.1 a day, $8 at list prices. */
function days(month: string, ...dates: number[]): string {
  const header = 'time,route,provider,model,input_tokens,output_tokens,requests,bucket_seconds';
  const lines = dates.map(
    (date) =>
      `2026-${month}-${String(date).padStart(2, '0')}T00:00:00Z,official,openai,gpt-4.1,0,1000000,10,86400`,
  );
  return [header, ...lines, ''].join('\n');
}

const JUNE = { name: 'june.csv', content: days('06', 1, 2, 3) };

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  watched = await watchedPage(browser, server.url, { refusals: true });
  ({ page } = watched);
  page.setDefaultTimeout(30_000);
  await sendUsage(server.url, 'may.csv', days('05', 1, 2));
  await sendUsage(server.url, 'june-early.csv', days('06', 1, 2));
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' });
  await hydrated(page);
}

/** List cost by month in dollars, as the API answers it. */
async function listByMonth(): Promise<Record<string, number>> {
  const { rows } = await ask<{ rows: { month: string; list: string }[] }>(
    server.url,
    '/api/v1/spend?by=month&currency=USD',
  );
  return Object.fromEntries(rows.map(({ month, list }) => [month, Number(list)]));
}

/** Text of the row of a table that begins with a heading. */
async function rowOf(table: Locator, heading: string): Promise<string> {
  const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: heading }) });
  return plain(await row.first().innerText()).replace(/\s+/g, ' ');
}

describe('a file that an earlier one overlaps', () => {
  async function load(): Promise<Locator> {
    await open('/data');
    await pickFiles(page, JUNE);
    const card = fileCard(page, JUNE.name);
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByText('It may count twice.').waitFor();
    return card;
  }

  it('is shown beside it before anything is stored: 2 of its 3 days are there', async () => {
    const card = await load();
    expect(plain(await card.innerText())).toContain(
      'june-early.csv also has gpt-4.1 on official, 1 to 2 June 2026. All 2 daily sums are equal.',
    );
    const table = card.getByRole('table');
    expect(await rowOf(table, 'Requests')).toBe('Requests 20 20');
    expect(await rowOf(table, 'Output tokens')).toBe('Output tokens 2,000,000 2,000,000');
    expect(await rowOf(table, 'The whole file covers')).toContain('1 to 3 June 2026');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await listByMonth()).toEqual({ '2026-05': 16, '2026-06': 16 });
  });

  it('waits over a reload, and is gone when it is cancelled', async () => {
    await open('/data');
    const card = fileCard(page, JUNE.name);
    await card.getByRole('button', { name: 'Cancel', exact: true }).click();
    await card.getByText('Nothing of it was stored.').waitFor();
    expect(await ownUploads(server.url)).toHaveLength(2);
  });

  it('kept beside it counts too: 2 × $8 + 3 × $8 = $40; undone, it is gone', async () => {
    const card = await load();
    await card.getByRole('button', { name: 'Keep both' }).click();
    await card.getByText('It changed months that had figures before.').waitFor();
    expect(await listByMonth()).toEqual({ '2026-05': 16, '2026-06': 40 });
    await card.getByRole('button', { name: 'Undo: delete this upload' }).click();
    await expect.poll(listByMonth, { timeout: 30_000 }).toEqual({ '2026-05': 16, '2026-06': 16 });
  });

  it('in place of it counts alone: 3 × $8 = $24', async () => {
    const card = await load();
    await card.getByRole('button', { name: 'Replace' }).click();
    await card.getByText('It changed months that had figures before.').waitFor();
    expect(await listByMonth()).toEqual({ '2026-05': 16, '2026-06': 24 });
    const early = (await ownUploads(server.url)).find(({ name }) => name === 'june-early.csv');
    expect(early?.rows).toMatchObject({ read: 2, accepted: 0, ignored: 2 });
  });
});

describe('a file of a month that is over', () => {
  const LATE = { name: 'may-late.csv', content: days('05', 20) };

  async function load(): Promise<Locator> {
    await open('/data');
    await pickFiles(page, LATE);
    const card = fileCard(page, LATE.name);
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByText('It changes 1 month that is over.').waitFor();
    return card;
  }

  it('shows what it changes before anything is stored: ¥108.79 for 2 × $8 at 6.7996, ¥163.19 for 3', async () => {
    const card = await load();
    expect(await rowOf(card.getByRole('table'), 'May 2026')).toBe('May 2026 ¥108.79 ¥163.19 +¥54.40');
    expect(plain(await card.innerText())).toContain('1 of 1 row would be added.');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await listByMonth()).toEqual({ '2026-05': 16, '2026-06': 24 });
  });

  it('waits over a reload; left out, nothing of it is there', async () => {
    await open('/data');
    const card = fileCard(page, LATE.name);
    await card.getByRole('button', { name: 'Leave out' }).click();
    await card.getByText('Nothing of it was stored.').waitFor();
    expect(await ownUploads(server.url)).toHaveLength(3);
  });

  it('counts once it is added, 3 × $8 = $24, and no more once that is undone', async () => {
    const card = await load();
    await card.getByRole('button', { name: 'Add', exact: true }).click();
    await card.getByText('It changed months that had figures before.').waitFor();
    expect(await listByMonth()).toEqual({ '2026-05': 24, '2026-06': 24 });
    await card.getByRole('button', { name: 'Undo: delete this upload' }).click();
    await expect.poll(listByMonth, { timeout: 30_000 }).toEqual({ '2026-05': 16, '2026-06': 24 });
  });
});

describe('a month', () => {
  it('is closed by somebody, with its figures', async () => {
    await open('/data/months');
    await page.getByRole('button', { name: 'Close May 2026' }).click();
    await page.getByLabel('Your name').fill('Controlling');
    await page.getByLabel('Note').fill('Held against the invoices');
    await page.locator('form').getByRole('button', { name: 'Close May 2026' }).click();
    await page.getByText('closed by Controlling').waitFor();
    expect(plain(await page.getByRole('heading', { level: 1 }).innerText())).toContain('May 2026');
    await page.getByRole('link', { name: 'May 2026' }).click();
    await page.getByRole('heading', { level: 1, name: 'May 2026 was closed at' }).waitFor();
    expect(await page.getByText('Held against the invoices').first().isVisible()).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  /** Fills in a price of GPT-4.1 of $10 from a day on, and asks what it changes. */
  async function price(from: string): Promise<Locator> {
    await open('/data/prices?model_price=gpt-4.1&provider=openai');
    const form = page.locator('form').filter({ has: page.getByLabel('In force from') });
    await form.getByLabel('In force from').fill(from);
    await form.getByLabel('Input', { exact: true }).fill('2');
    await form.getByLabel('Output', { exact: true }).fill('10');
    await form.getByLabel('Source: where does this price stand?').fill('Contract');
    await form.getByRole('button', { name: 'Show what it changes' }).click();
    await form.getByRole('button', { name: 'Save the price' }).waitFor();
    return form;
  }

  it('that is closed cannot be changed by a price', async () => {
    const form = await price('2026-05-01');
    expect(plain(await form.innerText())).toContain('May 2026 is closed');
    expect(await form.getByRole('button', { name: 'Save the price' }).isDisabled()).toBe(true);
    expect(await listByMonth()).toEqual({ '2026-05': 16, '2026-06': 24 });
  });

  it('that is open shows what a price changes, then takes it: $24 → 3 × $10 = $30', async () => {
    const form = await price('2026-06-01');
    const table = form.getByRole('table');
    expect(await rowOf(table, 'June 2026')).toBe('June 2026 $24.00 $30.00 +$6.00');
    expect(await listByMonth()).toEqual({ '2026-05': 16, '2026-06': 24 });
    await form.getByRole('button', { name: 'Save the price' }).click();
    await page.getByText('The price is saved.').waitFor();
    expect(await listByMonth()).toEqual({ '2026-05': 16, '2026-06': 30 });
  });

  it('is reopened, and then takes the price: 2 × $10 = $20', async () => {
    await open('/data/months');
    await page.getByRole('button', { name: 'Reopen May 2026' }).click();
    await page.getByLabel('Your name').fill('Controlling');
    await page.locator('form').getByRole('button', { name: 'Reopen May 2026' }).click();
    await page.getByText('None of 2 months is closed.').waitFor();
    const form = await price('2026-05-01');
    await form.getByRole('button', { name: 'Save the price' }).click();
    await page.getByText('The price is saved.').waitFor();
    expect(await listByMonth()).toEqual({ '2026-05': 20, '2026-06': 30 });
  });
});

it('nothing on the way was an error or left the server', () => {
  expect(watched.faults).toEqual([]);
});
