import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, launchBrowser } from './browser';
import { PASSWORD, sendJson, type ServedServer, startServed } from './served';

let server: ServedServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServed(), launchBrowser()]);
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function invitation(): Promise<string> {
  const asked = { email: 'bob@example.com', role: 'viewer' };
  const made = await sendJson(server.url, 'POST', '/api/v1/people/invitations', server.owner, asked);
  return (JSON.parse(made.body) as { url: string }).url;
}

describe('by browser', () => {
  it('somebody joins by a link, finds who they are in the frame, and signs out', async () => {
    await page.goto(await invitation());
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('Your name').fill('Bob');
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('at least 12 characters; this one has 5').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.waitForURL(`${server.url}/`);
    await page.getByText('Menu', { exact: true }).click();
    await page.getByRole('link', { name: 'Bob' }).filter({ visible: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Sign out' }).filter({ visible: true }).click();
    await page.waitForURL(`${server.url}/login`);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('a viewer’s page that wants more says which role it needs', async () => {
    await page.goto(`${server.url}/login`);
    await page.getByLabel('E-mail').fill('bob@example.com');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.url}/`);
    const answer = await page.goto(`${server.url}/settings/backup`);
    expect(answer?.status()).toBe(403);
    await page.getByText('This needs the role owner; Bob has the role viewer').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it.each(['127.0.0.1', 'localhost'])(
    'without scripts, at http://%s, the cookie is kept and the page asked for comes',
    async (name) => {
      const bare = await browser.newContext({ javaScriptEnabled: false });
      const plain = await bare.newPage();
      const base = server.url.replace('127.0.0.1', name);
      await plain.goto(`${base}/data/formats`);
      await plain.getByLabel('E-mail').fill('ada@example.com');
      await plain.getByLabel('Password').fill('a wrong password');
      await plain.getByRole('button', { name: 'Sign in' }).click();
      await plain.getByText('The address or the password is wrong').waitFor();
      await plain.getByLabel('Password').fill(PASSWORD);
      await plain.getByRole('button', { name: 'Sign in' }).click();
      await plain.waitForURL(`${base}/data/formats`);
      expect(
        (await bare.cookies(base)).map(({ name: cookie, secure, httpOnly }) => [cookie, secure, httpOnly]),
      ).toEqual([['__Host-crossrate', true, true]]);
      await bare.close();
    },
  );

  it('a session that is over leads to the login and back, in the middle of clicking', async () => {
    await context.clearCookies();
    await page.goto(`${server.url}/login`);
    await page.getByLabel('E-mail').fill('bob@example.com');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${server.url}/`);
    await context.clearCookies();
    await page.getByText('Menu', { exact: true }).click();
    await page.getByRole('link', { name: 'Latency' }).filter({ visible: true }).click();
    await page.waitForURL(`${server.url}/login?to=%2Flatency`);
  });
});
