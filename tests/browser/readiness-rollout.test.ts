import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, plain } from './amounts';
import { ask, sampleLoaded } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { watchedPage } from './watched-page';

interface Readiness {
  verdict: string;
  why: string;
  primaries: { met: number; of: number };
  criteria: {
    id: string;
    name: string;
    state: string;
    source: string;
    value: number | string | null;
    by: string | null;
    note: string | null;
  }[];
}

interface Rollout {
  parallel: { hours: number; longest_hours: number; days: number; gate_at: string; lanes: object[] };
  ramp: { now: { share_pct: number } };
  windows: { evaluated: number; not_enough_data: number };
  firings: { trigger: string; relay: number; conversations_at_risk: number }[];
  checklist: { id: string; state: string; by: string | null; note: string | null }[];
  import: { conversations: number; messages: number };
  rules: { p95_duration: { limit: number } };
}

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await launchBrowser();
  await sampleLoaded(server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const row = (page: Page, table: string, name: string) =>
  page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: name }).first();

/** Goes to a control by the keyboard alone and presses it. */
async function press(page: Page, name: string): Promise<void> {
  const control = page.getByRole('button', { name, exact: true });
  await control.focus();
  await page.keyboard.press('Enter');
}

describe('readiness', () => {
  it('says what the API answers', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    const answer = await ask<Readiness>(server.url, '/api/v1/readiness');
    await page.goto('/readiness');
    await hydrated(page);
    expect(plain(await page.getByRole('heading', { level: 1 }).innerText())).toContain(answer.why);
    const text = plain(await page.locator('main').innerText());
    expect(text).toContain(`${answer.primaries.met} of ${answer.primaries.of}`);
    const value = (id: string): number => Number(answer.criteria.find((one) => one.id === id)?.value);
    const primary = 'Primary criteria: ready needs two';
    const bill = value('bill').toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    expect(plain(await row(page, primary, 'API bill').innerText())).toContain(`$${bill} a month`);
    expect(plain(await row(page, primary, 'International users').innerText())).toContain(
      `${value('international').toFixed(1)} %`,
    );
    expect(plain(await row(page, 'Fit', 'Message volume').innerText())).toContain(
      `${counted(value('volume'))} requests a day`,
    );
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('declares and waives by the keyboard, and remembers who, when and why', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    await page.goto('/readiness');
    await hydrated(page);
    const blockers = 'Blockers: any one means wait, unless waived';

    await press(page, 'Change Data residency');
    await page.keyboard.type('Ada');
    await press(page, 'Declare that it is so');
    await expect
      .poll(async () => plain(await page.getByRole('heading', { level: 1 }).innerText()))
      .toContain('Wait.');
    expect(plain(await row(page, blockers, 'Data residency').innerText())).toMatch(
      /applies.*declared by Ada/,
    );
    expect((await ask<Readiness>(server.url, '/api/v1/readiness')).verdict).toBe('wait');

    await press(page, 'Change Data residency');
    await page.keyboard.type('Grace');
    await press(page, 'Waive');
    await page.getByText('say why it is waived').waitFor();
    await page.getByLabel('Reason').focus();
    await page.keyboard.type('only public data');
    await press(page, 'Waive');
    await expect
      .poll(async () => plain(await page.getByRole('heading', { level: 1 }).innerText()))
      .toContain('Ready');
    expect(plain(await row(page, blockers, 'Data residency').innerText())).toMatch(
      /waived by Grace.*only public data/,
    );
    expect(plain(await row(page, 'Changes', 'Grace').innerText())).toMatch(
      /Data residency waived Grace only public data/,
    );
    const answer = await ask<Readiness>(server.url, '/api/v1/readiness');
    expect(answer.criteria.find(({ id }) => id === 'residency')).toMatchObject({
      source: 'waived',
      by: 'Grace',
      note: 'only public data',
    });
    await close();
  });

  it('on a phone keeps inside the screen', async () => {
    const { page, close } = await watchedPage(browser, server.url, { viewport: { width: 390, height: 844 } });
    for (const path of ['/readiness', '/rollout']) {
      await page.goto(path);
      await hydrated(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    }
    await close();
  });
});

describe('rollout', () => {
  it('says what the API answers: the parallel run, the share, every firing', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    const answer = await ask<Rollout>(server.url, '/api/v1/rollout');
    expect(answer.firings.map(({ trigger }) => trigger)).toEqual([
      'session_state',
      'error_rate',
      'p95_duration',
      'session_state',
    ]);
    await page.goto('/rollout');
    await hydrated(page);
    const sentence = plain(await page.getByRole('heading', { level: 1 }).innerText());
    expect(sentence).toContain(`${counted(answer.parallel.hours)} hours`);
    expect(sentence).toContain(`${answer.ramp.now.share_pct.toFixed(1)} %`);
    expect(sentence).toContain('fired 4 times');
    expect(sentence).toContain(`${counted(answer.windows.not_enough_data)} more had not enough data`);
    const firings = page.getByRole('table', { name: 'Firings' });
    expect(await firings.locator('tbody tr').count()).toBe(answer.firings.length);
    const [, rate] = answer.firings;
    expect(plain(await row(page, 'Firings', 'Error rate').innerText())).toContain(
      `${rate?.relay.toFixed(2)} %`,
    );
    expect(plain(await row(page, 'Firings', 'Error rate').innerText())).toMatch(
      new RegExp(`${rate?.conversations_at_risk}$`),
    );
    expect(plain(await page.locator('#history-import').innerText())).toContain(
      `${counted(answer.import.conversations)} conversations with ${counted(answer.import.messages)} messages`,
    );
    const lanes = page.getByRole('figure', { name: 'Parallel run and firings' });
    const gate = answer.parallel.gate_at.slice(11, 16);
    expect(plain(await lanes.innerText())).toContain(
      `the gate of 48 hours was reached at 8 April 2026, ${gate} UTC`,
    );
    await lanes.getByRole('button', { name: 'Table view of Parallel run and firings' }).click();
    const stretches = answer.parallel.lanes.length + answer.firings.length;
    expect(await lanes.locator('tbody tr').count()).toBe(stretches);
    await lanes.getByRole('button', { name: 'Chart view of Parallel run and firings' }).click();
    await page.getByRole('button', { name: /^14\.80 %/ }).click();
    const panel = page.getByRole('dialog');
    expect(plain(await panel.innerText())).toContain(
      'Error rate more than 1 points above official in 2 windows in a row',
    );
    await panel.getByRole('button', { name: 'Close' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('replays other limits, and takes declarations by the keyboard', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    await page.goto('/rollout');
    await hydrated(page);
    await page.getByRole('group', { name: 'p95 duration' }).getByLabel('Limit, ms').fill('100000');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => plain(await page.getByRole('heading', { level: 1 }).innerText()))
      .toContain('fired 3 times');
    expect((await ask<Rollout>(server.url, '/api/v1/rollout')).rules.p95_duration.limit).toBe(100_000);
    await press(page, 'Back to the defaults');
    await expect
      .poll(async () => plain(await page.getByRole('heading', { level: 1 }).innerText()))
      .toContain('fired 4 times');

    await press(page, 'Declare Rollback rehearsed');
    await page.keyboard.type('Ada');
    await press(page, 'It is done');
    await expect
      .poll(async () => plain(await row(page, 'Checklist', 'Rollback rehearsed').innerText()))
      .toMatch(/met declared by Ada/);
    const { checklist } = await ask<Rollout>(server.url, '/api/v1/rollout');
    expect(checklist.find(({ id }) => id === 'triggers')).toMatchObject({
      state: 'met',
      by: 'Ada',
      note: null,
    });
    await close();
  });
});
