import { describe, expect, it } from 'vitest';
import { parseDay } from '../usage/day';
import type { Price } from './price';
import { createPriceBook, type PriceQuery } from './price-book';

const price = (over: Partial<Price>): Price => ({
  priceList: 'list',
  provider: 'acme',
  model: 'one',
  currency: 'USD',
  effectiveFrom: '2026-01-01',
  abovePromptTokens: 0,
  perMTok: { output: '8' },
  source: 'https://acme.example/pricing',
  checked: '2026-08-01',
  ...over,
});
const ask = (over: Partial<Omit<PriceQuery, 'day'>> & { on?: string } = {}): PriceQuery => ({
  priceList: 'list',
  provider: 'acme',
  model: 'one',
  tier: undefined,
  promptOver: 0,
  day: parseDay(over.on ?? '2026-06-01') ?? NaN,
  ...over,
});
const output = (prices: Price[], query: PriceQuery): string | undefined =>
  createPriceBook(prices, []).price(query)?.perMTok.output;

describe('effective dates', () => {
  const prices = [
    price({ effectiveFrom: '2026-01-01', effectiveTo: '2026-03-01', perMTok: { output: '10' } }),
    price({ effectiveFrom: '2026-03-01', perMTok: { output: '8' } }),
  ];

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', '10'],
    ['2026-02-28', '10'],
    ['2026-03-01', '8'],
    ['2030-01-01', '8'],
  ])('on %s the price is %s', (on, expected) => {
    expect(output(prices, ask({ on }))).toBe(expected);
  });

  it('a new open price ends the one before it; one with an end gives way again', () => {
    const promotion = [
      price({ perMTok: { output: '10' } }),
      price({ effectiveFrom: '2026-02-01', effectiveTo: '2026-03-01', perMTok: { output: '5' } }),
      price({ effectiveFrom: '2026-04-01', perMTok: { output: '8' } }),
    ];
    const on = (day: string): string | undefined => output(promotion, ask({ on: day }));
    expect(['2026-01-31', '2026-02-01', '2026-03-01', '2026-04-01'].map(on)).toEqual(['10', '5', '10', '8']);
  });

  it('refuses a price with an impossible date', () => {
    expect(() => createPriceBook([price({ effectiveFrom: '2026-02-30' })], [])).toThrow('2026-02-30');
  });
});

describe('superseding', () => {
  it('an equal key supersedes, the later in the array; another date does not', () => {
    const own = price({ perMTok: { output: '7' }, source: 'our contract' });
    expect(output([price({}), own], ask())).toBe('7');
    expect(createPriceBook([price({}), own], []).prices).toEqual([own]);
    expect(createPriceBook([price({}), price({ effectiveFrom: '2026-01-02' })], []).prices).toHaveLength(2);
  });

  it('standard is the base tier under another name', () => {
    expect(createPriceBook([price({}), price({ tier: 'Standard' })], []).prices).toHaveLength(1);
  });
});

describe('prompt tiers', () => {
  const prices = [price({}), price({ abovePromptTokens: 200_000, perMTok: { output: '12' } })];

  it.each([
    [0, '8'],
    [131_072, '8'],
    [200_000, '12'],
    [262_144, '12'],
  ])('a prompt over the bound %i takes %s', (promptOver, expected) => {
    expect(output(prices, ask({ promptOver }))).toBe(expected);
  });

  it('an unknown prompt size takes the base price, and the book says that it mattered', () => {
    const book = createPriceBook(prices, []);
    expect(book.price(ask({ promptOver: undefined }))?.perMTok.output).toBe('8');
    expect(book.hasPromptTiers(ask())).toBe(true);
    expect(book.hasPromptTiers(ask({ on: '2025-12-31' }))).toBe(false);
    expect(createPriceBook([price({})], []).hasPromptTiers(ask())).toBe(false);
  });
});

describe('hours of the day', () => {
  // The list of a provider from 1 January: 8 at most times, 16 from 01:00 to 04:00 UTC on Monday to Friday.
  const prices = [
    price({ window: 'mon-fri 01:00-04:00', perMTok: { output: '16' } }),
    price({ perMTok: { output: '8' } }),
    price({ effectiveFrom: '2026-09-01', perMTok: { output: '5' } }),
  ];

  it.each([
    ['2026-06-01', 59, '8'],
    ['2026-06-01', 60, '16'],
    ['2026-06-01', 239, '16'],
    ['2026-06-01', 240, '8'],
    ['2026-06-06', 60, '8'], // a Saturday
    ['2026-09-01', 60, '5'], // a later price ends the hours too
  ])('on %s in minute %d the price is %s', (on, minute, expected) => {
    expect(output(prices, ask({ on, minute }))).toBe(expected);
  });

  it('an unknown time takes the price that holds all day, and the book says that it mattered', () => {
    const book = createPriceBook(prices, []);
    expect(output(prices, ask())).toBe('8');
    expect(book.hasWindows(ask())).toBe(true);
    expect(book.hasWindows(ask({ on: '2026-06-06' }))).toBe(false);
    expect(book.hasWindows(ask({ on: '2026-09-01' }))).toBe(false);
    expect(output(prices.slice(0, 1), ask())).toBeUndefined();
  });

  it('a price of some hours is in force on the days on which it opens', () => {
    const book = createPriceBook(prices, []);
    const inForce = (on: string): unknown[] =>
      prices.map((one) => book.holds(one, parseDay(on) ?? NaN)).map(Number);
    expect(inForce('2026-06-01')).toEqual([1, 1, 0]);
    expect(inForce('2026-06-06')).toEqual([0, 1, 0]);
    expect(inForce('2026-09-01')).toEqual([0, 0, 1]);
    const current = (on: string): unknown[] =>
      prices.map((one) => Number(book.isCurrent(one, parseDay(on) ?? NaN)));
    expect(current('2026-06-06')).toEqual([1, 1, 0]); // the Saturday does not end it
    expect(current('2026-09-01')).toEqual([0, 0, 1]);
  });
});

describe('multiples of the base tier', () => {
  const half = price({ model: '*', tier: 'batch', multiplier: '0.5', perMTok: {} });
  const prices = [
    price({ perMTok: { uncached_input: '2', output: '0.000003' } }),
    price({ window: '01:00-04:00', perMTok: { output: '16' } }),
    price({ abovePromptTokens: 200_000, perMTok: { output: '12' } }),
    half,
  ];
  const batch = (over: Parameters<typeof ask>[0] = {}) =>
    createPriceBook(prices, []).price(ask({ tier: 'batch', ...over }));

  it('are exact, and a price that would need a seventh place is unknown: 0.000003 × 0.5', () => {
    expect(batch()?.perMTok).toEqual({ uncached_input: '1' });
  });

  it('follow the hours and the prompt size of the base tier: 16 × 0.5, 12 × 0.5', () => {
    expect(batch({ minute: 60 })?.perMTok).toEqual({ output: '8' });
    expect(batch({ promptOver: 200_000 })?.perMTok).toEqual({ output: '6' });
    const book = createPriceBook(prices, []);
    expect(book.hasWindows(ask({ tier: 'batch' }))).toBe(true);
    expect(book.hasPromptTiers(ask({ tier: 'batch' }))).toBe(true);
  });

  it('the longest pattern wins, and a price or multiplier of the model itself over any', () => {
    const longer = price({ model: 'on*', tier: 'batch', multiplier: '0.25', perMTok: {} });
    const own = price({ tier: 'batch', perMTok: { uncached_input: '1.9' } });
    const input = (...more: Price[]) =>
      createPriceBook([...prices, ...more], []).price(ask({ tier: 'batch' }))?.perMTok.uncached_input;
    expect([input(), input(longer), input(longer, own)]).toEqual(['1', '0.5', '1.9']);
  });

  it('are of their provider and tier alone, and name no model', () => {
    const book = createPriceBook(prices, []);
    expect(book.price(ask({ tier: 'flex' }))).toBeUndefined();
    expect(book.price(ask({ tier: 'batch', provider: 'other' }))).toBeUndefined();
    expect(book.resolve('acme', 'anything')).toBeUndefined();
  });
});

it('a price of a pattern is that of every model which has none of its own', () => {
  const book = createPriceBook([price({ model: 'house-*' }), price({ model: 'house-big' })], []);
  expect(book.resolve(undefined, 'house-7b')).toMatchObject({ provider: 'acme', model: 'house-*' });
  expect(book.resolve(undefined, 'house-big')).toMatchObject({ model: 'house-big' });
  expect(book.resolve(undefined, 'hut')).toBeUndefined();
});

describe('service tiers', () => {
  const prices = [price({}), price({ tier: 'batch', perMTok: { output: '4' } })];

  it.each([
    [undefined, '8'],
    ['standard', '8'],
    ['default', '8'],
    ['', '8'],
    ['Batch', '4'],
    ['priority', undefined],
    ['flex', undefined],
  ])('%s costs %s', (tier, expected) => {
    expect(output(prices, ask({ tier }))).toBe(expected);
  });
});

describe('price lists', () => {
  const prices = [
    price({}),
    price({ model: 'two' }),
    price({ priceList: 'relay', effectiveFrom: '2026-05-01', perMTok: { output: '6' } }),
  ];

  it('a list of its own wins; a model that it lacks falls back to the list', () => {
    expect(output(prices, ask({ priceList: 'relay' }))).toBe('6');
    expect(output(prices, ask({ priceList: 'relay', model: 'two' }))).toBe('8');
  });

  it('a list that has the model, but not yet on that day, has no price', () => {
    expect(output(prices, ask({ priceList: 'relay', on: '2026-04-30' }))).toBeUndefined();
  });
});
