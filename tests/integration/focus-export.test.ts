import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRoute } from '$lib/exchange/route-spec';
import { app, closeApp } from '$lib/server/app';
import { spend } from '$lib/server/answers/spend';
import { parseFilters } from '$lib/usage/parse-filters';
import { GET } from '../../src/routes/api/v1/export/focus/+server';
import { focusFaults, type FocusRow } from './focus-validator';

/**
 * Prices per million: gpt-4.1 2.00 in, 0.50 cached, 8.00 out; claude-sonnet-4-5 3.00 in, 15.00 out. CNY per USD: 6.7996 in
 * May, 6.7758 in June 2026. Relay `relay` sells $1 of credit for ¥1; `fees` for ¥3, × 2, with every fee there is.
 */
const USAGE = [
  'time,route,model,input_tokens,cached_input_tokens,output_tokens,charged,currency,tier',
  '2026-05-31T10:00:00Z,official,gpt-4.1,1500000,500000,250000,,,',
  '2026-06-01T10:00:00Z,official,claude-sonnet-4-5,100000,0,20000,0.59,USD,',
  '2026-06-02T10:00:00Z,relay,gpt-4.1,1000000,0,333333,,,',
  '2026-06-03T10:00:00Z,relay,gpt-4.1,1000000,0,100001,2.7,USD,', // counted in credit
  '2026-06-03T11:00:00Z,relay,claude-sonnet-4-5,7,0,3,0.0001,CNY,',
  '2026-06-04T10:00:00Z,fees,gpt-4.1,700001,0,1,,,',
  '2026-06-04T11:00:00Z,fees,house-llm-7b,700,0,300,1.5,CNY,', // no price is known, the charge is
  '2026-06-05T10:00:00Z,official,house-llm-7b,700,0,300,,,', // neither is known
  '2026-06-06T10:00:00Z,=relay,gpt-4.1,1000,0,1000,,,', // a name that a spreadsheet would run
  '2026-06-07T10:00:00Z,fees,gpt-4.1,0,0,1000000,-5,CNY,', // given back
].join('\n');

const spec = (id: string, price: string, fees: Record<string, string>, multiplier: string): unknown => ({
  id,
  name: id,
  kind: 'relay',
  terms: [
    {
      effective_from: '2026-01-01',
      credit_price: { amount: price, currency: 'CNY' },
      multipliers: [{ model: '*', value: multiplier }],
      fees,
      source: 'test',
    },
  ],
});

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-focus-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const { ingest, store } = await app();
  const fees = { top_up_pct: '5.5', conversion_pct: '1.5', vat_pct: '6', withholding_pct: '10' };
  for (const made of [spec('fees', '3', fees, '2'), spec('=relay', '1.7', {}, '0.9')]) {
    const parsed = parseRoute(made);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    await store.putRoute(parsed.value);
  }
  const body = new Blob([`${USAGE}\n`]).stream();
  const received = await ingest.receive(body, { name: 'usage.csv', format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 10 } } });
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function respond(query = ''): Promise<Response> {
  const url = new URL(`http://localhost/api/v1/export/focus?${query}`);
  return GET({ url, request: new Request(url) } as never);
}

async function exported(query = ''): Promise<{ columns: string[]; rows: FocusRow[] }> {
  const response = await respond(query);
  expect(response.status).toBe(200);
  const parsed = Papa.parse<FocusRow>(await response.text(), { header: true, skipEmptyLines: true });
  expect(parsed.errors).toEqual([]);
  return { columns: parsed.meta.fields ?? [], rows: parsed.data };
}

const pico = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const amount = BigInt(whole + fraction.padEnd(12, '0'));
  return text.startsWith('-') ? -amount : amount;
};
const sumOf = (rows: FocusRow[], column: string): bigint =>
  rows.reduce((sum, row) => sum + pico(row[column] ?? ''), 0n);

async function totals(query: string) {
  const filters = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!filters.ok) throw new Error(JSON.stringify(filters.issues));
  return (await spend(filters.value, [])).totals;
}

describe('GET /export/focus', () => {
  it('keeps the rules of FOCUS 1.2', async () => {
    const { columns, rows } = await exported();
    expect(focusFaults(columns, rows)).toEqual([]);
    // 3 + 2 + 2 + 2 + 2 + 2 + 2 + 0 + 2 + 1 classes with tokens
    expect(rows).toHaveLength(18);
    expect(columns.filter((name) => !name.startsWith('x_'))).toEqual(
      columns.filter((name) => !name.startsWith('x_')).sort(),
    );
  });

  it('the validator sees what breaks them', async () => {
    const { columns, rows } = await exported();
    const [row = {}] = rows;
    const broken = (change: FocusRow): string[] => focusFaults(columns, [{ ...row, ...change }]);
    expect(
      focusFaults(
        columns.filter((name) => name !== 'BilledCost'),
        rows,
      ),
    ).toEqual(['column BilledCost is missing']);
    expect(broken({ BillingCurrency: 'YUAN' })).toEqual(['row 1: BillingCurrency is not of ISO 4217: YUAN']);
    expect(broken({ BilledCost: '1,5' })).toEqual(['row 1: BilledCost is no decimal: 1,5']);
    expect(broken({ EffectiveCost: '' })).toEqual(['row 1: EffectiveCost must not be null']);
    expect(broken({ ChargePeriodStart: '2026-05-31 00:00:00' })[0]).toMatch(/no date/);
    expect(broken({ ChargePeriodEnd: '2026-06-02T00:00:00Z' })).toEqual([
      'row 1: ChargePeriod is not within BillingPeriod',
    ]);
    expect(broken({ ListUnitPrice: '' })).toEqual(['row 1: ListUnitPrice must not be null for usage']);
    expect(broken({ ListUnitPrice: '3' })[0]).toMatch(/ListUnitPrice × PricingQuantity/);
    const credit = rows.find(({ ChargeCategory }) => ChargeCategory === 'Credit') ?? {};
    expect(focusFaults(columns, [{ ...credit, ListCost: '56', ListUnitPrice: '8' }])).toEqual([
      'row 1: ListCost of a credit is 56, not -5',
      'row 1: ListUnitPrice of a credit must be null',
    ]);
    expect(broken({ ChargeCategory: 'usage' })[0]).toBe('row 1: ChargeCategory is usage');
  });

  it.each([
    ['official', 'USD'],
    ['relay', 'CNY'],
    ['fees', 'CNY'],
    ['=relay', 'CNY'],
  ])('what %s cost in %s is what Spend says, to the last digit', async (route, currency) => {
    const query = `route=${encodeURIComponent(route)}`;
    for (const home of ['CNY', 'USD']) {
      const { rows } = await exported(`${query}&home=${home}`);
      const { landed } = await totals(`${query}&home=${home}&currency=${currency}`);
      expect(sumOf(rows, 'x_LandedCost'), home).toBe(pico(landed ?? ''));
      const usage = rows.filter(({ ChargeCategory }) => ChargeCategory === 'Usage');
      const apart = sumOf(usage, 'EffectiveCost') - sumOf(usage, 'x_LandedCost');
      expect(apart < 2n && apart > -2n, home).toBe(true); // what rounding carries over credits
    }
    const { rows } = await exported(query);
    expect(new Set(rows.map(({ BillingCurrency }) => BillingCurrency))).toEqual(new Set([currency]));
    const charged = rows.filter((row) => row['x_CostSource'] === 'charged');
    const said = (await totals(query)).charged_by_currency;
    const inBilling = charged.filter(
      (row) => row['ChargePeriodStart'] !== '2026-06-03T00:00:00Z' || row['SkuId'] !== 'gpt-4.1',
    );
    expect(sumOf(inBilling, 'BilledCost')).toBe(pico(said[currency] ?? '0'));
  });

  it('the same of one month and of both together, where they are one billing account', async () => {
    const { rows } = await exported('from=2026-06-01&to=2026-07-01&route=relay');
    const { landed } = await totals('from=2026-06-01&to=2026-07-01&route=relay&currency=CNY');
    expect(sumOf(rows, 'EffectiveCost')).toBe(pico(landed ?? ''));
    expect(sumOf(rows, 'BilledCost')).toBe(pico(landed ?? '')); // no fees: what is billed is what it costs
  });

  it('usage of the official route: 0.5 M cached tokens of gpt-4.1 at 0.50 are $0.25, in every cost', async () => {
    const { rows } = await exported();
    expect(
      rows.find(
        ({ SkuMeter, BillingAccountId }) => SkuMeter === 'cached input' && BillingAccountId === 'official',
      ),
    ).toMatchObject({
      BilledCost: '0.25',
      BillingCurrency: 'USD',
      BillingPeriodStart: '2026-05-01T00:00:00Z',
      BillingPeriodEnd: '2026-06-01T00:00:00Z',
      ChargePeriodStart: '2026-05-31T00:00:00Z',
      ChargePeriodEnd: '2026-06-01T00:00:00Z',
      ConsumedQuantity: '500000',
      ConsumedUnit: 'Tokens',
      ContractedCost: '0.25',
      EffectiveCost: '0.25',
      ListCost: '0.25',
      ListUnitPrice: '0.5',
      PricingCurrency: 'USD',
      PricingQuantity: '0.5',
      PricingUnit: '1000000 Tokens',
      ProviderName: 'openai',
      SkuId: 'gpt-4.1',
      x_CostSource: 'computed',
    });
  });

  it('credit is a virtual currency: 700,001 tokens at $2 are $1.400002 of list price, × 2 of credit, × ¥3', async () => {
    const { rows } = await exported('home=USD');
    const row = rows.find(
      ({ BillingAccountId, SkuMeter, SkuId }) =>
        BillingAccountId === 'fees' && SkuId === 'gpt-4.1' && SkuMeter === 'uncached input',
    );
    expect(row).toMatchObject({
      BillingCurrency: 'CNY',
      PricingCurrency: 'USD credits',
      PricingCurrencyListUnitPrice: '2',
      PricingCurrencyContractedUnitPrice: '4',
      PricingCurrencyEffectiveCost: '2.800004',
      ListCost: '9.4861335516', // 1.400002 × 6.7758
      ContractedCost: '8.400012',
      BilledCost: '8.400012',
    });
    // × 1.055 of top-up × 1.015 of conversion × 1.16 of taxes
    expect(Number(row?.['EffectiveCost'])).toBeCloseTo(8.400012 * 1.055 * 1.015 * 1.16, 9);
  });

  it('a credit of ¥5 is ¥5 in every cost, whatever its tokens would have cost; fees and taxes on it are landed', async () => {
    const { rows } = await exported();
    const credits = rows.filter(({ ChargeCategory }) => ChargeCategory === 'Credit');
    expect(credits).toHaveLength(1);
    expect(credits[0]).toMatchObject({
      ...{ BilledCost: '-5', ListCost: '-5', ContractedCost: '-5', EffectiveCost: '-5' },
      ...{ ListUnitPrice: '', ContractedUnitPrice: '', PricingQuantity: '', ConsumedQuantity: '' },
      x_ListPriceKnown: 'false',
      x_LandedCost: '-6.119', // −5 × 1.055 of top-up × 1.16 of taxes
    });
  });

  it('a charge is shared out by list cost: $2.70 of credit over $2 of input and $0.800008 of output', async () => {
    const { rows } = await exported();
    const day = rows.filter(
      (row) => row['ChargePeriodStart'] === '2026-06-03T00:00:00Z' && row['SkuId'] === 'gpt-4.1',
    );
    expect(sumOf(day, 'BilledCost')).toBe(pico('2.7'));
    expect(Number(day.find(({ SkuMeter }) => SkuMeter === 'output')?.['BilledCost'])).toBeCloseTo(
      (2.7 * 0.800008) / 2.800008,
      9,
    );
    expect(Number(day.find(({ SkuMeter }) => SkuMeter === 'output')?.['ListCost'])).toBeCloseTo(
      0.800008 * 6.7758,
      9,
    );
  });

  it('what has no price and no charge is no row; what was charged without a price lists at what was billed', async () => {
    const { rows } = await exported();
    const house = rows.filter(({ SkuId }) => SkuId === 'house-llm-7b');
    expect(house.map((row) => row['BillingAccountId'])).toEqual(['fees', 'fees']);
    expect(house.map((row) => [row['BilledCost'], row['ListCost'], row['x_ListPriceKnown']])).toEqual([
      ['1.05', '1.05', 'false'], // 700 of 1,000 tokens
      ['0.45', '0.45', 'false'],
    ]);
  });

  it('is inert in a spreadsheet', async () => {
    const text = await (await respond()).text();
    expect(text).toContain("'=relay");
    expect(text).not.toMatch(/[,\n]=relay/);
  });

  it('refuses a period that is none, and stops when nobody reads on', async () => {
    expect((await respond('from=2026-06-31')).status).toBe(400);
    const reader = (await respond()).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect((await exported()).rows).toHaveLength(18);
  });
});
