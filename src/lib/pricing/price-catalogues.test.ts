import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportDefaults, PriceImport } from './imported-price';
import { parsePriceImport } from './price-import';

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
