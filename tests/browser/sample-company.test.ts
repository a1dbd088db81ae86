import { afterEach, describe, expect, it } from 'vitest';
import { SAMPLE_FILES } from '$lib/server/sample/sample-files';
import { launchBrowser } from './browser';
import { type RunningServer, type ServerOptions, startServer } from './server';

const started: RunningServer[] = [];

afterEach(async () => {
  for (const server of started.splice(0).reverse()) await server.stop();
});

async function start(options: ServerOptions = {}): Promise<RunningServer> {
  const server = await startServer(options);
  started.push(server);
  return server;
}

async function samples(server: RunningServer): Promise<string[]> {
  const answer = await fetch(`${server.url}/api/v1/uploads`);
  const { uploads } = (await answer.json()) as { uploads: { name: string; sample: boolean }[] };
  return uploads.filter((upload) => upload.sample).map((upload) => upload.name);
}

describe('the sample company', () => {
  it('is cut short by a stop, and complete after the next start', async () => {
    const first = await start();
    first.process.kill('SIGTERM');
    await expect.poll(() => first.process.exitCode, { timeout: 30_000 }).toBe(0);
    const second = await start({ dataDir: first.dataDir });
    const all = SAMPLE_FILES.map(({ name }) => name).sort();
    await expect.poll(async () => (await samples(second)).sort(), { timeout: 90_000 }).toEqual(all);
  });

  it('is not shown in part: a page says that it is being loaded, and has its figures without a reload', async () => {
    const server = await start();
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      // Figures may take longer than the page's pause between two looks at how far it is.
      await page.route('**/spend/__data.json*', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 800));
        await route.continue();
      });
      await page.goto(`${server.url}/spend`, { waitUntil: 'commit' });
      await page.getByRole('heading', { name: 'The sample company is being loaded.' }).waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      await page.getByText('Sample data.').waitFor({ timeout: 60_000 });
      await page.getByRole('heading', { name: /^The traffic of June 2025 to June 2026 cost/ }).waitFor();
      expect(await samples(server)).toHaveLength(SAMPLE_FILES.length);
    } finally {
      await browser.close();
    }
  });

  it('never comes back once it is removed, also while it is still loading', async () => {
    const first = await start();
    await expect.poll(() => samples(first), { timeout: 60_000 }).not.toEqual([]);
    const removed = await fetch(`${first.url}/api/v1/sample`, { method: 'DELETE' });
    expect(removed.status).toBe(204);
    expect(await samples(first)).toEqual([]);
    first.process.kill('SIGTERM');
    await expect.poll(() => first.process.exitCode, { timeout: 30_000 }).toBe(0);
    const second = await start({ dataDir: first.dataDir });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await samples(second)).toEqual([]);
  });

  it('does not come where it is turned off, also when it is turned on later', async () => {
    const first = await start({ env: { CROSSRATE_SAMPLE: '0' } });
    await expect.poll(() => fetch(`${first.url}/readyz`).then(({ status }) => status)).toBe(200);
    first.process.kill('SIGTERM');
    await expect.poll(() => first.process.exitCode, { timeout: 30_000 }).toBe(0);
    const second = await start({ dataDir: first.dataDir });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await samples(second)).toEqual([]);
  });
});
