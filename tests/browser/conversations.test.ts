import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationsAnswer } from '../../src/lib/server/answers/conversations-answer';
import { counted, inCents, plain, yuan } from './amounts';
import { ask, sendUsage } from './api';
import { accessibilityFaults, launchBrowser } from './browser';
import { hydrated } from './give-files';
import { type RunningServer, startServer } from './server';
import { type WatchedPage, watchedPage } from './watched-page';

const CONVERSATIONS = 30;
const TURNS = 8;

/** Conversations whose prompts grow by 300,000 tokens a turn; the last turn of each comes 40 minutes late. */
function talk(): string {
  const rows = [
    'time,route,model,feature,conversation,input_tokens,cached_input_tokens,output_tokens,status',
  ];
  for (let one = 0; one < CONVERSATIONS; one += 1)
    for (let turn = 0; turn < TURNS; turn += 1) {
      const late = turn === TURNS - 1 ? 40 * 60_000 : 0;
      const time = new Date(
        Date.UTC(2026, 5, 1 + (one % 3), 9) + one * 1000 + turn * 60_000 + late,
      ).toISOString();
      const prompt = 20_000 + turn * 300_000;
      rows.push(`${time},official,gpt-4.1,support,c${one},${prompt},${turn === 0 ? 0 : 10_000},1000,ok`);
    }
  return `${rows.join('\n')}\n`;
}

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  watched = await watchedPage(browser, server.url);
  ({ page } = watched);
  page.setDefaultTimeout(30_000);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function open(path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

async function said(): Promise<string> {
  return plain(await page.locator('main').innerText());
}

describe('Conversations', () => {
  it('say what to upload while there are none', async () => {
    await open('/conversations');
    expect(await said()).toContain('Upload a request log with a session or conversation id');
    await sendUsage(
      server.url,
      'no-ids.csv',
      'time,route,model,input_tokens,output_tokens\n2026-06-01T10:00:00Z,official,gpt-4.1,10,1\n',
    );
    await open('/conversations');
    expect(await said()).toContain('Of 1 record in scope none says which conversation it belongs to');
  });

  it('show what the API answers: sentence, figures and tables', async () => {
    await sendUsage(server.url, 'talk.csv', talk());
    const answer = await ask<ConversationsAnswer>(server.url, '/api/v1/conversations');
    expect(answer).toMatchObject({
      conversations: CONVERSATIONS,
      turns: { total: CONVERSATIONS * TURNS, p50: TURNS },
      timeout: { turns: CONVERSATIONS, of: CONVERSATIONS * (TURNS - 1) },
      overflow: { turns: CONVERSATIONS * 2, of: CONVERSATIONS * TURNS },
    });
    await open('/conversations');
    const heading = plain(await page.getByRole('heading', { level: 1 }).innerText());
    expect(heading).toContain('of the input of 30 conversations is history that was sent again');
    expect(heading).toContain(`${answer.tokens.resent_pct?.toFixed(1)} %`);
    expect(heading).toContain(yuan(answer.cost.resent ?? ''));
    expect(heading).toContain(yuan(answer.cost.input ?? ''));
    const text = await said();
    for (const { turns, of, share_pct } of [answer.timeout, answer.overflow]) {
      expect(text).toContain(`${counted(turns)} of ${counted(of)}`);
      expect(text).toContain(`${share_pct?.toFixed(1)} %`);
    }
    expect(text).toContain('At most 10 conversations were open at one time');
    const dearest = page.getByRole('table', { name: 'Dearest conversations' });
    for (const { conversation, cost } of answer.dearest) {
      const row = dearest.getByRole('row').filter({ has: page.getByText(conversation, { exact: true }) });
      expect(await row.innerText()).toContain(inCents(cost ?? ''));
    }
    expect(text).toContain('Left out: 1 record without a conversation id');
  });

  it('hold every way to send them against what was sent', async () => {
    const { what_if: ways } = await ask<ConversationsAnswer>(server.url, '/api/v1/conversations');
    await page
      .getByRole('button', { name: 'Table view of The same conversations, sent another way' })
      .click();
    const table = page.getByRole('table', { name: 'The same conversations, sent another way' });
    for (const { name, prompt_tokens } of ways) {
      const row = table.getByRole('row').filter({ hasText: name });
      expect(await row.innerText()).toContain(counted(prompt_tokens));
    }
    await page.getByText('What each way assumes').click();
    expect(await said()).toContain('billed tokens fall only where the relay’s window drops history');
  });

  it('work timeout and window out again, and keep them in the address', async () => {
    await page.getByLabel('Session timeout, minutes').fill('60');
    await page.getByLabel('Session timeout, minutes').press('Enter');
    await page.waitForURL(/timeout_min=60/);
    await page.getByLabel('Window, messages').fill('4');
    await page.getByLabel('Window, messages').press('Enter');
    await page.waitForURL(/window=4/);
    const query = new URL(page.url()).search;
    const answer = await ask<ConversationsAnswer>(server.url, `/api/v1/conversations${query}`);
    expect(answer).toMatchObject({ timeout: { turns: 0 }, overflow: { turns: CONVERSATIONS * 5 } });
    await expect.poll(said).toContain(`${counted(answer.overflow.turns)} of ${counted(answer.overflow.of)}`);
    await page.reload();
    await hydrated(page);
    expect(await page.getByLabel('Window, messages').inputValue()).toBe('4');
    expect(await said()).toContain('Over 4 messages');
  });

  it('lead from a conversation to its rows', async () => {
    await page.getByRole('table', { name: 'Longest conversations' }).getByRole('link').first().click();
    await page.waitForURL('**/rows?**conversation=**');
    await hydrated(page);
    expect(await page.getByRole('table', { name: 'Rows' }).getByRole('row').count()).toBe(1 + TURNS);
  });

  it('open the evidence of the share of history', async () => {
    await open('/conversations');
    await page.getByRole('heading', { level: 1 }).getByRole('button').first().click();
    const { tokens } = await ask<ConversationsAnswer>(server.url, '/api/v1/conversations');
    await expect
      .poll(async () => plain(await page.locator('body').innerText()))
      .toContain(`${counted(tokens.resent)} ÷ ${counted(tokens.prompt)}`);
    await page.keyboard.press('Escape');
  });

  it('are for everybody, on a phone too', async () => {
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await open('/conversations');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});

it('nothing on the way was an error or left the server', () => {
  expect(watched.faults).toEqual([]);
});
