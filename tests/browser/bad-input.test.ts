import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { ownUploads, sendUsage } from './api';
import { launchBrowser } from './browser';
import { fileCard, hydrated, pickFiles } from './give-files';
import { type RunningServer, startServer } from './server';
import { type WatchedPage, watchedPage } from './watched-page';

const HEADER = 'time,route,model,input_tokens,output_tokens,cached_input_tokens';
const START = '2026-06-01T00:00:00Z,official,gpt-4.1';
const KEPT = `${HEADER}\n${START},1000,200,0\n`;

/** "HEADER / 客服" in GB18030, which no encoder of this runtime writes. */
const GB18030 = Buffer.concat([
  Buffer.from(`${HEADER},feature\n${START},1000,200,0,`),
  Buffer.from([0xbf, 0xcd, 0xb7, 0xfe, 0x0a]),
]);

let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  watched = await watchedPage(browser, server.url, { refusals: true });
  ({ page } = watched);
  page.setDefaultTimeout(30_000);
  await sendUsage(server.url, 'kept.csv', KEPT);
  await page.goto('/data');
  await hydrated(page);
});

/** Whatever was given: what was there is there, and nothing else. */
afterEach(async () => {
  expect((await ownUploads(server.url)).map(({ name }) => name)).toEqual(['kept.csv']);
  expect(watched.faults).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function give(name: string, content: string | Buffer) {
  await pickFiles(page, { name, content });
  return fileCard(page, name);
}

/** Closes the card of a file that was refused: it is listed no more then. */
async function leave(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Close' }).click();
  await card.waitFor({ state: 'detached' });
}

/** Bytes 0 to 255 in an order that no text has. */
const NOISE = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 167 + (i >> 3)) % 256));

describe('what is no usage export is refused as soon as it is given', () => {
  it.each([
    ['an empty file', 'empty.csv', '', ['The file is empty', 'Export it again']],
    ['a PDF', 'pdf.csv', '%PDF-1.7\n%âãÏÓ', ['a PDF document', 'Export the usage as CSV']],
    [
      'a workbook',
      'xlsx.csv',
      'PK\u0003\u0004......[Content_Types].xml',
      ['an Excel workbook', 'Save As, CSV UTF-8'],
    ],
    ['a ZIP', 'zip.csv', 'PK\u0003\u0004june/june.csv', ['a ZIP archive', 'Unzip it']],
    ['noise', 'noise.csv', NOISE, ['binary data', 'Upload the usage export as CSV']],
    [
      'a header that names a column twice',
      'twice.csv',
      `time,route,model,input_tokens,output_tokens,input_tokens\n${START},1,1,1\n`,
      ['line 1', 'More than one column is called input_tokens', 'Rename or remove'],
    ],
  ])('%s', async (_, name, content, words) => {
    const card = await give(name, content);
    await card.getByRole('alert').waitFor();
    for (const word of words) expect(plain(await card.innerText())).toContain(word);
    expect(await card.getByRole('button', { name: 'Load', exact: true }).count()).toBe(0);
  });
});

describe('rows that cannot be used are named with line and reason before anything is stored', () => {
  it.each([
    ['negative tokens', 'negative.csv', `${HEADER}\n${START},-5,10,0\n`, 'line 2 input_tokens: negative: -5'],
    [
      'more cached input than input',
      'cached.csv',
      `${HEADER}\n${START},100,10,500\n`,
      'line 2 input_tokens: cached input and the other parts exceed the input: 100',
    ],
    [
      'a route that nobody made',
      'route.csv',
      `${HEADER}\n2026-06-01T00:00:00Z,mystery,gpt-4.1,100,10,0\n`,
      'line 2 route: unknown route mystery',
    ],
    [
      'a time that is none',
      'time.csv',
      `${HEADER}\n2026-13-01T00:00:00Z,official,gpt-4.1,100,10,0\n`,
      'line 2 time: not a time: 2026-13-01T00:00:00Z',
    ],
  ])('%s, and loading the file is refused', async (_, name, content, words) => {
    const card = await give(name, content);
    await card.getByText('could not be used').waitFor();
    expect(plain(await card.innerText())).toContain(words);
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByRole('alert').waitFor();
    expect(plain(await card.innerText())).toContain('Nothing was stored');
    const href = await card.getByRole('link', { name: '1 could not be used: download' }).getAttribute('href');
    expect(await (await fetch(server.url + href)).text()).toContain(words.replace(/^line 2 /, ''));
    await leave(card);
  });

  it.each([
    [
      'an unterminated quote',
      'quote.csv',
      `${HEADER}\n"${START},1,1,0\n${START},2,2,0\n`,
      ['line 2 The record has a quote that is never closed.'],
    ],
    [
      'ragged rows',
      'ragged.csv',
      `${HEADER}\n${START},1,1,0\n${START},1\n${START},1,1,0,5,6\n`,
      ['line 3 The record has 4 values, the header has 6 columns.', 'line 4 The record has 8 values'],
    ],
  ])('%s', async (_, name, content, words) => {
    const card = await give(name, content);
    await card.getByRole('button', { name: 'Load', exact: true }).waitFor();
    for (const word of words) expect(plain(await card.innerText())).toContain(word);
    await card.getByRole('button', { name: 'Leave it out' }).click();
    await card.waitFor({ state: 'detached' });
  });
});

describe('what a person can settle is asked', () => {
  it('a header without rows is told on loading', async () => {
    const card = await give('header.csv', `${HEADER}\n`);
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByRole('alert').waitFor();
    expect(plain(await card.innerText())).toContain('The file has a header and no record under it');
    await leave(card);
  });

  it('GB18030 is read once it is confirmed', async () => {
    const card = await give('gb18030.csv', GB18030);
    await card.getByRole('alert').waitFor();
    expect(plain(await card.innerText())).toContain('looks like GB18030');
    await card.getByRole('button', { name: 'Read it as GB18030' }).click();
    await card.getByRole('cell', { name: '客服' }).waitFor();
    expect(plain(await card.innerText())).toContain('GB18030 · comma between columns');
  });

  it('UTF-16 of either byte order needs no question', async () => {
    const little = Buffer.from(KEPT.replace('1000', '1234'), 'utf16le');
    const card = await give('utf-16be.csv', Buffer.from(little).swap16());
    await card.getByRole('cell', { name: '1234' }).first().waitFor();
    expect(plain(await card.innerText())).toContain('UTF-16BE');
  });

  it('numbers of another style say so, and are read once their style is chosen', async () => {
    const card = await give('style.csv', `${HEADER};x\n`.replaceAll(',', ';') + style());
    await card.getByText('1.234.567 is not a number written as 1234.56').waitFor();
    expect(await card.getByRole('button', { name: 'Load', exact: true }).count()).toBe(0);
    await card.getByLabel('Numbers are written').selectOption('1.234,56');
    await card.getByRole('cell', { name: '1234567' }).first().waitFor();
    expect(await card.getByRole('button', { name: 'Load', exact: true }).count()).toBe(1);
  });

  function style(): string {
    return `${START.replaceAll(',', ';')};1.234.567;1.000;0;y\n`;
  }

  it('rows that name no route are rejected until somebody says where they ran', async () => {
    const blank = '2026-06-02T00:00:00Z,,gpt-4.1,777,70,0';
    const card = await give('blank.csv', `${HEADER}\n${START},1000,200,0\n${blank}\n`);
    await card.getByText('1 of the first rows could not be used').waitFor();
    expect(plain(await card.innerText())).toContain('line 3 route: no route: say which route');
    expect(await card.getByRole('cell', { name: '777' }).count()).toBe(0);
    await card.getByLabel('Rows that name no route').selectOption('relay');
    await card.getByRole('cell', { name: '777' }).first().waitFor();
    await card.getByRole('button', { name: 'Leave it out' }).click();
  });

  it('times without a zone are said to be read as UTC', async () => {
    const card = await give('zone.csv', `${HEADER}\n2026-06-01 08:00:00,official,gpt-4.1,100,10,0\n`);
    await card.getByRole('cell', { name: '2026-06-01T08:00:00Z' }).waitFor();
    expect(plain(await card.innerText())).toContain('times without a zone are read as UTC');
  });

  it('a delete of which nobody can tell what it changes deletes nothing, and is asked again', async () => {
    const dryRun = /\/uploads\/[^/]+\?dry_run=1/;
    await page.route(dryRun, (route) => route.fulfill({ status: 404, json: {} }));
    await page.getByRole('button', { name: 'Delete kept.csv' }).click();
    await page.getByText('What deleting kept.csv changes could not be worked out').waitFor();
    await page.unroute(dryRun);
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('Deleting kept.csv changes months that have figures').waitFor();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await page.getByRole('button', { name: 'Delete kept.csv' }).count()).toBe(1);
  });

  it('the same bytes that another sends are followed, and not called off', async () => {
    const rows = { read: 0, accepted: 0, duplicate: 0, rejected: 0, ignored: 0 };
    let status = 'loading';
    const answer = () => ({ id: 'another', name: 'theirs.csv', status, rows, issues: [], ignored_kinds: {} });
    await page.route(/\/uploads\?/, (route) => route.fulfill({ status: 202, json: answer() }));
    await page.route('**/uploads/another', (route) => route.fulfill({ json: answer() }));
    const card = await give('twin.csv', KEPT.replace('1000', '1001'));
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByText('The same bytes are being loaded already').waitFor();
    expect(await card.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    status = 'failed';
    await card.getByText('The file was refused. Nothing was stored.').waitFor();
    await leave(card);
    await page.unrouteAll();
  });

  it('the same file twice is loaded once', async () => {
    const card = await give('copy.csv', KEPT);
    await card.getByRole('button', { name: 'Load', exact: true }).click();
    await card.getByText('The same bytes were loaded before: nothing was added.').waitFor();
  });
});
