import { describe, expect, it } from 'vitest';
import { createPriceBook, LIST } from '$lib/pricing/price-book';
import { shippedFacts } from '$lib/server/facts';
import { parseDay } from '$lib/usage/day';
import { CLAUDE_4, CLAUDE_45, DEEPSEEK, GEMINI, GPT, listNano, UNPRICED_MODEL } from './models';

const { prices, aliases } = shippedFacts();
const book = createPriceBook(prices, aliases);

/** USD per million tokens of the shipped table, by class. */
function shipped(provider: string, model: string, date: string, promptOver = 0) {
  const reference = book.resolve(provider, model);
  if (reference === undefined) return undefined;
  const day = parseDay(date) as number;
  return book.price({ ...reference, priceList: LIST, tier: undefined, promptOver, day })?.perMTok;
}

describe('what the sample company is charged', () => {
  it.each([
    [GPT, '2025-06-01'],
    [CLAUDE_4, '2025-06-01'],
    [CLAUDE_45, '2025-09-29'],
    [GEMINI, '2025-07-01'],
    [DEEPSEEK, '2025-10-08'],
  ])('is the shipped price of $id', (model, date) => {
    const table = shipped(model.provider, model.id, date);
    const perMTok = (nano: number) => nano / 1000;
    expect(Number(table?.uncached_input)).toBe(perMTok(model.nano.input));
    expect(Number(table?.cached_input)).toBe(perMTok(model.nano.cached));
    expect(Number(table?.output)).toBe(perMTok(model.nano.output));
    if (model.paysCacheWrites) expect(Number(table?.cache_write_5m)).toBe(perMTok(model.nano.write));
  });

  it('leaves one model without a price', () => {
    expect(shipped(UNPRICED_MODEL.provider, UNPRICED_MODEL.id, '2026-01-01')).toBeUndefined();
  });

  it('doubles input and adds half to output once a Claude prompt exceeds 200,000 tokens', () => {
    const over = shipped('anthropic', 'claude-sonnet-4-5', '2026-01-01', 200_000);
    expect([over?.uncached_input, over?.output].map(Number)).toEqual([6, 22.5]);
    const at = { uncached: 200_000, cached: 0, written: 0, output: 1_000 };
    // 200,000 × $3 + 1,000 × $15 per million = $0.615; one token more: 200,001 × $6 + 1,000 × $22.50 = $1.222506.
    expect(listNano(CLAUDE_45, at)).toBe(615_000_000);
    expect(listNano(CLAUDE_45, { ...at, uncached: 200_001 })).toBe(1_222_506_000);
  });
});
