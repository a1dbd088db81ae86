import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, COLOUR_RULES, launchBrowser } from './browser';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

/** Readable in the light and not in the dark; a picture and a button without words. */
const FAULTY = `<!doctype html><html lang="en"><title>Faulty</title>
  <style>p { color: #000; background: #fff } @media (prefers-color-scheme: dark) { p { color: #eee } }</style>
  <main><h1>Faulty</h1><p>Words</p><img src="data:,"><button></button></main>`;

describe('what pages are held against', () => {
  it('finds what lacks words, and in the dark what cannot be read there', async () => {
    const page = await (await browser.newContext({ colorScheme: 'light' })).newPage();
    await page.setContent(FAULTY);
    const rulesOf = (faults: string[]) => faults.map((fault) => fault.split(' ')[0]).sort();
    expect(rulesOf(await accessibilityFaults(page))).toEqual(['button-name', 'image-alt']);
    expect(await accessibilityFaults(page, COLOUR_RULES)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(rulesOf(await accessibilityFaults(page, COLOUR_RULES))).toEqual(['color-contrast']);
    await page.context().close();
  });
});
