import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { ask } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { startServer, type RunningServer } from './server';
import { watchedPage } from './watched-page';

interface Listed {
  claims: { statement: string; verdict: string; why: string; working: string[] }[];
}

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function said(page: Page, statement: string): Promise<string> {
  return plain(await page.getByRole('article', { name: statement }).innerText());
}

const OWN = 'Half of the bill goes';

describe('claims', () => {
  it('of the playbook stand with the verdicts and the working of the API', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/claims');
    await hydrated(page);
    const { claims } = await ask<Listed>(server.url, '/api/v1/claims');
    expect(claims).toHaveLength(8);
    for (const { statement, verdict, why, working } of claims) {
      const card = await said(page, statement);
      for (const part of [verdict, why, ...working]) expect(card).toContain(plain(part));
    }
    const dollars = await said(page, '50 million tokens a month save about $2,100');
    expect(dollars).toContain('contradicted');
    expect(dollars).toContain('$647.26');
    expect(dollars).toContain('It fits as ¥2,100');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  it('of one’s own are added, judged, changed, kept over a reload, and removed', async () => {
    const { page, faults, close } = await watchedPage(browser, server.url);
    await page.goto('/claims');
    await hydrated(page);
    const form = page.getByRole('form', { name: 'Add a claim' });
    await form.getByLabel('Claim, as it is made').fill(OWN);
    await form.getByLabel('Check').selectOption({ label: 'Arithmetic only' });
    await form.getByLabel('Change, %').fill('-50');
    await form.getByLabel('From').fill('80');
    await form.getByLabel('To', { exact: true }).fill('40');
    await form.getByLabel('Source').fill('Sales call of 3 May');
    await form.getByRole('button', { name: 'Add the claim' }).click();

    // (40 − 80) ÷ 80 = −50 %
    await page.getByRole('article', { name: OWN }).waitFor();
    expect(await said(page, OWN)).toContain('supported');
    expect(await said(page, OWN)).toContain('(40 − 80) ÷ 80 = −50.0 %, as declared');
    expect(await form.getByLabel('Claim, as it is made').inputValue()).toBe('');

    // (50 − 80) ÷ 80 = −37.5 %
    await page.getByRole('button', { name: `Change ${OWN}` }).click();
    const change = page.getByRole('form', { name: `Change: ${OWN}` });
    expect(await change.getByLabel('From').inputValue()).toBe('80');
    await change.getByLabel('To', { exact: true }).fill('50');
    await change.getByRole('button', { name: 'Save the claim' }).click();
    await expect.poll(() => said(page, OWN)).toContain('contradicted');
    await page.reload();
    await hydrated(page);
    expect(await said(page, OWN)).toContain('The claim’s own numbers give −37.5 %');
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByRole('button', { name: `Remove ${OWN}` }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('article', { name: OWN }).waitFor();
    await page.getByRole('button', { name: `Remove ${OWN}` }).click();
    await expect
      .poll(async () => (await ask<Listed>(server.url, '/api/v1/claims')).claims.length, { timeout: 20_000 })
      .toBe(8);
    expect(faults).toEqual([]);
    await close();
  });

  it('that cannot be used are refused with what is wrong', async () => {
    const { page, close } = await watchedPage(browser, server.url, { refusals: true });
    await page.goto('/claims');
    await hydrated(page);
    const form = page.getByRole('form', { name: 'Add a claim' });
    await form.getByLabel('Claim, as it is made').fill(OWN);
    await form.getByLabel('Saved, %').fill('half');
    await form.getByLabel('Source').fill('Sales call of 3 May');
    await form.getByRole('button', { name: 'Add the claim' }).click();
    await page.getByRole('alert').getByText('figure: not a number such as 7.3').waitFor();
    expect(await form.getByLabel('Claim, as it is made').inputValue()).toBe(OWN);
    await close();
  });
});
