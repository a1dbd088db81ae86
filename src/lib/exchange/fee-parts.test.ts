import { describe, expect, it } from 'vitest';
import { createPriceBook } from '../pricing/price-book';
import { roundForDisplay } from '../usage/money';
import { paymentOf, type Payment } from './payment';
import { createRateBook } from './rate-book';
import type { Route } from './route';
import { cell, cents, fixed, NO_FEES, OFFICIAL, PRICES, RELAY, route, run } from './savings-fixture';
import { groupLines } from './savings-groups';
import { savingsLines } from './savings-lines';
import { topUpPctOf, withTopUps } from './top-up';

/** $400 of list price. */
const GPT = [cell('openai', 'gpt-4.1', { output: 50_000_000 })];
const YUAN = { amount: '1', currency: 'CNY' };

const rounded = (amounts: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [name, roundForDisplay(amount as bigint, 4)]),
  );

const figuresOf = (candidate: Route, home = 'CNY', rate = '7.3') =>
  run({ cells: GPT, candidate, home, rate: fixed(rate) }).totals.figures;

function payment(candidate: Route, home: string, side: 'baseline' | 'candidate' = 'candidate'): Payment {
  const lines = savingsLines(GPT, createPriceBook(PRICES, []), OFFICIAL, candidate);
  const input = { baseline: OFFICIAL, candidate, home, currency: home, rate: fixed('7.3') };
  const found = paymentOf(groupLines(lines, { ...input, rates: createRateBook([]) }), side);
  if (!found) throw new Error('nothing was costed');
  return found;
}

describe('fees and taxes, each with its own line', () => {
  const all = route('relay', {
    creditPrice: YUAN,
    fees: { ...NO_FEES, topUpPct: '5.5', conversionPct: '1.5', vatPct: '6', withholdingPct: '10' },
  });

  it('a payer in yuan: ¥400 × 5.5 % = 22; nothing to convert; 422 × 6 % = 25.32; 422 × 10 % = 42.20', () => {
    const figures = figuresOf(all);
    expect(rounded(figures?.feeParts ?? {})).toEqual({
      topUp: '-22.0000',
      conversion: '0.0000',
      vat: '-25.3200',
      withholding: '-42.2000',
    });
    expect(rounded(figures?.parts ?? {})).toMatchObject({ feesAndTaxes: '-89.5200' });
  });

  it('a payer in dollars: 400 ÷ 7.3 = 54.7945; × 5.5 % = 3.0137; 57.8082 × 1.5 % = 0.8671; 58.6753 × 6 % and 10 %', () => {
    expect(rounded(figuresOf(all, 'USD')?.feeParts ?? {})).toEqual({
      topUp: '-3.0137',
      conversion: '-0.8671',
      vat: '-3.5205',
      withholding: '-5.8675',
    });
  });

  it('sum to the part exactly, also where both routes have fees and no figure is round', () => {
    const official = route('official', { fees: { ...NO_FEES, conversionPct: '2.9', vatPct: '13' } });
    const figures = run({
      cells: GPT,
      baseline: official,
      candidate: all,
      home: 'EUR',
      currency: 'CNY',
      rates: [{ base: 'EUR', quote: 'USD', on: '2026-06-15', kind: 'daily', rate: '1.1717', source: 'ECB' }],
    }).totals.figures;
    const { topUp, conversion, vat, withholding } = figures?.feeParts ?? {};
    expect((topUp ?? 0n) + (conversion ?? 0n) + (vat ?? 0n) + (withholding ?? 0n)).toBe(
      figures?.parts.feesAndTaxes,
    );
    expect(vat).toBeGreaterThan(0n); // 13 % on the official route against 6 %
    expect(withholding).toBeLessThan(0n);
  });

  it('fees that both routes have alike leave no line', () => {
    const same = { fees: { ...NO_FEES, vatPct: '6' } };
    const figures = run({
      cells: GPT,
      baseline: route('official', same),
      candidate: route('relay', { creditPrice: YUAN, ...same }),
    }).totals.figures;
    expect(Object.values(figures?.feeParts ?? {})).toEqual([0n, 0n, 0n, 0n]);
  });
});

describe('what a payer pays, line by line', () => {
  const relay = route('relay', {
    creditPrice: YUAN,
    fees: { ...NO_FEES, topUpPct: '5.5', conversionPct: '1.5', vatPct: '6' },
  });

  it('in dollars, who buys yuan at 7.3: $54.79 of credit, $62.20 in all', () => {
    expect(rounded(payment(relay, 'USD'))).toEqual({
      credit: '54.7945',
      topUp: '3.0137',
      conversion: '0.8671', // 57.8082 × 1.5 %
      vat: '3.5205', // 58.6753 × 6 %
      withholding: '0.0000',
      landed: '62.1959',
    });
    expect(rounded(payment(relay, 'USD', 'baseline'))).toMatchObject({
      credit: '400.0000',
      landed: '400.0000',
    });
  });

  it('in yuan: ¥400 of credit, 400 × 1.055 × 1.06 = 447.32 in all', () => {
    expect(rounded(payment(relay, 'CNY'))).toMatchObject({
      credit: '400.0000',
      conversion: '0.0000',
      landed: '447.3200',
    });
  });

  it('sums to the landed cost of the comparison exactly', () => {
    const { landed, credit, topUp, conversion, vat, withholding } = payment(relay, 'USD');
    expect(credit + topUp + conversion + vat + withholding).toBe(landed);
    expect(landed).toBe(figuresOf(relay, 'USD')?.candidate);
  });
});

describe('a top-up of 5.5 % with at least $0.80', () => {
  const fees = { ...NO_FEES, topUpPct: '5.5', topUpMin: '0.80' };
  const landed = (on: Route) => cents(figuresOf(on, 'USD')?.candidate);
  const card = route('card', { creditPrice: { amount: '1', currency: 'USD' }, fees });

  it.each([
    ['5', '16'], // 0.80 ÷ 5
    ['10', '8'],
    ['14.54', '5.50206327372764786795048143053645116919'], // just below 0.80 ÷ 5.5 % = 14.5454…
    ['14.55', '5.5'],
    ['100', '5.5'],
  ])('of $%s costs %s %%', (amount, pct) => {
    const [digits = ''] = [topUpPctOf(fees, amount)];
    expect(digits.slice(0, 30)).toBe(pct.slice(0, 30));
  });

  it('at $10 a time the usage of $400 costs $432, at $100 a time $422', () => {
    expect(landed(withTopUps(card, '10'))).toBe('432.00');
    expect(landed(withTopUps(card, '100'))).toBe('422.00');
  });

  it('leaves a route without a least fee as it is, and gives the same object again', () => {
    expect(withTopUps(RELAY, '10').terms).toEqual(RELAY.terms);
    expect(withTopUps(card, '10')).toBe(withTopUps(card, '10'));
  });
});
