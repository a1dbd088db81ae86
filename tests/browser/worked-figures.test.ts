import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser';
import { startServer, type RunningServer } from './server';

/**
 * The worked table of the model: 50 million output tokens, home currency CNY, no fees, relay credit ¥1 per $1.
 * Figures were computed by hand: list = 50 × price per million; official ¥ = list × rate; saving = official − relay.
 */
const USAGE = `time,route,model,input_tokens,output_tokens
2026-06-01T00:00:00Z,official,gpt-4.1,0,50000000
2026-06-01T01:00:00Z,official,claude-sonnet-4-5,0,50000000
2026-06-01T02:00:00Z,official,gemini-2.5-flash,0,50000000
2026-06-01T03:00:00Z,official,deepseek-v3.2,0,50000000
`;

const AT_7_3 = [
  {
    model: 'gpt-4.1',
    list: '400.00',
    official: '2920.00',
    relay: '400.00',
    saving: '2520.00',
    usd: '345.21',
  },
  {
    model: 'claude-sonnet-4-5',
    list: '750.00',
    official: '5475.00',
    relay: '750.00',
    saving: '4725.00',
    usd: '647.26',
  },
  {
    model: 'gemini-2.5-flash',
    list: '125.00',
    official: '912.50',
    relay: '125.00',
    saving: '787.50',
    usd: '107.88',
  },
  {
    model: 'deepseek-v3.2',
    list: '21.00',
    official: '153.30',
    relay: '21.00',
    saving: '132.30',
    usd: '18.12',
  },
];

interface Money {
  model: string;
  list: string;
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

/** Decimal with 12 places, rounded half up at two: the table's figures have no ties. */
function cents(decimal: string): string {
  return Number(decimal).toFixed(2);
}

describe('50 million output tokens through the API', () => {
  it.each(AT_7_3)('$model at 7.3', async ({ model, list, official, relay, saving }) => {
    const row = (await savings('home=CNY&rate=7.3')).rows.find((candidate) => candidate.model === model);
    expect(row && [row.baseline, row.candidate, row.saving].map(cents)).toEqual([official, relay, saving]);
    expect(row && (Number(row.list) / 7.3).toFixed(2)).toBe(list);
    expect(row?.saving_pct.toFixed(2)).toBe('86.30');
  });

  it.each(AT_7_3)('$model in dollars', async ({ model, usd }) => {
    const row = (await savings('home=CNY&currency=USD&rate=7.3')).rows.find((found) => found.model === model);
    expect(cents(row?.saving ?? '')).toBe(usd);
  });

  it('at 6.7758 the percentage hardly moves, the money does', async () => {
    const { rows, totals } = await savings('home=CNY&rate=6.7758');
    expect(cents(rows.find(({ model }) => model === 'gpt-4.1')?.saving ?? '')).toBe('2310.32');
    expect(totals.saving_pct.toFixed(2)).toBe('85.24');
  });

  it('takes the shipped mean of June 2026 where no rate is given', async () => {
    expect((await savings('home=CNY')).totals.baseline).toBe(
      (await savings('home=CNY&rate=6.7758')).totals.baseline,
    );
  });

  it('a dollar payer who buys yuan at 7.3 pays $54.79 for ¥400', async () => {
    const row = (await savings('home=USD&rate=7.3')).rows.find(({ model }) => model === 'gpt-4.1');
    expect(cents(row?.candidate ?? '')).toBe('54.79');
    expect(cents(row?.baseline ?? '')).toBe('400.00');
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
  it.each(['7.3', '6.7758'])('shows the same figures at %s', async (rate) => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/exchange?rate=${rate}`);
    const table = page.getByRole('table', { name: 'By model' });
    for (const row of (await savings(`home=CNY&rate=${rate}`)).rows) {
      const cells = table.getByRole('row').filter({ hasText: row.model });
      const text = (await cells.first().innerText()).replaceAll(',', '');
      for (const amount of [row.baseline, row.candidate, row.saving]) expect(text).toContain(cents(amount));
    }
    await page.close();
  });
});
