import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { counted, plain } from './amounts';
import { ask, sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { gatewayLog } from './usage-files';
import { type WatchedPage, watchedPage } from './watched-page';

interface Delta {
  matched: Record<'p50' | 'p95', { value: number; low: number; high: number }>;
  raw: Record<'p50' | 'p95', number>;
  coverage_pct: number;
  strata: number;
  verdict: string;
  faster_probability: { value: number; low: number; high: number };
  rows: { model: string; baseline_measured: number; candidate_measured: number; p50: number; p95: number }[];
}

interface ErrorsDelta {
  rows: { class: string; baseline_pct: number; candidate_pct: number; difference: number }[];
}

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  watched = await watchedPage(browser, server.url);
  watched.page.setDefaultTimeout(30_000);
  await sendUsage(server.url, 'gateway-june.csv', gatewayLog(4000));
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A difference as the page says it: whole milliseconds from 10 on, one place below, a true minus. */
function change(ms: number): string {
  const size = Math.abs(ms);
  const sign = ms < 0 ? '−' : '+';
  return `${sign}${size.toFixed(size < 9.95 ? 1 : 0)} ms`;
}

describe('the latency page', () => {
  it('says like for like what the API answers, and shows its strata', async () => {
    const { page } = watched;
    const delta = await ask<Delta>(server.url, '/api/v1/latency/delta?metric=ttft');
    expect(delta.verdict).toBe('faster');
    await page.goto('/latency');
    await hydrated(page);
    const { value, low, high } = delta.matched.p95;
    expect(plain(await page.getByRole('heading', { level: 1 }).innerText())).toContain(
      `Relay is ${Math.round(-value)} ms faster`,
    );
    const text = plain(await page.locator('main').innerText());
    for (const said of [
      `${change(low)} to ${change(high)}`,
      change(delta.matched.p50.value),
      change(delta.raw.p95),
      `${(delta.faster_probability.value * 100).toFixed(0)} %`,
      `${delta.coverage_pct.toFixed(0)} %`,
    ])
      expect(text).toContain(said);
    const rows = page.getByRole('table', { name: 'Strata' }).getByRole('row');
    expect(await rows.count()).toBe(delta.rows.length + 1);
    for (const stratum of delta.rows) {
      const row = plain(await rows.filter({ hasText: stratum.model }).first().innerText());
      expect(row).toContain(counted(stratum.baseline_measured));
    }
  });

  it('shows both routes’ errors by class, their difference and what to do', async () => {
    const { page } = watched;
    const { rows } = await ask<ErrorsDelta>(server.url, '/api/v1/errors/delta');
    const table = page.getByRole('table', { name: 'Errors, Relay against Official' });
    for (const row of rows) {
      const name = row.class.replaceAll('_', ' ');
      const head = page.getByRole('rowheader', { name, exact: true });
      const text = plain(await table.getByRole('row').filter({ has: head }).innerText());
      expect(text).toContain(row.baseline_pct.toFixed(2));
      expect(text).toContain(row.candidate_pct.toFixed(2));
    }
    await table.getByText('Wait as long as Retry-After says').waitFor();
  });

  it('draws latency over days and hours from the API', async () => {
    const { page } = watched;
    for (const title of ['Over time', 'By hour of the day'])
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
  });

  it('keeps budget and routes in the address, and turns the comparison round', async () => {
    const { page } = watched;
    await page.getByLabel('Budget, ms').fill('450');
    await page.getByLabel('Budget, ms').blur();
    await page.waitForURL(/budget_ms=450/);
    await page.getByRole('columnheader', { name: 'Within 450 ms' }).waitFor();
    await page.goto('/latency?baseline=relay&candidate=official');
    await hydrated(page);
    expect(plain(await page.getByRole('heading', { level: 1 }).innerText())).toMatch(
      /Official is \d+ ms slower.* than Relay/,
    );
  });

  it('passes axe, and breaks nothing in the console', async () => {
    expect(await accessibilityFaults(watched.page)).toEqual([]);
    expect(watched.faults).toEqual([]);
  });
});
