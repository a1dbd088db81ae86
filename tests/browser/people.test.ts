import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { PASSWORD, startServed, type ServedServer } from './served';
import { watchedPage, type WatchedPage } from './watched-page';

const CSV = 'time,route,model,input_tokens,output_tokens\n2026-06-01T00:00:00Z,official,gpt-4.1,100,10\n';

let server: ServedServer;
let browser: Browser;
let ada: WatchedPage;
let bo: WatchedPage;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServed(), launchBrowser()]);
  ada = await watchedPage(browser, server.url, { refusals: true });
  bo = await watchedPage(browser, server.url, { refusals: true });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The status of an upload that a page of our own sends. */
function upload(page: Page): Promise<number> {
  return page.evaluate(async (body) => {
    const headers = { 'content-type': 'text/csv' };
    return (await fetch('/api/v1/uploads?name=a.csv&wait=1', { method: 'POST', headers, body })).status;
  }, CSV);
}

/** The status of a report that a page of our own makes. */
function makeReport(page: Page): Promise<number> {
  return page.evaluate(
    async (body) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/v1/reports', { method: 'POST', headers, body })).status;
    },
    JSON.stringify({ title: 'By Bo', sections: ['spend'] }),
  );
}

describe('people', () => {
  it('are invited by a link that is shown once, join, and read', async () => {
    await signIn(ada.page, 'ada@example.com');
    await ada.page.waitForURL('**/');
    await open(ada.page, '/settings/people');
    await ada.page.getByLabel('E-mail').fill('bo@example.com');
    await ada.page.getByRole('button', { name: 'Make an invitation' }).click();
    const link = await ada.page.getByLabel('The link, shown once').inputValue();
    await open(ada.page, '/settings/people');
    expect(await ada.page.content()).not.toContain(link.split('/').at(-1));

    await bo.page.goto(link);
    await bo.page.getByLabel('Your name').fill('Bo');
    await bo.page.getByLabel('Password').fill(PASSWORD);
    await bo.page.getByRole('button', { name: 'Join' }).click();
    await bo.page.waitForURL('**/');
    await open(bo.page, '/data');
    expect(await bo.page.getByText('Choose files').count()).toBe(0);
    await bo.page.getByText('Editors can add usage').waitFor();
    expect(await upload(bo.page)).toBe(403);
    const tabs = bo.page.getByRole('navigation', { name: 'Parts of Settings' }).getByRole('link');
    await open(bo.page, '/settings');
    expect(await tabs.allTextContents()).toEqual(['Organisation', 'My account', 'API tokens']);
    expect(await bo.page.getByLabel('Organisation', { exact: true }).isDisabled()).toBe(true);
  });

  it('may do more at once when an owner says so, and are signed out at once when a session is ended', async () => {
    await open(ada.page, '/settings/people');
    await ada.page.getByLabel('Role of Bo').selectOption('editor');
    await ada.page.getByText('Bo is editor now.').waitFor();
    await open(bo.page, '/data');
    await bo.page.getByText('Choose files').waitFor();
    expect(await upload(bo.page)).toBe(201);
    expect(await makeReport(bo.page)).toBe(201);
    await open(bo.page, '/data');
    await bo.page.getByText('Owners can delete uploads that count in the figures.').waitFor();
    expect(await bo.page.getByRole('button', { name: /^Delete/ }).count()).toBe(0);

    await ada.page.getByRole('button', { name: 'Sessions of Bo' }).click();
    await ada.page.getByRole('button', { name: /^End Chrome on Linux/ }).click();
    await ada.page.getByText('Bo is not signed in anywhere.').waitFor();
    expect(await upload(bo.page)).toBe(401);
    await bo.page.goto('/spend?by=model');
    expect(new URL(bo.page.url()).search).toBe('?to=%2Fspend%3Fby%3Dmodel');
  });

  it('are asked for a code at login once they turn it on; a code that was used is refused, a recovery code is not', async () => {
    const { page } = bo;
    await signIn(page, 'bo@example.com');
    await page.waitForURL('**/');
    await open(page, '/settings/account');
    await page.getByRole('button', { name: 'Turn codes on' }).click();
    const secret = (await page.locator('.secret').textContent())?.replaceAll(' ', '') ?? '';
    const app = new TOTP({ secret: Secret.fromBase32(secret) });
    await page.getByLabel('Code that the app shows now').fill('000000');
    const form = page.locator('.steps form');
    await form.getByLabel('Present password').fill('not this password');
    await form.getByRole('button', { name: 'Turn codes on' }).click();
    await page.getByText('password: is not your present password').waitFor();
    await form.getByLabel('Present password').fill(PASSWORD);
    const now = Date.now();
    await page.getByLabel('Code that the app shows now').fill(app.generate({ timestamp: now }));
    await form.getByRole('button', { name: 'Turn codes on' }).click();
    const kept = page.getByRole('status').getByRole('listitem');
    await kept.first().waitFor();
    const [recovery = '', ...more] = await kept.allTextContents();
    expect(more).toHaveLength(7);

    await page.locator('.side').getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/login');
    await signIn(page, 'bo@example.com');
    await giveCode(page, app.generate({ timestamp: now }));
    await page.getByText('The code is wrong, or was used already.').waitFor();
    const next = app.generate({ timestamp: now + 30_000 });
    await giveCode(page, next);
    await page.waitForURL('**/');

    await page.context().clearCookies();
    await signIn(page, 'bo@example.com');
    await giveCode(page, next);
    await page.getByText('The code is wrong, or was used already.').waitFor();
    await giveCode(page, recovery);
    await page.waitForURL('**/');
    await open(page, '/settings/account');
    await page.getByText('You have 7 recovery codes left.').waitFor();
  });

  it('give scripts tokens that may do no more than their role, until they are revoked', async () => {
    const { page } = bo;
    await open(page, '/settings/tokens');
    await page.getByLabel('Name, for what uses it').fill('nightly');
    expect(await page.getByLabel('Role').locator('option').allTextContents()).toEqual(['viewer', 'editor']);
    await page.getByLabel('Present password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the token' }).click();
    const token = await page.getByLabel('The token, shown once').inputValue();
    const ask = (method: string, path: string) =>
      fetch(server.url + path, { method, headers: { authorization: `Bearer ${token}` } });
    expect((await ask('GET', '/api/v1/settings')).status).toBe(200);
    expect((await ask('POST', '/api/v1/uploads?name=b.csv')).status).toBe(403);
    expect((await ask('GET', '/api/v1/account')).status).toBe(404);
    await open(page, '/settings/tokens');
    expect(await page.content()).not.toContain(token);
    await page.getByRole('button', { name: 'Revoke nightly' }).click();
    await page.getByText('nightly does not work any more.').waitFor();
    expect((await ask('GET', '/api/v1/settings')).status).toBe(401);
  });

  it('are disabled by an owner, and an owner sees who did what, narrowed to one person', async () => {
    const { page } = ada;
    await open(page, '/settings/people');
    await page.getByRole('button', { name: 'Codes off for Bo' }).click();
    await page.getByText('Bo signs in without a code.').waitFor();
    await open(bo.page, '/settings/account');
    await bo.page.getByRole('button', { name: 'Turn codes on' }).waitFor();
    await page.getByRole('button', { name: 'Disable Bo' }).click();
    await page.getByText('Bo may not sign in any more').waitFor();
    await bo.page.goto('/settings');
    expect(new URL(bo.page.url()).pathname).toBe('/login');

    await open(page, '/settings/audit');
    const rows = page.getByRole('region', { name: 'Audit log: table' }).locator('tbody tr');
    const all = (await rows.allInnerTexts()).join('\n');
    for (const done of [
      'Ada\tada@example.com\tinvited a person\tbo@example.com\tviewer',
      'Bo\tbo@example.com\tjoined by invitation\tbo@example.com\tviewer',
      'Ada\tada@example.com\tchanged a person\tbo@example.com\tBo: editor',
      'Ada\tada@example.com\tended a session\tbo@example.com',
      'Bo\tbo@example.com\tadded an upload',
      'Bo\tbo@example.com\tturned one-time codes on',
      'Bo\tbo@example.com\twas refused at sign-in',
      'Bo\tbo@example.com\tsigned in\t',
      'Bo\tbo@example.com\tmade an API token\tnightly',
      'Bo\tbo@example.com\trevoked an API token\tnightly',
      'Ada\tada@example.com\tchanged a person\tbo@example.com\tBo: editor, disabled',
    ])
      expect(all).toContain(done);
    await page.getByLabel('Who').selectOption('Ada');
    await page.waitForURL(/actor=Ada/);
    await page.getByLabel('What').selectOption('changed a person');
    await page.waitForURL(/action=changed/);
    await expect.poll(() => rows.count()).toBe(3);
    const csv = await page.evaluate(async () =>
      (await fetch('/api/v1/audit?format=csv&actor=Ada&action=changed+a+person')).text(),
    );
    expect(csv.trim().split('\n')).toHaveLength(4);
  });

  it('are removed by an owner, who may still keep them; what they did and made stays under their name', async () => {
    const { page } = ada;
    await open(page, '/settings/people');
    const names = page.getByRole('region', { name: 'People: table' }).getByRole('rowheader');
    expect(await names.allInnerTexts()).toEqual(['Ada', 'Bo']);
    expect(await page.getByRole('button', { name: 'Remove Ada' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Remove Bo' }).click();
    await page.getByText('Bo is removed.').waitFor();
    expect(await names.allInnerTexts()).toEqual(['Ada']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => names.allInnerTexts()).toEqual(['Ada', 'Bo']);

    await page.getByRole('button', { name: 'Remove Bo' }).click();
    // Leaving the page ends the grace.
    await open(page, '/settings');
    const people = (): Promise<string> => page.evaluate(async () => (await fetch('/api/v1/people')).text());
    await expect.poll(people).not.toContain('bo@example.com');
    await open(page, '/settings/audit');
    const all = (
      await page.getByRole('region', { name: 'Audit log: table' }).locator('tbody tr').allInnerTexts()
    ).join('\n');
    expect(all).toContain('Ada\tada@example.com\tremoved a person\tbo@example.com\tBo, editor');
    expect(all).toMatch(/Bo\tperson [\da-f]{8}\tadded an upload/);

    await open(page, '/settings/people');
    expect(await names.allInnerTexts()).toEqual(['Ada']);
    await open(page, '/reports');
    const report = page.getByRole('row').filter({ hasText: 'By Bo' });
    expect(await report.innerText()).toMatch(/\topen\t.*\tBo\t/s);
    await signIn(bo.page, 'bo@example.com');
    await bo.page.getByText('The address or the password is wrong').waitFor();
  });

  it('find every page of Settings accessible, in the dark on a phone too', async () => {
    const phone = await watchedPage(browser, server.url, {
      viewport: { width: 390, height: 800 },
      colorScheme: 'dark',
      storageState: await ada.page.context().storageState(),
    });
    for (const path of ['', '/people', '/account', '/tokens', '/audit']) {
      await phone.page.goto(`/settings${path}`);
      expect(await accessibilityFaults(phone.page)).toEqual([]);
      const overflow = await phone.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    }
    expect([...ada.faults, ...bo.faults, ...phone.faults]).toEqual([]);
  });
});
