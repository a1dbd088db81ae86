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

interface Overhead {
  measured: number;
  p50: number;
  under_budget_pct: number;
}

/** Sixty-one requests to which the relay adds 1 to 61 ms, and three rate limits that say how long to wait. */
function relayOwnLog(): string {
  const row = (nth: number, rest: string): string =>
    `2026-06-20T10:00:${String(nth % 60).padStart(2, '0')}Z,relay,gpt-4.1,100,50,own${nth},${rest}`;
  const added = Array.from({ length: 61 }, (_, i) => row(i, `ok,1000,${1000 - (i + 1)},`));
  const waits = [1, 20, 60].map((wait, i) => row(61 + i, `429,80,,${wait}`));
  const header =
    'time,route,model,input_tokens,output_tokens,request_id,status,duration_ms,upstream_ms,retry_after_s';
  return `${[header, ...added, ...waits].join('\n')}\n`;
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

  it('says that no source tells what the gateway adds, until one does: then what the API answers', async () => {
    const { page } = watched;
    await page.goto('/latency');
    await page.getByText('What the gateway adds: not in this data').waitFor();
    await sendUsage(server.url, 'relay-own.csv', relayOwnLog());
    const query = 'by=route,model&budget_ms=50';
    const { rows } = await ask<{ rows: Overhead[] }>(server.url, `/api/v1/latency/overhead?${query}`);
    await page.goto('/latency');
    const table = page.getByRole('table', { name: 'What the gateway adds' });
    const [only] = rows;
    const row = plain(await table.getByRole('row').nth(1).innerText());
    for (const figure of [only?.measured, only?.p50.toFixed(0), only?.under_budget_pct.toFixed(0)])
      expect(row).toContain(String(figure));
    const text = plain(await page.locator('main').innerText());
    expect(text).toContain('Relay itself adds 31 ms to a request in the median');
    expect(text).toContain('Relay says how long to wait in 3 of');
    expect(text).toContain('20.0 s in the median, 1.00 s to 1 min');
  });

  it('passes axe, and breaks nothing in the console', async () => {
    expect(await accessibilityFaults(watched.page)).toEqual([]);
    expect(watched.faults).toEqual([]);
  });
});
