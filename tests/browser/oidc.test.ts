import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser';
import { hydrated } from './give-files';
import { identityProvider, OIDC_CLIENT, type IdentityProvider } from './identity-provider';
import { PASSWORD, send, sendJson, startServed, type ServedServer } from './served';

let provider: IdentityProvider;
let server: ServedServer;
let browser: Browser;

beforeAll(async () => {
  provider = await identityProvider();
  const settings = {
    CROSSRATE_OIDC_ISSUER: provider.issuer,
    CROSSRATE_OIDC_CLIENT_ID: OIDC_CLIENT.id,
    CROSSRATE_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
    CROSSRATE_OIDC_NAME: 'the company login',
  };
  [server, browser] = await Promise.all([startServed(settings), launchBrowser()]);
  provider.serve(`${server.url}/login/oidc/callback`);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.close();
});

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url });
  return context.newPage();
}

/** Signs in at the provider's own form, and lets it tell us who it is. */
async function enterAtProvider(page: Page, name: string): Promise<void> {
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('[name=login]').fill(name);
  await page.locator('[name=password]').fill('any');
  await page.locator('[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function invitation(email: string): Promise<string> {
  const asked = { email, role: 'viewer' };
  const made = await sendJson(server.url, 'POST', '/api/v1/people/invitations', server.owner, asked);
  return (JSON.parse(made.body) as { url: string }).url;
}

describe('signing in through a real provider', () => {
  it('lets somebody join by an invitation, and in again afterwards without a password', async () => {
    const page = await newPage();
    await page.goto(await invitation('eve@example.com'));
    await page.getByRole('link', { name: 'Join with the company login' }).click();
    await enterAtProvider(page, 'eve');
    await page.waitForURL(`${server.url}/`);
    expect(await page.locator('.side .who').innerText()).toContain('eve by the provider');
    await page.locator('.side').getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL('**/login');
    await page.goto('/spend');
    await page.getByRole('link', { name: 'Sign in with the company login' }).click();
    await page.waitForURL(`${server.url}/spend`);
    expect(await page.locator('.side .who').innerText()).toContain('eve by the provider');
  });

  it('lets nobody in whom nobody here knows, and names no account', async () => {
    const page = await newPage();
    await page.goto('/login');
    await page.getByRole('link', { name: 'Sign in with the company login' }).click();
    await enterAtProvider(page, 'mallory');
    await page.getByText('Nobody here signs in with that account.').waitFor();
    // The provider's own cookies are there too: browsers do not tell ports apart.
    const own = (await page.context().cookies(server.url)).filter(({ name }) => name.startsWith('__Host-'));
    expect(own).toEqual([]);
  });

  it('links an account by the password of who is signed in, but not one that is somebody else’s', async () => {
    const page = await newPage();
    await page.goto('/login');
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${server.url}/`);
    const link = async (name: string): Promise<void> => {
      await page.goto('/settings/account');
      await hydrated(page);
      await page.getByRole('button', { name: 'Link with the company login' }).click();
      const form = page.getByRole('region', { name: 'the company login' }).locator('form');
      await form.getByLabel('Present password').fill(PASSWORD);
      await form.getByRole('button', { name: 'Link with the company login' }).click();
      await enterAtProvider(page, name);
    };
    await link('eve');
    await page.getByText('That account belongs to somebody else here.').waitFor();
    const own = (await page.context().cookies(server.url)).filter(({ name }) => name === '__Host-crossrate');
    await page.context().clearCookies();
    await page.context().addCookies(own);
    await link('ada');
    await page.getByText('You can sign in with the company login from now on.').waitFor();

    const other = await newPage();
    await other.goto('/login');
    await other.getByRole('link', { name: 'Sign in with the company login' }).click();
    await enterAtProvider(other, 'ada');
    await other.waitForURL(`${server.url}/`);
    expect(await other.locator('.side .who').innerText()).toContain('Ada');
  });

  it('takes no answer that it did not ask for, in this browser, a moment ago', async () => {
    const begun = await send(server.url, 'GET', '/login/oidc');
    const state = new URL(String(begun.headers.location)).searchParams.get('state') ?? '';
    expect(begun.headers['set-cookie']?.[0]).toMatch(
      /^__Host-crossrate-oidc=.*; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(begun.cookies.join()).not.toContain(state);
    const arrive = async (query: string, cookie: string): Promise<string> => {
      const answer = await send(server.url, 'GET', `/login/oidc/callback?${query}`, { headers: { cookie } });
      expect(answer.status).toBe(303);
      return String(answer.headers.location);
    };
    const cookie = begun.cookies[0] ?? '';
    expect(await arrive(`code=x&state=${state}`, '')).toBe('/login?refused=late');
    expect(await arrive(`code=x&state=${state}`, `${cookie}x`)).toBe('/login?refused=late');
    expect(await arrive('code=x&state=another', cookie)).toBe('/login?refused=untrusted');
    expect(await arrive(`code=x&state=${state}`, cookie)).toBe('/login?refused=untrusted');
    const iss = encodeURIComponent(provider.issuer);
    expect(await arrive(`error=access_denied&state=${state}&iss=${iss}`, cookie)).toBe(
      '/login?refused=denied',
    );
    expect(server.output()).not.toContain(OIDC_CLIENT.secret);
  });

  it('goes to pages of its own only', async () => {
    for (const to of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example']) {
      const page = await send(server.url, 'GET', `/login?to=${encodeURIComponent(to)}`);
      expect(page.body).toContain('href="/login/oidc?to=%2F"');
    }
  });
});
