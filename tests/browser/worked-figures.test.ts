import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from './amounts';
import { launchBrowser } from './browser';
import { startServer, type RunningServer } from './server';

/** The worked table of the model: 50 million output tokens, home currency CNY, no fees, relay credit ¥1 per $1. */
const USAGE = `time,route,model,input_tokens,output_tokens
2026-06-01T00:00:00Z,official,gpt-4.1,0,50000000
2026-06-01T01:00:00Z,official,claude-sonnet-4-5,0,50000000
2026-06-01T02:00:00Z,official,gemini-2.5-flash,0,50000000
2026-06-01T03:00:00Z,official,deepseek-v3.2,0,50000000
`;

/** By hand, exactly: list = 50 × price per million; official ¥ = list × rate; saving ¥ = official − list × ¥1. */
const WORKED = [
  // 50 × 8; 400 × 7.3; 2,920 − 400
  { rate: '7.3', model: 'gpt-4.1', list: '400', official: '2920', saving: '2520' },
  // 50 × 15; 750 × 7.3; 5,475 − 750
  { rate: '7.3', model: 'claude-sonnet-4-5', list: '750', official: '5475', saving: '4725' },
  // 50 × 2.5; 125 × 7.3; 912.5 − 125
  { rate: '7.3', model: 'gemini-2.5-flash', list: '125', official: '912.5', saving: '787.5' },
  // 50 × 0.42; 21 × 7.3; 153.3 − 21
  { rate: '7.3', model: 'deepseek-v3.2', list: '21', official: '153.3', saving: '132.3' },
  // 400 × 6.7758; 2,710.32 − 400
  { rate: '6.7758', model: 'gpt-4.1', list: '400', official: '2710.32', saving: '2310.32' },
  // 750 × 6.7758; 5,081.85 − 750
  { rate: '6.7758', model: 'claude-sonnet-4-5', list: '750', official: '5081.85', saving: '4331.85' },
  // 125 × 6.7758; 846.975 − 125
  { rate: '6.7758', model: 'gemini-2.5-flash', list: '125', official: '846.975', saving: '721.975' },
  // 21 × 6.7758; 142.2918 − 21
  { rate: '6.7758', model: 'deepseek-v3.2', list: '21', official: '142.2918', saving: '121.2918' },
];

/** Of a list cost 1 − 1 ÷ 7.3 = 86.3014 %, 1 − 1 ÷ 6.7758 = 85.2416 %. */
const PERCENT: Record<string, string> = { '7.3': '86.30', '6.7758': '85.24' };

/** Saving in dollars at 7.3: list − list ÷ 7.3, to the twelfth place. */
const DOLLARS = [
  { model: 'gpt-4.1', usd: '345.205479452055' }, // 400 − 54.794520547945
  { model: 'claude-sonnet-4-5', usd: '647.260273972603' }, // 750 − 102.739726027397
  { model: 'gemini-2.5-flash', usd: '107.876712328767' }, // 125 − 17.123287671233
  { model: 'deepseek-v3.2', usd: '18.123287671233' }, // 21 − 2.876712328767
];

/** What the page shows, to the cent, a half to the even one: tokens, list in USD, official, relay, saving, its percentage. */
const SHOWN: Record<string, Record<string, string>> = {
  '7.3': {
    'gpt-4.1': '50,000,000 400.00 2,920.00 400.00 2,520.00 86.3',
    'claude-sonnet-4-5': '50,000,000 750.00 5,475.00 750.00 4,725.00 86.3',
    'gemini-2.5-flash': '50,000,000 125.00 912.50 125.00 787.50 86.3',
    'deepseek-v3.2': '50,000,000 21.00 153.30 21.00 132.30 86.3',
    All: '200,000,000 1,296.00 9,460.80 1,296.00 8,164.80 86.3', // 1,296 × 7.3; − 1,296
  },
  '6.7758': {
    'gpt-4.1': '50,000,000 400.00 2,710.32 400.00 2,310.32 85.2',
    'claude-sonnet-4-5': '50,000,000 750.00 5,081.85 750.00 4,331.85 85.2',
    'gemini-2.5-flash': '50,000,000 125.00 846.98 125.00 721.98 85.2', // 846.975, 721.975
    'deepseek-v3.2': '50,000,000 21.00 142.29 21.00 121.29 85.2', // 142.2918, 121.2918
    All: '200,000,000 1,296.00 8,781.44 1,296.00 7,485.44 85.2', // 1,296 × 6.7758 = 8,781.4368; − 1,296
  },
};

interface Money {
  model: string;
  list: string;
  list_usd: string;
  baseline: string;
  candidate: string;
  saving: string;
  saving_pct: number;
  parts: Record<string, string>;
}

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ env: { CROSSRATE_SAMPLE: '0' } });
  browser = await launchBrowser();
  const loaded = await fetch(`${server.url}/api/v1/uploads?name=worked.csv&wait=1`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: USAGE,
  });
  expect(loaded.status).toBe(201);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function savings(
  query: string,
): Promise<{ rows: Money[]; totals: Money; break_even: Record<string, unknown> }> {
  const answer = await fetch(`${server.url}/api/v1/savings?baseline=official&candidate=relay&${query}`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as { rows: Money[]; totals: Money; break_even: Record<string, unknown> };
}

/** The same with twelve places, as the API gives amounts. */
function exact(decimal: string): string {
  const [whole, places = ''] = decimal.split('.');
  return `${whole}.${places.padEnd(12, '0')}`;
}

describe('50 million output tokens through the API', () => {
  it.each(WORKED)('$model at $rate', async ({ rate, model, list, official, saving }) => {
    const row = (await savings(`home=CNY&rate=${rate}`)).rows.find((candidate) => candidate.model === model);
    expect(row).toMatchObject({
      list_usd: exact(list),
      list: exact(official),
      baseline: exact(official),
      candidate: exact(list), // ¥1 for a dollar of it
      saving: exact(saving),
    });
    expect(row?.saving_pct.toFixed(2)).toBe(PERCENT[rate]);
  });

  it.each(DOLLARS)('$model in dollars', async ({ model, usd }) => {
    const row = (await savings('home=CNY&currency=USD&rate=7.3')).rows.find((found) => found.model === model);
    expect(row?.saving).toBe(usd);
  });

  it('at 6.7758 all four save 1,296 × 5.7758 = ¥7,485.4368, 85.24 %', async () => {
    const { totals } = await savings('home=CNY&rate=6.7758');
    expect(totals.saving).toBe(exact('7485.4368'));
    expect(totals.saving_pct.toFixed(2)).toBe('85.24');
  });

  it('takes the shipped mean of June 2026 where no rate is given', async () => {
    expect((await savings('home=CNY')).totals.baseline).toBe(
      (await savings('home=CNY&rate=6.7758')).totals.baseline,
    );
  });

  it('a dollar payer who buys yuan at 7.3 pays $54.79 for ¥400', async () => {
    const row = (await savings('home=USD&rate=7.3')).rows.find(({ model }) => model === 'gpt-4.1');
    expect(row?.candidate).toBe('54.794520547945'); // 400 ÷ 7.3
    expect(row?.baseline).toBe(exact('400'));
  });

  it('breaks even at ¥1.00 per dollar, or at credit of ¥7.3 per dollar', async () => {
    const { break_even } = await savings('home=CNY&rate=7.3');
    expect(break_even).toMatchObject({ market_rate: '1', credit_price: { amount: '7.3', currency: 'CNY' } });
  });

  it('has parts that sum to the saving to the last digit', async () => {
    const { rows, totals } = await savings('home=CNY&rate=7.3');
    for (const { saving, parts } of [...rows, totals]) {
      const sum = Object.values(parts).reduce((total, part) => total + BigInt(part.replace('.', '')), 0n);
      expect(sum).toBe(BigInt(saving.replace('.', '')));
    }
  });
});

describe('50 million output tokens on the page', () => {
  it.each(Object.keys(SHOWN))('shows what was worked out by hand at %s', async (rate) => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/exchange?rate=${rate}`);
    const table = page.getByRole('table', { name: 'By model', exact: true });
    for (const [model, shown] of Object.entries(SHOWN[rate] ?? {})) {
      const row = table
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: model, exact: true }) });
      expect(plain(await row.first().innerText()).replace(/\s+/g, ' ')).toBe(`${model} ${shown}`);
    }
    await page.close();
  });
});
