import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { ask, sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { startServer, type RunningServer } from './server';
import { watchedPage } from './watched-page';

const CARDS = ['Saving ahead', 'Latency, like for like', 'Readiness', 'Rollout'];

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  const days = Array.from({ length: 30 }, (_, i) => `2026-06-${String(i + 1).padStart(2, '0')}`);
  const rows = days.flatMap((day, i) =>
    ['official', 'relay'].map(
      (route) =>
        `${day}T23:00:00Z,${route},gpt-4.1,1000000,1000000,${(route === 'relay' ? 40 : 90) + (i % 5)}`,
    ),
  );
  await sendUsage(
    server.url,
    'june.csv',
    ['time,route,model,input_tokens,output_tokens,ttft_ms', ...rows, ''].join('\n'),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const card = (page: Page, name: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });

describe('what Overview says after its first view', () => {
  it('has the words of each page’s answer, and a way to it', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/');
    for (const name of CARDS) await card(page, name).locator('.value').waitFor();
    const { headline } = await ask<{ headline: { why: string; verdict: string } }>(
      server.url,
      '/api/v1/overview/readiness',
    );
    expect(plain(await card(page, 'Readiness').innerText())).toContain(plain(headline.why));
    expect(plain(await card(page, 'Saving ahead').innerText())).toContain('Payback says nothing yet');
    const links = CARDS.map((name) => page.getByRole('link', { name, exact: true }).last());
    expect(await Promise.all(links.map((link) => link.getAttribute('href')))).toEqual([
      '/roi',
      '/latency',
      '/readiness',
      '/rollout',
    ]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('says what could not be loaded, and loads it when asked again', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    let broken = true;
    await page.route('**/api/v1/overview/latency*', (route) => (broken ? route.abort() : route.continue()));
    await page.goto('/');
    await card(page, 'Latency').getByText('It could not be loaded.').waitFor();
    await card(page, 'Readiness').locator('.value').waitFor();
    broken = false;
    await page.getByRole('button', { name: /Try again.*Latency, like for like/ }).click();
    await card(page, 'Latency').locator('.value').waitFor();
    await close();
  });

  it('without JavaScript the cards lead to their pages', async () => {
    const { page, close } = await watchedPage(browser, server.url, { javaScriptEnabled: false });
    await page.goto('/');
    await page.getByRole('link', { name: 'Rollout', exact: true }).last().waitFor();
    expect(await card(page, 'Rollout').innerText()).toContain('See its page.');
    await close();
  });
});
