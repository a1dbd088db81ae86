import { describe, expect, it } from 'vitest';
import type { ImportDefaults, PriceImport } from './imported-price';
import { parsePriceImport } from './price-import';
import { parsePriceBody, parsePriceSpec, priceToSpec } from './price-spec';

const defaults: ImportDefaults = {
  checked: '2026-11-22',
  source: 'our contract',
  effectiveFrom: '2026-08-01',
};

function read(text: string, over: Partial<ImportDefaults> = {}): PriceImport {
  const parsed = parsePriceImport(text, { ...defaults, ...over });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

describe('CSV', () => {
  const header =
    'provider,model,currency,effective_from,effective_to,input,cached_input,output,above_prompt_tokens,tier,source';

  it('reads prices per million tokens; an empty cell is an unknown price, not zero', () => {
    const { prices, refused } = read(
      `${header}\nOpenAI,gpt-4.1,usd,2026-01-01,2026-07-01,2.00,,8,200000,Batch,page 3\n`,
    );
    expect(refused).toEqual([]);
    expect(prices).toEqual([
      {
        priceList: 'list',
        provider: 'openai',
        model: 'gpt-4.1',
        currency: 'USD',
        effectiveFrom: '2026-01-01',
        effectiveTo: '2026-07-01',
        tier: 'batch',
        abovePromptTokens: 200_000,
        perMTok: { uncached_input: '2', output: '8' },
        source: 'page 3',
        checked: '2026-11-22',
      },
    ]);
  });

  it('takes columns in any order and case, semicolons, a byte order mark; date and source from the call', () => {
    const { prices } = read('\uFEFFModel;Currency;OUTPUT;Provider\r\none;CNY;0.000001;acme\r\n\r\n');
    expect(prices[0]).toMatchObject({
      model: 'one',
      currency: 'CNY',
      effectiveFrom: '2026-08-01',
      source: 'our contract',
      perMTok: { output: '0.000001' },
    });
  });

  it.each([
    ['openai,gpt-4.1,USD,2026-02-30,,2,,8,,,x', 'line 2, column effective_from'],
    ['openai,gpt-4.1,USD,2026-01-01,2026-01-01,2,,8,,,x', 'line 2, column effective_to'],
    ['openai,gpt-4.1,USD,2026-01-01,,2.1234567,,8,,,x', 'line 2, column input'],
    ['openai,gpt-4.1,USD,2026-01-01,,-2,,8,,,x', 'line 2, column input'],
    ['openai,gpt-4.1,USD,2026-01-01,,"1,5",,8,,,x', 'line 2, column input'],
    ['openai,gpt-4.1,USD,2026-01-01,,2,,8,123,,x', 'line 2, column above_prompt_tokens'],
    ['openai,gpt-4.1,XXQ,2026-01-01,,2,,8,,,x', 'line 2, column currency'],
    ['openai,,USD,2026-01-01,,2,,8,,,x', 'line 2, column model'],
    ['openai,gpt-4.1,USD,2026-01-01,,,,,,,x', 'line 2, column input'],
    ['openai,gpt-4.1,USD', 'line 2'],
  ])('refuses the row %s and keeps the next', (row, where) => {
    const { prices, refused } = read(`${header}\n${row}\nacme,one,USD,2026-01-01,,1,,2,,,x`);
    expect(refused[0]?.where).toBe(where);
    expect(prices.map(({ model }) => model)).toEqual(['one']);
  });

  it('refuses a second, different price on one key, and takes a repetition once', () => {
    const row = (output: string): string => `acme,one,USD,2026-01-01,,,,${output},,,x\n`;
    expect(read(`${header}\n${row('2')}${row('2.0')}`)).toMatchObject({ prices: [{}], refused: [] });
    expect(read(`${header}\n${row('2')}${row('3')}`)).toMatchObject({
      prices: [{ perMTok: { output: '2' } }],
      refused: [{ where: 'acme one' }],
    });
  });

  it.each([
    ['provider,model,currency,colour\n', 'colour'],
    ['provider,model,currency,input,input\n', 'twice'],
    ['provider,model,input\n', 'currency'],
    ['', 'provider, model, currency'],
  ])('refuses the header %j', (csv, message) => {
    const parsed = parsePriceImport(csv, defaults);
    expect(!parsed.ok && parsed.issues.map((issue) => issue.message).join()).toContain(message);
  });

  it('needs a source and a date from somewhere', () => {
    const { refused } = read('provider,model,currency,output\nacme,one,USD,2\n', {
      source: '',
      effectiveFrom: '',
    });
    expect(refused.map(({ where }) => where)).toEqual([
      'line 2, column effective_from',
      'line 2, column source',
    ]);
  });
});

describe('hours and multipliers', () => {
  const header = 'provider,model,currency,effective_from,output,tier,window,multiplier,source';

  it('are columns of CSV, in one spelling', () => {
    const { prices, refused } = read(
      `${header}\nacme,one,USD,2026-01-01,8,,"MON-FRI 01:00-04:00,06:00-10:00",,x\nacme,cl*,USD,2026-01-01,,batch,,0.50,x\n`,
    );
    expect(refused).toEqual([]);
    expect(prices).toMatchObject([
      { window: 'mon-fri 01:00-04:00, 06:00-10:00', perMTok: { output: '8' } },
      { model: 'cl*', tier: 'batch', multiplier: '0.5', perMTok: {} },
    ]);
    for (const price of prices)
      expect(parsePriceSpec(priceToSpec(price), { checked: '2000-01-01' })).toEqual({
        ok: true,
        value: price,
      });
  });

  it.each([
    ['8,,whenever,,x', 'window', 'not hours of a day'],
    ['8,,00:00-24:00,,x', 'window', 'not hours of a day'],
    [',,,0.5,x', 'multiplier', 'needs a tier'],
    ['8,batch,,0.5,x', 'multiplier', 'not both'],
    [',batch,,half,x', 'multiplier', 'not a plain decimal'],
  ])('refuse %s', (row, column, message) => {
    const { prices, refused } = read(`${header}\nacme,one,USD,2026-01-01,${row}\n`);
    expect(prices).toEqual([]);
    expect(refused).toMatchObject([
      { where: `line 2, column ${column}`, message: expect.stringContaining(message) as string },
    ]);
  });

  it('a list can be given for all of a file', () => {
    const { prices } = read(`${header}\nacme,one,USD,2026-01-01,8,,,,x\n`, { priceList: 'relay-a' });
    expect(prices).toMatchObject([{ priceList: 'relay-a' }]);
  });
});

describe('one price', () => {
  it('survives the way out and back', () => {
    const parsed = parsePriceSpec(
      {
        provider: 'a',
        model: 'm',
        currency: 'USD',
        effective_from: '2026-01-01',
        cache_write_1h: '6',
        source: 's',
      },
      defaults,
    );
    const price = parsed.ok ? parsed.value : undefined;
    expect(price && parsePriceSpec(priceToSpec(price), { checked: '2000-01-01' })).toEqual(parsed);
  });

  it('wants text, for a number has lost its digits', () => {
    const body = {
      provider: 'a',
      model: 'm',
      currency: 'USD',
      effective_from: '2026-01-01',
      output: 0.1,
      source: 's',
    };
    expect(parsePriceBody(body, defaults)).toMatchObject({ ok: false, issues: [{ where: 'output' }] });
    expect(parsePriceBody({ ...body, output: '0.1', cached_input: null }, defaults).ok).toBe(true);
    expect(parsePriceBody([], defaults).ok).toBe(false);
    expect(parsePriceBody({ ...body, output: '1', colour: 'red' }, defaults)).toMatchObject({
      issues: [{ where: 'colour' }],
    });
  });
});
