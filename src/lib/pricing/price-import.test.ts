import { existsSync, readFileSync } from 'node:fs';
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

describe('public catalogues', () => {
  it('LiteLLM: per single token, suffixes for bounds and tiers, ranges', () => {
    const { prices, refused } = read(
      JSON.stringify({
        sample_spec: { litellm_provider: 'one of' },
        'gemini/big': {
          litellm_provider: 'gemini',
          input_cost_per_token: 3e-6,
          input_cost_per_token_above_200k_tokens: 6e-6,
          output_cost_per_token: 1.5e-5,
          output_cost_per_token_batches: 7.5e-6,
        },
        'dashscope/ranged': {
          litellm_provider: 'dashscope',
          tiered_pricing: [
            { range: [0, 32000], input_cost_per_token: 1.2e-6 },
            { range: [32000, 128000], input_cost_per_token: 2.4e-6 },
          ],
        },
        'odd-bound': { litellm_provider: 'x', input_cost_per_token_above_77k_tokens: 1e-6 },
        thinker: {
          litellm_provider: 'x',
          output_cost_per_token: 1e-6,
          output_cost_per_reasoning_token: 4e-6,
        },
        picture: { litellm_provider: 'x', output_cost_per_image: 0.04 },
      }),
    );
    expect(
      prices.map((p) => [p.provider, p.model, p.tier ?? '', p.abovePromptTokens, JSON.stringify(p.perMTok)]),
    ).toEqual([
      ['google', 'big', '', 0, '{"uncached_input":"3","output":"15"}'],
      ['google', 'big', '', 200_000, '{"uncached_input":"6"}'],
      ['google', 'big', 'batch', 0, '{"output":"7.5"}'],
      ['alibaba', 'ranged', '', 0, '{"uncached_input":"1.2"}'],
      ['alibaba', 'ranged', '', 32_000, '{"uncached_input":"2.4"}'],
    ]);
    expect(refused.map(({ where }) => where)).toEqual(['x odd-bound', 'x thinker']);
    expect(
      prices.every(({ effectiveFrom, currency }) => effectiveFrom === '2026-08-01' && currency === 'USD'),
    ).toBe(true);
  });

  it('models.dev: per million', () => {
    const { prices } = read(
      JSON.stringify({
        'vendor-x': {
          id: 'vendor-x',
          models: {
            large: {
              cost: {
                input: 3,
                output: 15,
                cache_read: 0.3,
                cache_write: 3.75,
                context_over_200k: { input: 6, output: 22.5 },
              },
            },
            free: {},
          },
        },
      }),
    );
    expect(prices.map(({ abovePromptTokens, perMTok }) => [abovePromptTokens, perMTok])).toEqual([
      [0, { uncached_input: '3', cached_input: '0.3', cache_write_5m: '3.75', output: '15' }],
      [200_000, { uncached_input: '6', output: '22.5' }],
    ]);
  });

  it('genai-prices: dates of its own, tiers, and hours of the day from the date before them', () => {
    const { prices, refused } = read(
      JSON.stringify([
        {
          id: 'vendor-x',
          models: [
            {
              id: 'large',
              prices: [
                {
                  prices: { input_mtok: { base: 3, tiers: [{ start: 200000, price: 6 }] }, output_mtok: 15 },
                },
                { constraint: { start_date: '2026-09-01' }, prices: { input_mtok: 2 } },
              ],
            },
            {
              id: 'nightly',
              prices: [
                { prices: { output_mtok: 0.55 } },
                { constraint: { start_date: '2026-08-17' }, prices: { output_mtok: 0.66 } },
                {
                  constraint: { start_time: '00:30:00Z', end_time: '16:30:00Z' },
                  prices: { output_mtok: 1.32 },
                },
                { constraint: { start_time: 'noon' }, prices: { output_mtok: 1 } },
              ],
            },
          ],
        },
      ]),
    );
    const said = prices.map((p) => [
      p.effectiveFrom,
      p.abovePromptTokens,
      p.window,
      JSON.stringify(p.perMTok),
    ]);
    expect(said).toEqual([
      ['2026-08-01', 0, undefined, '{"uncached_input":"3","output":"15"}'],
      ['2026-08-01', 200_000, undefined, '{"uncached_input":"6","output":"15"}'],
      ['2026-09-01', 0, undefined, '{"uncached_input":"2"}'],
      ['2026-08-01', 0, undefined, '{"output":"0.55"}'],
      ['2026-08-17', 0, undefined, '{"output":"0.66"}'],
      ['2026-08-17', 0, '00:30-16:30', '{"output":"1.32"}'],
    ]);
    expect(refused).toEqual([
      { where: 'vendor-x nightly', message: 'not hours of a day in UTC: noon to undefined' },
    ]);
  });

  it('LiteLLM: hours of the day, one or several', () => {
    const { prices, refused } = read(
      JSON.stringify({
        'deepseek/chat': {
          litellm_provider: 'deepseek',
          output_cost_per_token: 1.1e-6,
          off_peak_pricing: { hours_utc: ['16:30-00:30', '12:00-13:00'], output_cost_per_token: 5.5e-7 },
        },
        odd: {
          litellm_provider: 'x',
          output_cost_per_token: 1e-6,
          off_peak_pricing: { hours_utc: 'nights', output_cost_per_token: 5e-7 },
        },
      }),
    );
    expect(prices.map(({ window, perMTok }) => [window, perMTok.output])).toEqual([
      [undefined, '1.1'],
      ['16:30-00:30, 12:00-13:00', '0.55'],
      [undefined, '1'],
    ]);
    expect(refused).toEqual([{ where: 'x odd', message: 'its off-peak hours cannot be read' }]);
  });

  it('LiteLLM: every entry is priced by tokens, of other units, or refused', () => {
    const { entries } = read(
      JSON.stringify({
        sample_spec: { litellm_provider: 'one of' },
        last_updated: '2026-08-01',
        priced: { litellm_provider: 'x', input_cost_per_token: 1e-6 },
        'priced-in-part': {
          litellm_provider: 'x',
          input_cost_per_token: 1e-6,
          input_cost_per_token_above_123k_tokens: 2e-6,
        },
        'x/priced': { litellm_provider: 'x', input_cost_per_token: 1e-6 },
        image: { litellm_provider: 'x', output_cost_per_image: 0.04 },
        free: { litellm_provider: 'x' },
        nobodys: { input_cost_per_token: 1e-6 },
        rules: { rules: [] },
        reasoning: {
          litellm_provider: 'x',
          output_cost_per_token: 1e-6,
          output_cost_per_reasoning_token: 2e-6,
        },
        'x/image': { litellm_provider: 'x', output_cost_per_token: 1e-6 },
        'x/x/image': { litellm_provider: 'x', output_cost_per_token: 1e-13 },
      }),
    );
    // Priced: priced, priced-in-part, x/priced (the same price again), x/image. Refused: reasoning, x/x/image, nobodys.
    expect(entries).toEqual({ read: 10, priced: 4, otherUnits: 3, refused: 3 });
  });

  it('OpenRouter: text per single token, larger prompts, hours; what varies is unknown', () => {
    const model = (id: string, pricing: object) => ({ id, pricing });
    const { prices, refused, entries } = read(
      JSON.stringify({
        data: [
          model('vendor-x/large', {
            prompt: '0.0000006000000000000001',
            completion: '0.000015',
            input_cache_read: '0.0000003',
            input_cache_write_1h: '0.000006',
            web_search: '0.01',
            overrides: [
              { min_prompt_tokens: 200000, prompt: '0.000006' },
              { utc_start: '1630', utc_end: 30, completion: '0.0000075' },
              { utc_start: 'dusk', completion: '0.1' },
            ],
          }),
          model('router/auto', { prompt: '-1', completion: '-1' }),
          model('picture', { prompt: '0', completion: '0', image: '0.04' }),
        ],
        total_count: 3,
      }),
    );
    const base = { uncached_input: '0.6', output: '15', cached_input: '0.3', cache_write_1h: '6' };
    expect(prices.map((p) => [p.model, p.abovePromptTokens, p.window, p.perMTok])).toEqual([
      ['vendor-x/large', 0, undefined, base],
      ['vendor-x/large', 200_000, undefined, { ...base, uncached_input: '6' }],
      ['vendor-x/large', 0, '16:30-00:30', { ...base, output: '7.5' }],
      ['picture', 0, undefined, { uncached_input: '0', output: '0' }],
    ]);
    expect(prices[0]?.provider).toBe('openrouter');
    expect(refused.map(({ message }) => message)).toEqual([
      'the hours of an override cannot be read',
      'the price varies from request to request',
    ]);
    expect(entries).toEqual({ read: 3, priced: 2, otherUnits: 0, refused: 1 });
  });

  describe('new-api', () => {
    const ratios = JSON.stringify({
      success: true,
      data: [
        {
          model_name: 'gpt-4o',
          quota_type: 0,
          model_ratio: 1.25,
          completion_ratio: 4,
          cache_ratio: 0.5,
          audio_ratio: 16,
          audio_completion_ratio: 2,
        },
        { model_name: 'mj_imagine', quota_type: 1, model_ratio: 0, model_price: 0.1 },
        {
          model_name: 'odd',
          quota_type: 0,
          model_ratio: 1,
          billing_mode: 'tiered_expr',
          billing_expr: 'p * 2',
        },
        { model_name: 'own', quota_type: 0, model_ratio: 0.5, completion_ratio: 1, owner_by: 'house' },
      ],
      group_ratio: { default: 1, vip: 0.8 },
    });
    const resolve = (model: string) => (model === 'gpt-4o' ? { provider: 'openai', model } : undefined);
    const of = (group?: string) =>
      read(ratios, { priceList: 'relay-a', resolve, ...(group ? { group } : {}) });

    it('input is ratio × 2 × group, and the others multiples of it: 1.25 × 2 = 2.5; × 4, × 0.5, × 16, × 16 × 2', () => {
      const { prices, refused, entries } = of();
      expect(prices).toMatchObject([
        {
          priceList: 'relay-a',
          provider: 'openai',
          model: 'gpt-4o',
          perMTok: {
            uncached_input: '2.5',
            output: '10',
            cached_input: '1.25',
            audio_input: '40',
            audio_output: '80',
          },
        },
        { provider: 'house', model: 'own', perMTok: { uncached_input: '1', output: '1' } },
      ]);
      expect(refused).toEqual([{ where: 'odd', message: 'the price is an expression, not a number' }]);
      expect(entries).toEqual({ read: 4, priced: 2, otherUnits: 1, refused: 1 });
    });

    it('of another group: × 0.8', () => {
      expect(of('vip').prices[0]?.perMTok).toMatchObject({ uncached_input: '2', output: '8' });
    });

    it.each([
      [{ priceList: 'relay-a', group: 'svip' }, 'group'],
      [{}, 'price_list'],
      [{ priceList: 'relay-a', effectiveFrom: 'soon' }, 'effective_from'],
    ])('%j lacks %s', (over, where) => {
      expect(parsePriceImport(ratios, { ...defaults, ...over })).toMatchObject({
        ok: false,
        issues: [{ where }],
      });
    });
  });

  it('want a day from which undated prices hold', () => {
    const map = JSON.stringify({ a: { litellm_provider: 'x', input_cost_per_token: 1e-6 } });
    expect(parsePriceImport(map, { checked: '2026-11-22' })).toMatchObject({
      ok: false,
      issues: [{ where: 'effective_from' }],
    });
  });

  it.each(['{"a":1}', '[]', '{', '[1]'])('%s is none of them', (text) => {
    expect(parsePriceImport(text, defaults).ok).toBe(false);
  });

  const MAP = '../shared/data/prices/litellm_model_prices_2026-08-01.json';
  it.skipIf(!existsSync(MAP))(
    'the real LiteLLM map: all of its entries (skipped where it is not there)',
    () => {
      const { prices, refused, entries } = read(readFileSync(MAP, 'utf8'));
      const of = (model: string, tier?: string) =>
        prices.find(
          (p) => p.provider === 'openai' && p.model === model && p.tier === tier && p.abovePromptTokens === 0,
        )?.perMTok;
      expect(of('gpt-4.1')).toEqual({ uncached_input: '2', cached_input: '0.5', output: '8' });
      expect(of('gpt-4.1', 'batch')).toEqual({ uncached_input: '1', output: '4' });
      expect(prices.length).toBeGreaterThan(2_000);
      const { read: all = 0, priced = 0, otherUnits = 0, refused: none = 0 } = entries ?? {};
      expect(all).toBe(2_985);
      expect(priced + otherUnits + none).toBe(all);
      expect(none).toBeLessThanOrEqual(refused.length);
      expect(priced).toBeGreaterThan(2_400);
    },
  );
});
