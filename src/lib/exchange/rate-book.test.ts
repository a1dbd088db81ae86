import { describe, expect, it } from 'vitest';
import { parseDay } from '../usage/day';
import type { RatePolicy } from '../usage/filters';
import monthly from '../../../data/rates/usd-cny-monthly.json';
import type { Rate } from './rate';
import { createRateBook } from './rate-book';
import { parseRateFile } from './rate-file';

const DAILY: RatePolicy = { policy: 'daily' };
const MONTH_END: RatePolicy = { policy: 'month_end' };
const fixed = (cnyPerUsd: string): RatePolicy => ({ policy: 'fixed', cnyPerUsd });

const day = (date: string): number => parseDay(date) ?? NaN;
const daily = (base: string, quote: string, on: string, rate: string, source = 'ECB'): Rate => ({
  base,
  quote,
  on,
  kind: 'daily',
  rate,
  source,
});
const mean = (on: string, rate: string): Rate => ({
  base: 'USD',
  quote: 'CNY',
  on,
  kind: 'monthly_mean',
  rate,
  source: 'Fed',
});

function shipped(): Rate[] {
  const parsed = parseRateFile(monthly);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

describe('the shipped monthly means', () => {
  const book = createRateBook(shipped());

  it('serve every day of their month without age', () => {
    for (const date of ['2025-12-01', '2025-12-31'])
      expect(book.on('USD', 'CNY', day(date), DAILY)).toMatchObject({
        rate: '7.0432',
        of: '2025-12',
        ageDays: 0,
        stale: false,
      });
  });

  it('after the last mean the last known serves, aged from the end of its month', () => {
    expect(book.on('USD', 'CNY', day('2026-07-07'), DAILY)).toMatchObject({
      rate: '6.7758',
      of: '2026-06',
      ageDays: 7,
      stale: false,
    });
    expect(book.on('USD', 'CNY', day('2026-07-08'), DAILY)).toMatchObject({ ageDays: 8, stale: true });
    expect(book.on('USD', 'CNY', day('2026-07-31'), DAILY)).toMatchObject({
      rate: '6.7758',
      ageDays: 31,
      stale: true,
    });
  });

  it('say nothing before the first, and nothing about pairs that no rate reaches', () => {
    expect(book.on('USD', 'CNY', day('2023-12-31'), DAILY)).toBeUndefined();
    expect(book.on('USD', 'CNY', day('2024-01-01'), DAILY)?.rate).toBe('7.1707');
    expect(book.on('EUR', 'CNY', day('2025-06-01'), DAILY)).toBeUndefined();
  });
});

describe('imported daily rates', () => {
  it('are preferred while at most 7 days old, then the month mean, as api.md shows', () => {
    const book = createRateBook([...shipped(), daily('USD', 'CNY', '2025-12-31', '7.001021')]);
    expect(book.on('USD', 'CNY', day('2026-01-03'), DAILY)).toEqual({
      rate: '7.001021',
      of: '2025-12-31',
      ageDays: 3,
      stale: false,
      source: 'ECB',
    });
    expect(book.on('USD', 'CNY', day('2026-01-07'), DAILY)).toMatchObject({ rate: '7.001021', ageDays: 7 });
    expect(book.on('USD', 'CNY', day('2026-01-08'), DAILY)).toMatchObject({ rate: '6.9692', ageDays: 0 });
  });

  it('before the first of them the month mean still serves', () => {
    const book = createRateBook([...shipped(), daily('USD', 'CNY', '2025-06-20', '7.18')]);
    expect(book.on('USD', 'CNY', day('2025-06-19'), DAILY)?.rate).toBe('7.1804');
    expect(book.on('USD', 'CNY', day('2025-06-20'), DAILY)?.rate).toBe('7.18');
  });

  it.each([
    ['2025-03-17', 7, false],
    ['2025-03-18', 8, true],
  ])('without a mean of the month, %s is %i days old, stale: %s', (date, ageDays, stale) => {
    const book = createRateBook([daily('USD', 'CNY', '2025-03-10', '7.2')]);
    expect(book.on('USD', 'CNY', day(date), DAILY)).toMatchObject({ rate: '7.2', ageDays, stale });
  });

  it('where both are past, the more recent of the last daily rate and the last mean serves', () => {
    const endOfJune = [mean('2026-06', '6.7758')];
    const older = createRateBook([...endOfJune, daily('USD', 'CNY', '2026-06-10', '6.8')]);
    expect(older.on('USD', 'CNY', day('2026-07-20'), DAILY)).toMatchObject({ rate: '6.7758', ageDays: 20 });
    const newer = createRateBook([...endOfJune, daily('USD', 'CNY', '2026-07-02', '6.7')]);
    expect(newer.on('USD', 'CNY', day('2026-07-20'), DAILY)).toMatchObject({ rate: '6.7', ageDays: 18 });
  });

  it('a later rate of the same date supersedes an earlier one', () => {
    const book = createRateBook([
      daily('USD', 'CNY', '2025-03-10', '7.2'),
      daily('USD', 'CNY', '2025-03-10', '7.25', 'bank'),
    ]);
    expect(book.on('USD', 'CNY', day('2025-03-10'), DAILY)).toMatchObject({ rate: '7.25', source: 'bank' });
  });
});

describe('pairs that are not observed themselves', () => {
  const eur = [daily('EUR', 'USD', '2025-03-10', '1.25'), daily('EUR', 'CNY', '2025-03-07', '8')];

  it('the inverse: 1 ÷ 8 = 0.125', () => {
    expect(createRateBook(eur).on('CNY', 'EUR', day('2025-03-10'), DAILY)?.rate).toBe('0.125');
  });

  it('a cross through EUR is as old as its older leg: 8 ÷ 1.25 = 6.4 of 3 days ago', () => {
    expect(createRateBook(eur).on('USD', 'CNY', day('2025-03-10'), DAILY)).toEqual({
      rate: '6.4',
      of: '2025-03-07',
      ageDays: 3,
      stale: false,
      source: 'ECB',
    });
  });

  it('a fresh daily cross serves rather than the month mean of the pair itself', () => {
    const book = createRateBook([...shipped(), ...eur]);
    expect(book.on('USD', 'CNY', day('2025-03-10'), DAILY)?.rate).toBe('6.4');
    expect(book.on('USD', 'CNY', day('2025-04-10'), DAILY)?.rate).toBe('7.2968');
  });

  it('never two crosses: GBP and JPY share no pivot here', () => {
    const book = createRateBook([
      daily('GBP', 'USD', '2025-03-10', '1.3'),
      daily('EUR', 'JPY', '2025-03-10', '160'),
      ...eur,
    ]);
    expect(book.on('GBP', 'JPY', day('2025-03-10'), DAILY)).toBeUndefined();
  });

  it('a currency in itself is 1, even with no rate known', () => {
    expect(createRateBook([]).on('CHF', 'CHF', day('2025-03-10'), DAILY)).toMatchObject({
      rate: '1',
      ageDays: 0,
      stale: false,
    });
  });

  it('what does not divide out is rounded at 40 places', () => {
    const book = createRateBook([daily('USD', 'CNY', '2025-03-10', '7.3')]);
    expect(book.on('CNY', 'USD', day('2025-03-10'), DAILY)?.rate).toBe(
      '0.136986301369863013698630136986301369863',
    );
  });
});

describe('month-end rates', () => {
  const book = createRateBook([
    daily('USD', 'CNY', '2025-03-10', '7.21'),
    daily('USD', 'CNY', '2025-03-31', '7.31'),
    daily('USD', 'CNY', '2025-04-15', '7.41'),
  ]);

  it('the rate of the last day of the month, for every day of it', () => {
    expect(book.on('USD', 'CNY', day('2025-03-10'), MONTH_END)).toMatchObject({
      rate: '7.31',
      of: '2025-03-31',
      ageDays: 0,
    });
  });

  it('not beyond the newest observation', () => {
    expect(book.on('USD', 'CNY', day('2025-04-02'), MONTH_END)).toMatchObject({ rate: '7.41', ageDays: 0 });
    expect(book.on('USD', 'CNY', day('2025-05-02'), MONTH_END)).toMatchObject({
      rate: '7.41',
      ageDays: 17,
      stale: true,
    });
  });
});

describe('a fixed rate', () => {
  const book = createRateBook([
    daily('EUR', 'USD', '2025-03-10', '1.25'),
    daily('EUR', 'CNY', '2025-03-10', '8'),
  ]);
  const on = day('2025-03-10');

  it('is CNY per USD on every day, even without any observation', () => {
    expect(createRateBook([]).on('USD', 'CNY', on, fixed('7.3'))).toMatchObject({
      rate: '7.3',
      stale: false,
    });
    expect(createRateBook([]).on('CNY', 'USD', on, fixed('8'))?.rate).toBe('0.125');
  });

  it('meets other currencies through USD: 1.25 × 10 = 12.5; pairs without CNY stay dated', () => {
    expect(book.on('EUR', 'CNY', on, fixed('10'))?.rate).toBe('12.50');
    expect(book.on('CNY', 'EUR', on, fixed('10'))?.rate).toBe('0.08');
    expect(book.on('EUR', 'USD', on, fixed('10'))?.rate).toBe('1.25');
  });
});
