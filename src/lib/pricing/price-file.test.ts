import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../usage/day';
import { createPriceBook } from './price-book';
import { parsePriceFile, type PriceTable } from './price-file';

const FOLDER = 'data/prices';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

function shipped(name: string): PriceTable {
  const parsed = parsePriceFile(JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`);
  return parsed.value;
}

const minimal = {
  provider: 'acme',
  currency: 'USD',
  source: 'https://acme.example/pricing',
  checked: '2026-08-01',
  models: [{ model: 'one', prices: [{ effective_from: '2026-01-01', per_mtok: { output: '8' } }] }],
};
const withPrices = (...prices: object[]): unknown => ({ ...minimal, models: [{ model: 'one', prices }] });

describe('the price files that ship', () => {
  it.each(files)('%s is sound: every price has a source and a date on which it was checked', (name) => {
    const { prices } = shipped(name);
    expect(prices.length).toBeGreaterThan(0);
    for (const price of prices) {
      expect(price.source).toMatch(/https:\/\//);
      expect(price.checked >= '2025-06-01' && price.checked <= '2026-11-22').toBe(true);
    }
  });

  it.each(files)('%s names no model twice, and no alias that is a model or another alias', (name) => {
    const { prices, aliases } = shipped(name);
    const models = [...new Set(prices.map(({ model }) => model))];
    const names = [...models, ...aliases.map(({ alias }) => alias)].map((text) => text.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    // [model, day, UTC, output price]: DeepSeek's hours and the days on which they changed.
    ['deepseek-v4-flash', '2026-08-16', '15:59', '0.28'],
    ['deepseek-v4-flash', '2026-08-16', '16:00', '0.66'],
    ['deepseek-v4-flash', '2026-08-22', '01:00', '1.32'], // a Saturday, the last that was peak
    ['deepseek-v4-pro', '2026-08-29', '01:00', '1.98'], // a Saturday
    ['deepseek-v4-pro', '2026-08-31', '09:59', '3.96'],
    ['deepseek-v4-pro', '2026-08-31', '10:00', '1.98'],
    ['deepseek-flash', '2026-09-24', '06:00', '1.20'],
    ['deepseek-flash', '2026-10-01', '06:00', '0.60'], // a public holiday
    ['deepseek-chat', '2025-06-02', '16:29', '1.10'],
    ['deepseek-chat', '2025-06-02', '16:30', '0.55'],
    ['deepseek-chat', '2025-06-03', '00:29', '0.55'],
    ['deepseek-chat', '2025-09-05', '16:00', '1.68'],
  ])('%s costs on %s at %s UTC %s', (model, date, time, expected) => {
    const book = createPriceBook(shipped('deepseek.json').prices, []);
    const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
    const moment = { day: parseDay(date) ?? NaN, minute: hours * 60 + minutes, promptOver: 0 };
    const query = { priceList: 'list', provider: 'deepseek', model, tier: undefined, ...moment };
    expect(book.price(query)?.perMTok.output).toBe(expected);
  });

  it('hold the reference table of model.md section 2', () => {
    const tables = files.map(shipped);
    const book = createPriceBook(
      tables.flatMap(({ prices }) => prices),
      tables.flatMap(({ aliases }) => aliases),
    );
    const on = (model: string, promptOver: number): object | undefined => {
      const ref = book.resolve(undefined, model);
      const day = 20_605; // 2026-06-01
      return ref && book.price({ ...ref, priceList: 'list', tier: undefined, promptOver, day })?.perMTok;
    };
    expect(on('gpt-4.1', 0)).toEqual({ uncached_input: '2', cached_input: '0.5', output: '8' });
    const claude = {
      uncached_input: '3',
      cached_input: '0.3',
      cache_write_5m: '3.75',
      cache_write_1h: '6',
      output: '15',
    };
    expect(on('claude-sonnet-4-5', 0)).toEqual(claude);
    expect(on('claude-sonnet-4-5', 200_000)).toMatchObject({ uncached_input: '6', output: '22.5' });
    expect(on('gemini-2.5-flash', 0)).toMatchObject({
      uncached_input: '0.3',
      cached_input: '0.03',
      output: '2.5',
    });
    expect(on('deepseek-v3.2', 0)).toEqual({
      uncached_input: '0.28',
      cached_input: '0.028',
      output: '0.42',
    });
  });
});

describe('parsePriceFile', () => {
  it('turns bounds, tiers and aliases into prices of their own', () => {
    const parsed = parsePriceFile({
      ...minimal,
      models: [
        {
          model: 'one',
          aliases: ['uno'],
          prices: [
            {
              effective_from: '2026-01-01',
              per_mtok: { output: '8' },
              above: { '200000': { output: '12' } },
              tiers: { batch: { per_mtok: { output: '4' } } },
            },
          ],
        },
      ],
    });
    expect(parsed.ok && parsed.value.aliases).toEqual([{ alias: 'uno', provider: 'acme', model: 'one' }]);
    expect(
      parsed.ok && parsed.value.prices.map((p) => [p.tier, p.abovePromptTokens, p.perMTok.output]),
    ).toEqual([
      [undefined, 0, '8'],
      [undefined, 200_000, '12'],
      ['batch', 0, '4'],
    ]);
  });

  it('serves usage that was mapped to a model before it existed, and says so', () => {
    const parsed = parsePriceFile(
      withPrices({ effective_from: '2026-01-01', assumed_from: '2023-01-01', per_mtok: { output: '8' } }),
    );
    const [before] = parsed.ok ? parsed.value.prices : [];
    expect(before).toMatchObject({ effectiveFrom: '2023-01-01', effectiveTo: '2026-01-01' });
    expect(before?.source).toBe(
      'Not sold before 2026-01-01: its first price, for older usage that was mapped to this model. https://acme.example/pricing',
    );
  });

  it.each([
    ['an unknown key', { ...minimal, colour: 'red' }, 'colour'],
    ['an unknown token class', withPrices({ effective_from: '2026-01-01', per_mtok: { input: '1' } }), ''],
    [
      'a seventh decimal place',
      withPrices({ effective_from: '2026-01-01', per_mtok: { output: '0.1234567' } }),
      'models.0.prices.0.per_mtok.output',
    ],
    [
      'a float',
      withPrices({ effective_from: '2026-01-01', per_mtok: { output: 8 } }),
      'models.0.prices.0.per_mtok.output',
    ],
    [
      'a date that is none',
      withPrices({ effective_from: '2026-02-30', per_mtok: { output: '8' } }),
      'models.0.prices.0.effective_from',
    ],
    [
      'a threshold that rollups do not keep',
      withPrices({ effective_from: '2026-01-01', per_mtok: {}, above: { '123': { output: '8' } } }),
      'models.0.prices.0.above.123',
    ],
    [
      'a period that ends before it begins',
      withPrices({ effective_from: '2026-01-02', effective_to: '2026-01-02', per_mtok: { output: '8' } }),
      'one, price from 2026-01-02',
    ],
    [
      'periods that overlap by a day',
      withPrices(
        { effective_from: '2026-01-01', effective_to: '2026-03-02', per_mtok: { output: '8' } },
        { effective_from: '2026-03-01', per_mtok: { output: '9' } },
      ),
      'one, price from 2026-01-01',
    ],
  ])('refuses %s and names the place', (_, file, where) => {
    const parsed = parsePriceFile(file);
    expect(parsed.ok).toBe(false);
    expect(!parsed.ok && parsed.issues[0]?.where).toContain(where);
  });

  it('takes periods that touch', () => {
    const touching = withPrices(
      { effective_from: '2026-01-01', effective_to: '2026-03-01', per_mtok: { output: '8' } },
      { effective_from: '2026-03-01', per_mtok: { output: '9' } },
    );
    expect(parsePriceFile(touching).ok).toBe(true);
  });
});
