import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inCents, plain, yuan } from './amounts';
import { ask, sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { type WatchedPage, watchedPage } from './watched-page';

/** May and June 2026: traffic of one model moves to the relay in part, one model comes, one goes. */
const USAGE = `time,route,model,input_tokens,output_tokens,user,conversation
2026-05-04T10:00:00Z,official,gpt-4.1,1000000,250000,ann,c1
2026-05-31T10:00:00Z,official,claude-sonnet-4-5,100000,20000,bob,c2
2026-06-02T10:00:00Z,official,gpt-4.1,2000000,500000,ann,c3
2026-06-03T10:00:00Z,relay,gpt-4.1,500000,62500,cyd,c3
2026-06-30T10:00:00Z,official,deepseek-v3.2,1000000,0,dan,
`;
const PERIODS = 'from=2026-06-01&to=2026-07-01&compare_from=2026-05-01&compare_to=2026-06-01';

interface Figures {
  before: string;
  after: string;
  difference: string;
  parts: Record<string, string>;
}
interface Bridge {
  rows: (Figures & { model: string; route: string; state: string })[];
  totals: Figures;
}

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  await sendUsage(server.url, 'usage.csv', USAGE);
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

const bridgeOf = (query: string): Promise<Bridge> => ask(server.url, `/api/v1/bridge?${query}`);

/** A change as pages write it. */
function change(amount: string): string {
  const text = inCents(amount).replace('-', '−');
  return /[1-9]/.test(text) ? (text.startsWith('−') ? text : `+${text}`) : text.replace('−', '');
}

/** Rows of a table as text, cell by cell, without the head. */
async function cellsOf(table: string): Promise<string[][]> {
  const rows = page.getByRole('table', { name: table }).locator('tbody tr, tfoot tr');
  return rows.evaluateAll((found) =>
    found.map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => (cell as HTMLElement).innerText.trim()),
    ),
  );
}

describe('the bridge on Spend', () => {
  it('says what the API says, row by row', async () => {
    const { rows, totals } = await bridgeOf(PERIODS);
    await open(`/spend?${PERIODS}`);
    const shown = await cellsOf('Change by model and route');
    const parts = [
      'volume',
      'mix',
      'price',
      'exchange_rate',
      'fees_and_taxes',
      'new_models',
      'vanished_models',
    ];
    const wanted = rows.map((row) => [
      row.model,
      row.route === 'relay' ? 'Relay' : 'Official',
      { both: '', new: 'new', vanished: 'no longer used' }[row.state],
      inCents(row.before),
      ...parts.map((part) => change(row.parts[part] ?? '')),
      inCents(row.after),
      change(row.difference),
    ]);
    expect(shown.slice(0, -1).map((cells) => cells.slice(0, -2))).toEqual(wanted);
    expect(shown.at(-1)?.slice(3, -2)).toEqual([
      inCents(totals.before),
      ...parts.map((part) => change(totals.parts[part] ?? '')),
      inCents(totals.after),
      change(totals.difference),
    ]);
  });

  it('draws the same steps, and tells how they were worked out', async () => {
    const { totals } = await bridgeOf(PERIODS);
    await open(`/spend?${PERIODS}`);
    await page.getByRole('button', { name: 'Table view of From one period to the other' }).click();
    const steps = await cellsOf('From one period to the other');
    expect(steps[0]).toEqual(['May 2026', `¥${inCents(totals.before)}`]);
    expect(steps.at(-1)).toEqual(['June 2026', `¥${inCents(totals.after)}`]);
    const named = Object.fromEntries(steps.map(([label = '', amount = '']) => [label, amount]));
    expect(named['Volume']).toBe(`+¥${inCents(totals.parts['volume'] ?? '')}`);
    expect(named['Models no longer used']).toBe(
      `−¥${inCents(totals.parts['vanished_models'] ?? '').replace('-', '')}`,
    );
    await page.getByRole('button', { name: `+¥${inCents(totals.difference)}` }).click();
    const panel = page.getByRole('dialog', { name: 'Change from May 2026 to June 2026' });
    expect(plain(await panel.innerText())).toContain(`New models cost of models without tokens before`);
    await page.keyboard.press('Escape');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('says that the data does not cover May, and compares per day where asked to', async () => {
    await open(`/spend?${PERIODS}`);
    const part = page.getByRole('region', { name: 'What changed' });
    expect(plain(await part.innerText())).toContain(
      'Incomplete: the data covers 28 of the 31 days of May 2026.',
    );
    await part.getByRole('link', { name: 'Compare per day of data' }).click();
    await page.waitForURL(/per=day/);
    const { totals } = await bridgeOf(`${PERIODS}&per=day`);
    const perDay = `+¥${inCents(totals.difference)} a day`;
    await part.getByRole('button', { name: perDay }).waitFor();
    expect((await cellsOf('Change by model and route')).at(-1)?.[3]).toBe(inCents(totals.before));
  });
});

describe('the breakdown on Spend', () => {
  it('names the dearest, states the rest, and marks who came and who left', async () => {
    await open(`/spend?${PERIODS}&by=user&top=2`);
    const rows = await cellsOf('By user');
    expect(rows.map(([name]) => name)).toEqual(['ann', 'dan', 'bob', 'and 1 other', 'All']);
    const { rows: spent } = await ask<{ rows: { landed: string }[] }>(
      server.url,
      `/api/v1/spend?${PERIODS}&by=user&top=2`,
    );
    expect(rows[3]?.[2]).toBe(inCents(spent[2]?.landed ?? ''));
    expect(rows[1]).toContain('new');
    expect(rows[2]).toContain('no longer used');
    await page.getByLabel('the dearest').selectOption('10');
    await page.waitForURL(/top=10/);
    await page.getByRole('rowheader', { name: 'cyd' }).waitFor();
  });

  it('holds the compared period under the chart, first day on first day', async () => {
    await open(`/spend?${PERIODS}&grain=month`);
    const { totals } = await bridgeOf(PERIODS);
    await page.getByText('Dotted: May 2026, first day on first day.').waitFor();
    await page.getByRole('button', { name: 'Table view of Spend over time' }).click();
    // the 31st of May has no place in June's thirty days: bob's ¥4.08 is not in it
    const [june] = await cellsOf('Spend over time');
    expect(june?.at(-1)).toBe(`¥${inCents(String(Number(totals.before) - 0.6 * 6.7996))}`);
  });

  it('says what a conversation costs', async () => {
    await open('/spend?from=2026-06-01&to=2026-07-01&by=user');
    await page.getByText('1 request does not.').waitFor(); // conversations follow the table
    const rows = await cellsOf('By user');
    // ann: ¥54.2064 in c3; c3 is one conversation of two users: ¥55.7064 in all
    expect(rows[0]?.slice(5, 7)).toEqual(['1', '¥54.21']);
    expect(rows.at(-1)?.slice(5, 7)).toEqual(['1', '¥55.71']);
  });

  it('begins with the sum, and with how it differs', async () => {
    const { totals } = await bridgeOf(PERIODS);
    await open(`/spend?${PERIODS}`);
    const said = plain(await page.getByRole('heading', { level: 1 }).innerText());
    expect(said).toContain(`The traffic of June 2026 cost ${yuanOf(totals.after)}`);
    expect(said).toContain(`${yuanOf(totals.difference)} more than in May 2026`);
  });
});

/** Under ¥100 a sentence says cents. */
function yuanOf(amount: string): string {
  return Number(amount) < 100 ? `¥${inCents(amount)}` : yuan(amount);
}

describe('views', () => {
  it('are saved, opened, renamed and removed with the keyboard alone', async () => {
    await open(`/spend?${PERIODS}&by=user`);
    await page.locator('summary', { hasText: 'Views' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('June by user');
    await page.keyboard.press('Enter');
    await page.getByText('Saved as June by user.').waitFor();
    const { views } = await ask<{ views: { href: string }[] }>(server.url, '/api/v1/views');
    expect(views.map(({ href }) => href)).toEqual([`/spend?${PERIODS}&by=user&data=own`]);

    await open('/latency');
    await page.locator('summary', { hasText: 'Views' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'June by user' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/spend\?.*by=user&data=own/);
    await page.getByRole('table', { name: 'By user' }).waitFor();

    await page.locator('summary', { hasText: 'Views' }).click();
    await page.getByRole('button', { name: 'Rename June by user' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('New name of June by user').fill('Users in June');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Users in June' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Remove Users in June' }).click();
    await page.getByText('The view Users in June is removed.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click(); // outside the menu, which closes it
    await page.locator('summary', { hasText: 'Views' }).click();
    await page.getByRole('link', { name: 'Users in June' }).waitFor();
  });
});
