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
  const of = (group?: string) => read(ratios, { priceList: 'relay-a', resolve, ...(group ? { group } : {}) });

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
