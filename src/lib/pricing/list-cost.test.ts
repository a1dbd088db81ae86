import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shippedFacts } from '$lib/server/facts';
import { parseDay } from '../usage/day';
import { decimalToPico, picoToDecimal } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { noTokens, TOKEN_CLASSES, type Tokens } from '../usage/token-classes';
import { listCost } from './list-cost';
import type { Price } from './price';
import { createPriceBook } from './price-book';

const { prices, aliases } = shippedFacts();
const shipped = createPriceBook(prices, aliases);

const cell = (tokens: Partial<Tokens>, over: Partial<SpendCell> = {}): SpendCell => ({
  day: parseDay('2026-06-15') ?? NaN,
  route: 'official',
  model: 'gpt-4.1',
  promptOver: 0,
  labels: {},
  records: 1,
  requests: 1,
  recordsWithoutRequests: 0,
  tokens: { ...noTokens(), ...tokens },
  reasoning: 0,
  charged: 0n,
  ...over,
});
const bookOf = (perMTok: Price['perMTok']) =>
  createPriceBook(
    [
      {
        priceList: 'list',
        provider: 'acme',
        model: 'one',
        currency: 'USD',
        effectiveFrom: '2026-01-01',
        abovePromptTokens: 0,
        perMTok,
        source: 'test',
        checked: '2026-08-01',
      },
    ],
    [],
  );

describe('the worked figures of model.md section 3: 50 million output tokens', () => {
  it.each([
    ['gpt-4.1', '400.000000000000'], // 50 × 8.00
    ['claude-sonnet-4-5', '750.000000000000'], // 50 × 15.00
    ['gemini-2.5-flash', '125.000000000000'], // 50 × 2.50
    ['deepseek-v3.2', '21.000000000000'], // 50 × 0.42
  ])('%s costs %s USD', (model, expected) => {
    const cost = listCost(cell({ output: 50_000_000 }, { model }), shipped, 'list');
    expect(picoToDecimal(cost.cost)).toBe(expected);
    expect(cost).toMatchObject({ currency: 'USD', unpricedTokens: 0 });
  });
});

describe('listCost', () => {
  it('is exact for one token', () => {
    // 1 × 0.028 ÷ 1,000,000 = 0.000000028
    const cost = listCost(cell({ cached_input: 1 }, { model: 'deepseek-v3.2' }), shipped, 'list');
    expect(picoToDecimal(cost.cost)).toBe('0.000000028000');
  });

  it.each([
    [131_072, '3.750000000000'], // at or below 200,000: 1 M × 3 ÷ 10⁶ + 0.05 M × 15 ÷ 10⁶
    [200_000, '7.125000000000'], // above: 1 M × 6 + 0.05 M × 22.50
  ])('the tier of a prompt over %i decides for the whole request', (promptOver, expected) => {
    const tokens = { uncached_input: 1_000_000, output: 50_000 };
    const cost = listCost(cell(tokens, { model: 'claude-sonnet-4-5', promptOver }), shipped, 'list');
    expect(picoToDecimal(cost.cost)).toBe(expected);
    expect(cost.tierUnknown).toBe(false);
  });

  it('says where the prompt size would have decided and is unknown', () => {
    const { promptOver: _, ...unknown } = cell({ output: 1 }, { model: 'claude-sonnet-4-5' });
    expect(listCost(unknown, shipped, 'list').tierUnknown).toBe(true);
    expect(listCost({ ...unknown, model: 'gpt-4.1' }, shipped, 'list').tierUnknown).toBe(false);
  });

  it('follows the hour, and says where the hour would have decided and is unknown', () => {
    // DeepSeek V4 Flash on Tuesday 18 August 2026: output 0.66 off-peak, 1.32 from 01:00 UTC. 1 M tokens.
    const day = parseDay('2026-08-18') ?? NaN;
    const cost = (over: Partial<SpendCell>) =>
      listCost(cell({ output: 1_000_000 }, { model: 'deepseek-v4-flash', day, ...over }), shipped, 'list');
    expect(cost({ minute: 0 })).toMatchObject({ cost: decimalToPico('0.66'), timeUnknown: false });
    expect(cost({ minute: 60 })).toMatchObject({ cost: decimalToPico('1.32'), timeUnknown: false });
    expect(cost({})).toMatchObject({ cost: decimalToPico('0.66'), timeUnknown: true });
    expect(cost({ model: 'gpt-4.1' })).toMatchObject({ timeUnknown: false });
  });

  it('an unknown cached price is unknown, not the input price', () => {
    const tokens = { uncached_input: 1_000_000, cached_input: 400_000 };
    const cost = listCost(cell(tokens, { model: 'one' }), bookOf({ uncached_input: '2' }), 'list');
    expect(picoToDecimal(cost.cost)).toBe('2.000000000000');
    expect(picoToDecimal(cost.costCachedAsUncached)).toBe('2.000000000000');
    expect(cost.unpricedTokens).toBe(400_000);
  });

  it('bills cached tokens at the uncached price of their kind for the comparison, writes at their own', () => {
    // 1 M × 3 + 2 M × 0.30 + 1 M × 3.75 = 7.35; without cache reads 1 M × 3 + 2 M × 3 + 1 M × 3.75 = 12.75
    const tokens = { uncached_input: 1_000_000, cached_input: 2_000_000, cache_write_5m: 1_000_000 };
    const cost = listCost(cell(tokens, { model: 'claude-sonnet-4-5' }), shipped, 'list');
    expect(picoToDecimal(cost.cost)).toBe('7.350000000000');
    expect(picoToDecimal(cost.costCachedAsUncached)).toBe('12.750000000000');
  });

  it('counts every token as unpriced where the name, the tier or the day has no price', () => {
    const tokens = { uncached_input: 30, output: 12 };
    const nothing = {
      cost: 0n,
      costCachedAsUncached: 0n,
      unpricedTokens: 42,
      tierUnknown: false,
      timeUnknown: false,
    };
    expect(listCost(cell(tokens, { model: 'bge-m3' }), shipped, 'list')).toEqual(nothing);
    const model = { provider: 'openai', model: 'gpt-4.1' };
    expect(listCost(cell(tokens, { tier: 'scale' }), shipped, 'list')).toEqual({ ...nothing, model });
    const early = { day: parseDay('2022-12-31') ?? NaN };
    expect(listCost(cell(tokens, early), shipped, 'list')).toEqual({ ...nothing, model });
  });
});

const priceText = fc
  .tuple(fc.nat(99_999), fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([whole, fraction, places]) =>
    places === 0 ? `${whole}` : `${whole}.${`${fraction}`.padStart(6, '0').slice(0, places)}`,
  );
const priceTable = fc.record(Object.fromEntries(TOKEN_CLASSES.map((name) => [name, priceText])), {
  requiredKeys: [],
});
const tokenCounts = fc.record(Object.fromEntries(TOKEN_CLASSES.map((name) => [name, fc.nat(2_000_000_000)])));

/** tokens × price ÷ 1,000,000 as a fraction over 10^30, from the digits alone. */
function fraction(tokens: number, price: string): bigint {
  const [whole = '0', decimals = ''] = price.split('.');
  return (
    (BigInt(tokens) * BigInt(whole + decimals) * 10n ** 30n) / 10n ** BigInt(decimals.length) / 10n ** 6n
  );
}

describe('properties', () => {
  it('list cost is rational arithmetic, and nothing is lost', () => {
    fc.assert(
      fc.property(priceTable, tokenCounts, (perMTok, tokens) => {
        const cost = listCost(cell(tokens, { model: 'one' }), bookOf(perMTok), 'list');
        let expected = 0n;
        let unpriced = 0;
        for (const name of TOKEN_CLASSES) {
          const price = perMTok[name];
          if (price === undefined) unpriced += tokens[name] ?? 0;
          else expected += fraction(tokens[name] ?? 0, price);
        }
        expect(cost.cost * 10n ** 18n).toBe(expected);
        expect(cost.unpricedTokens).toBe(unpriced);
      }),
    );
  });

  it('the sum of costs is the cost of the sums', () => {
    fc.assert(
      fc.property(priceTable, fc.array(tokenCounts, { maxLength: 20 }), (perMTok, parts) => {
        const book = bookOf(perMTok);
        const total: Tokens = noTokens();
        for (const part of parts) for (const name of TOKEN_CLASSES) total[name] += part[name] ?? 0;
        const sum = parts
          .map((tokens) => listCost(cell(tokens, { model: 'one' }), book, 'list').cost)
          .reduce((a, b) => a + b, 0n);
        expect(listCost(cell(total, { model: 'one' }), book, 'list').cost).toBe(sum);
      }),
    );
  });
});
