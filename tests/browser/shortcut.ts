import type { Page } from 'playwright-core';

/**
 * Goes to a page by g and its letter, until `isThere`. The letter counts for a second and a half after the g: where the
 * browser stalls between the two they are pressed once more.
 */
export async function goByKeys(page: Page, letter: string, isThere: (url: URL) => boolean): Promise<void> {
  for (let nth = 0; nth < 5; nth += 1) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    const arrived = page.waitForURL(isThere, { timeout: 5_000 });
    if (await arrived.then(() => true).catch(() => false)) return;
  }
  throw new Error(`g ${letter} does not lead on from ${page.url()}`);
}
