import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/build.js';
import { sampleLoaded } from './api';
import { launchBrowser } from './browser';
import { hydrated } from './give-files';
import { startServer } from './server';

const FOLDER = join(ROOT, 'docs', 'pictures');
const PICTURES = (['light', 'dark'] as const).map((scheme) => ({
  scheme,
  path: join(FOLDER, `overview-${scheme}.png`),
}));
/** Half of the sample company's last year: the same whenever it is taken. */
const VIEW = '/?from=2026-01-01&to=2026-07-01';

const wanted = process.env['CROSSRATE_PICTURES'] === '1' || PICTURES.some(({ path }) => !existsSync(path));

it('the README has its pictures: taken anew where one is absent, or with CROSSRATE_PICTURES=1', async () => {
  if (wanted) await takePictures();
  for (const { path } of PICTURES) expect(existsSync(path)).toBe(true);
});

async function takePictures(): Promise<void> {
  const server = await startServer();
  const browser = await launchBrowser();
  await sampleLoaded(server.url);
  mkdirSync(FOLDER, { recursive: true });
  for (const { scheme, path } of PICTURES) {
    const page = await browser.newPage({
      baseURL: server.url,
      colorScheme: scheme,
      viewport: { width: 1440, height: 950 },
      reducedMotion: 'reduce',
    });
    await page.goto(VIEW);
    await hydrated(page);
    await page.locator('canvas').first().waitFor();
    const headlines = page.locator('article[aria-busy]');
    await expect.poll(() => headlines.count(), { timeout: 30_000 }).toBe(4);
    const busy = page.locator('article[aria-busy="true"]');
    await expect.poll(() => busy.count(), { timeout: 30_000 }).toBe(0);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path });
    await page.close();
  }
  await browser.close();
  await server.stop();
}
