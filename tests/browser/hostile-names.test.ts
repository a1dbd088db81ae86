import type { Browser } from 'playwright-core';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_ABSENT, hostileTexts } from '../integration/naughty-strings';
import { sendUsage } from './api';
import { launchBrowser } from './browser';
import { hydrated } from './give-files';
import { startServer, type RunningServer } from './server';
import { watchedPage } from './watched-page';

if (HOSTILE_ABSENT) console.warn(HOSTILE_ABSENT);
const TEXTS = hostileTexts();
/** Names of files cannot hold slashes: these are as they were sent. */
const FILE_NAMES = TEXTS.filter((text) => /[<&"']/.test(text) && !/[/\\\p{Cc}]/u.test(text)).slice(0, 12);
const PAGES = [
  '/',
  '/spend?by=feature',
  '/spend?by=user',
  '/data',
  '/rows',
  '/conversations',
  '/exchange/reconciliation',
  '/latency',
];

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  if (HOSTILE_ABSENT) return;
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  const [first = 'labels.csv', ...names] = FILE_NAMES;
  await sendUsage(server.url, first, usage(TEXTS, '2026-06-01'));
  for (const [i, name] of names.entries())
    await sendUsage(server.url, name, usage([`${name} ${i}`], '2026-06-02'));
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Two requests of a conversation for each text, which is every label of them, the name of their model too. */
function usage(texts: string[], day: string): string {
  const fields =
    'time,route,model,input_tokens,output_tokens,charged,currency,feature,project,user,region,conversation,request_id';
  const data = texts.flatMap((text, i) =>
    [0, 1].map((turn) => [
      `${day}T10:0${turn}:00Z`,
      'official',
      i % 2 ? text : 'gpt-4.1',
      1_000,
      100,
      '0.01',
      'USD',
      text,
      text,
      text,
      text,
      text,
      `${text} ${turn}`,
    ]),
  );
  return `${Papa.unparse({ fields: fields.split(','), data })}\n`;
}

describe.skipIf(HOSTILE_ABSENT !== undefined)('hostile names (skipped without ../shared/data)', () => {
  it.each(PAGES)('are text on %s: nothing of them runs, and no element comes of them', async (path) => {
    const html = await (await fetch(server.url + path)).text();
    expect(html).toContain('</html>');
    const { page, faults, close } = await watchedPage(browser, server.url);
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(path);
    await hydrated(page);
    expect(
      await page
        .locator(
          'script[src^="http"], iframe, object, embed, marquee, body [onerror], body [onload], body [onclick], a[href^="javascript"]',
        )
        .count(),
    ).toBe(0);
    expect(dialogs).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('are shown to the letter', async () => {
    const { page, close } = await watchedPage(browser, server.url);
    await page.goto('/data');
    const uploads = await page
      .getByRole('region', { name: 'Uploads' })
      .getByRole('rowheader')
      .allInnerTexts();
    for (const name of FILE_NAMES)
      expect(uploads.some((text) => text.includes(name.replaceAll(/\s+/g, ' ')))).toBe(true);
    await page.goto('/rows');
    const markup = TEXTS.filter((text) => /^<[^\n]*>$/.test(text));
    expect(markup.length).toBeGreaterThan(10);
    await page.goto(`/spend?by=feature&feature=${encodeURIComponent(markup[0] ?? '')}`);
    expect(await page.locator('main').innerText()).toContain(markup[0]);
    await close();
  });
});
