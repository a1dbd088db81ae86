import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileTexts } from '../integration/naughty-strings';
import { labelledUsage } from '../integration/report-files';
import { sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { startServer, type RunningServer } from './server';
import { watchedPage } from './watched-page';

let server: RunningServer;
let browser: Browser;
/** A report of everything. */
let whole: string;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  const usage = labelledUsage().replaceAll('relay-7741', 'relay');
  await sendUsage(server.url, 'june.csv', usage);
  whole = await share({ commentary: 'We **propose** it.' });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const HOSTILE = [
  '<script>document.title = "run"</script>',
  '<img src="https://example.com/x.png" onerror="document.title = 1">',
  '[a](javascript:document.title=1) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x)',
  '![pixel](https://example.com/p.png)',
  '<a href="https://example.com" onmouseover="x()">x</a>',
  '<!-- --><style>body { display: none }</style>',
  '# A heading',
  '[docs](https://example.com/terms)',
].join('\n\n');

async function share(choices: object = {}): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Move support traffic', ...choices }),
  });
  const made = (await response.json()) as { url: string };
  expect(response.status, JSON.stringify(made)).toBe(201);
  return made.url;
}

const BARE = { javaScriptEnabled: false } as const;

describe('a shared report', () => {
  it('is whole without a script: every section, its charts, its tables, its assumptions', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url, BARE);
    await page.goto(whole);
    expect(new URL(page.url()).pathname).toMatch(/^\/r\/[0-9a-f-]{36}$/);
    expect(await page.title()).toBe('Move support traffic');
    expect(await page.locator('h1').allTextContents()).toEqual(['Move support traffic']);
    expect(await page.locator('section.part > .opening > h2').count()).toBe(9);
    expect(await page.locator('.commentary strong').textContent()).toBe('propose');
    expect(await page.locator('figure.chart').count()).toBeGreaterThan(5);
    for (const figure of await page.locator('figure.chart').all()) {
      expect(await figure.locator('.wide svg[role=img]').getAttribute('aria-label')).toMatch(/\S/);
      expect(await figure.locator('.summary').textContent()).toMatch(/\S/);
    }
    expect(await page.locator('#assumptions table').count()).toBe(4);
    expect(await page.locator('script').count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  it.each([
    ['light', 390],
    ['dark', 1280],
  ] as const)(
    'has no fault of accessibility in %s at %i px, and is no wider than the screen',
    async (colorScheme, width) => {
      const { page, faults, close } = await watchedPage(browser, server.url, {
        colorScheme,
        viewport: { width, height: 844 },
      });
      await page.goto(whole);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const text = page.locator(`${width < 621 ? '.narrow' : '.wide'} svg text`).first();
      const size = await text.evaluate((node) => {
        const svg = (node as SVGTextElement).ownerSVGElement;
        const scale = (svg?.getBoundingClientRect().width ?? 0) / (svg?.viewBox.baseVal.width ?? 1);
        return parseFloat(getComputedStyle(node).fontSize) * scale;
      });
      expect(size).toBeGreaterThan(10.5);
      expect(faults).toEqual([]);
      await close();
    },
  );

  it('prints on A4 and on Letter, its sections on pages of their own', async () => {
    const { page, close } = await watchedPage(browser, server.url, BARE);
    await page.goto(await share({ sections: ['overview', 'exchange', 'claims'] }));
    for (const format of ['A4', 'Letter'] as const) {
      const pdf = (await page.pdf({ format })).toString('latin1');
      const pages = [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
      // the answer with the overview on one or two; exchange, claims, assumptions from a page of their own
      expect(pages, format).toBeGreaterThanOrEqual(4);
      expect(pages, format).toBeLessThanOrEqual(8);
    }
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.contents').isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
    await close();
  });

  it('shows commentary as text and links, and runs and fetches nothing of it', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto(
      await share({
        commentary: `${HOSTILE}\n\n${hostileTexts().slice(0, 200).join('\n\n')}`.slice(0, 20_000),
      }),
    );
    expect(await page.title()).toBe('Move support traffic');
    const commentary = page.locator('.commentary');
    expect(await commentary.textContent()).toContain('<script>document.title');
    expect(await commentary.locator('script, img, style, iframe, object, form, input').count()).toBe(0);
    const hrefs = await commentary
      .locator('a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    expect(hrefs).toContain('https://example.com/terms');
    expect(hrefs.filter((href) => /^(javascript|data|vbscript):/i.test(href))).toEqual([]);
    expect(await page.locator('h1').count()).toBe(1);
    expect(
      await page.evaluate(() => document.querySelectorAll('[onerror],[onmouseover],[onclick]').length),
    ).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });
});

describe('the page of reports', () => {
  it('makes a link with the filters that one comes with, shows it once, and takes it back', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url, { refusals: true });
    await page.goto('/spend?model=gpt-4.1');
    await hydrated(page);
    await page.getByRole('link', { name: 'Share' }).click();
    await page.waitForURL(/\/reports\?model=gpt-4\.1/);
    await page.getByLabel('Title').fill('Only GPT');
    await page.getByRole('checkbox', { name: 'Rollout' }).uncheck();
    const [preview] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Preview' }).click(),
    ]);
    await preview.waitForLoadState();
    expect(await preview.locator('h1').textContent()).toBe('Only GPT');
    await preview.close();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const url = await page.getByLabel('Link', { exact: true }).inputValue();
    const reader = await watchedPage(browser, server.url, { ...BARE, refusals: true });
    await reader.page.goto(url);
    expect(await reader.page.locator('.scope').textContent()).toContain('gpt-4.1');
    expect(await reader.page.locator('#rollout').count()).toBe(0);
    expect(await page.locator('body').innerText()).not.toContain(url);
    await page.reload();
    expect(await page.getByLabel('Link', { exact: true }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Revoke the link to Only GPT' }).click();
    await page.getByText('revoked', { exact: true }).waitFor();
    const gone = await reader.page.reload();
    expect(gone?.status()).toBe(404);
    expect([...faults, ...reader.faults]).toEqual([]);
    await reader.close();
    await close();
  });
});
