import { describe, expect, it } from 'vitest';
import { parseDay } from '../usage/day';
import { decimalToPico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { noTokens } from '../usage/token-classes';
import type { Price } from './price';
import { createPriceBook } from './price-book';
import { priceChanges, priceEffect } from './price-effect';

const price = (over: Partial<Price> = {}): Price => ({
  priceList: 'list',
  provider: 'acme',
  model: 'one',
  currency: 'USD',
  effectiveFrom: '2026-01-01',
  abovePromptTokens: 0,
  perMTok: { output: '8' },
  source: 'page',
  checked: '2026-08-01',
  ...over,
});
const cell = (day: string, output: number, model = 'one'): SpendCell => ({
  day: parseDay(day) ?? NaN,
  route: 'official',
  model,
  promptOver: 0,
  labels: {},
  records: 1,
  requests: 1,
  recordsWithoutRequests: 0,
  tokens: { ...noTokens(), output },
  reasoning: 0,
  charged: 0n,
});

const changes = (prices: Price[], ...known: Price[]) => priceChanges(prices, createPriceBook(known, []));

describe('priceChanges', () => {
  it('tells new, changed and equal prices apart; 8.00 is 8, and another source is no change', () => {
    const same = price({ perMTok: { output: '8.00' }, source: 'elsewhere' });
    const dearer = price({ perMTok: { output: '9' } });
    const later = price({ effectiveFrom: '2026-06-01', perMTok: { output: '7' } });
    expect(changes([same], price())).toMatchObject({ added: [], changed: [], unchanged: [same] });
    expect(changes([dearer, later], price())).toEqual({
      added: [later],
      changed: [{ before: price(), after: dearer }],
      unchanged: [],
    });
  });

  it('a changed end, currency or class is a change', () => {
    for (const over of [
      { effectiveTo: '2026-07-01' },
      { currency: 'CNY' },
      { perMTok: { output: '8', cached_input: '1' } },
    ])
      expect(changes([price(over)], price()).changed).toHaveLength(1);
  });

  it('a price that holds already since an earlier date is none; one that came to an end, or another tier, is', () => {
    const later = price({ effectiveFrom: '2026-06-01' });
    expect(changes([later], price()).unchanged).toEqual([later]);
    expect(changes([later], price({ effectiveTo: '2026-06-01' })).added).toEqual([later]);
    expect(
      changes([later], price(), price({ effectiveFrom: '2026-05-01', perMTok: { output: '9' } })).added,
    ).toEqual([later]);
    expect(changes([{ ...later, tier: 'batch' }], price()).added).toHaveLength(1);
    expect(changes([{ ...later, abovePromptTokens: 200_000 }], price()).added).toHaveLength(1);
    expect(changes([{ ...later, window: '01:00-04:00' }], price()).added).toHaveLength(1);
    expect(changes([{ ...later, priceList: 'relay-a' }], price()).added).toHaveLength(1);
  });
});

describe('priceEffect', () => {
  // April: 1 M × 8 = 8 → 1 M × 10 = 10. May keeps its price. June's model had none: nothing → 3 M × 2 = 6.
  const cells = [
    cell('2026-04-30', 1_000_000),
    cell('2026-05-01', 1_000_000),
    cell('2026-06-09', 3_000_000, 'two'),
  ];
  const before = [price(), price({ effectiveFrom: '2026-05-01', perMTok: { output: '7' } })];
  const after = [
    ...before,
    price({ perMTok: { output: '10' } }),
    price({ model: 'two', perMTok: { output: '2' } }),
  ];

  it('shows the months that move, and that unpriced is not zero', () => {
    const books = { before: createPriceBook(before, []), after: createPriceBook(after, []) };
    expect(priceEffect(cells, books, ['list'])).toEqual([
      {
        month: '2026-04',
        priceList: 'list',
        currency: 'USD',
        before: decimalToPico('8'),
        after: decimalToPico('10'),
      },
      { month: '2026-06', priceList: 'list', currency: 'USD', before: undefined, after: decimalToPico('6') },
    ]);
  });

  it('never adds currencies', () => {
    const yuan = [price({ currency: 'CNY' })];
    const books = { before: createPriceBook([price()], []), after: createPriceBook([...yuan], []) };
    expect(priceEffect([cells[0] as SpendCell], books, ['list'])).toMatchObject([
      { currency: 'CNY', before: undefined, after: decimalToPico('8') },
      { currency: 'USD', before: decimalToPico('8'), after: undefined },
    ]);
  });
});
