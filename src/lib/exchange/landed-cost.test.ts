import { describe, expect, it } from 'vitest';
import { parseDay } from '../usage/day';
import { decimalToPico, picoToDecimal } from '../usage/money';
import { ExactSum } from './exact-sum';
import { landedOfCharge, landedOfList, type Landed } from './landed-cost';
import type { Payer } from './payer';
import { createRateBook } from './rate-book';
import type { Rate } from './rate';
import type { Route } from './route';
import { fixed, NO_FEES, OFFICIAL, RELAY, route } from './savings-fixture';

const DAY = parseDay('2026-06-15') ?? NaN;
const IN_YUAN: Payer = { home: 'CNY', currency: 'CNY', rate: fixed('7') };
const EUR_USD: Rate = {
  base: 'EUR',
  quote: 'USD',
  on: '2026-06-15',
  kind: 'daily',
  rate: '1.25',
  source: 'ECB',
};
const rates = createRateBook([EUR_USD]);

function text(landed: Landed | undefined): string | undefined {
  const sum = new ExactSum();
  if (landed) sum.add(landed.amount, landed.factor);
  return sum.amount === undefined ? undefined : picoToDecimal(sum.amount).replace(/\.?0+$/, '');
}

function ofList(amount: string, currency: string, on: Route, payer: Payer = IN_YUAN): string | undefined {
  const list = { cost: decimalToPico(amount), currency };
  return text(landedOfList(list, { route: on, model: 'gpt-4.1', day: DAY }, payer, rates));
}

function ofCharge(amount: string, currency: string, on: Route, payer: Payer = IN_YUAN): string | undefined {
  const charge = { amount: decimalToPico(amount), currency };
  return text(landedOfCharge(charge, { route: on, day: DAY }, payer, rates));
}

describe('landedOfList', () => {
  it('takes every factor once: 100 × 0.5 × ¥2 × 1.1 × 1.06 = ¥116.6', () => {
    const relay = route('relay', {
      creditPrice: { amount: '2', currency: 'CNY' },
      multipliers: [{ model: 'gpt-*', value: '0.5' }],
      fees: { ...NO_FEES, topUpPct: '10', conversionPct: '3', vatPct: '6' },
    });
    expect(ofList('100', 'USD', relay)).toBe('116.6');
  });

  it('adds the conversion fee where billing is not in the home currency: 100 × 7 × 1.03 = 721', () => {
    const official = route('official', { fees: { ...NO_FEES, conversionPct: '3' } });
    expect(ofList('100', 'USD', official)).toBe('721');
  });

  it('converts a list in another currency to USD first: €100 × 1.25 = $125, × 7', () => {
    expect(ofList('100', 'EUR', OFFICIAL)).toBe('875');
    expect(ofList('100', 'EUR', RELAY)).toBe('125');
  });

  it('shows in the reporting currency without another fee: ¥700 ÷ 7 ÷ 1.25 = €80', () => {
    expect(ofList('100', 'USD', OFFICIAL, { ...IN_YUAN, currency: 'EUR' })).toBe('80');
  });

  it('has no figure without a rate or before the first terms', () => {
    expect(ofList('100', 'GBP', OFFICIAL)).toBeUndefined();
    expect(ofList('100', 'USD', OFFICIAL, { ...IN_YUAN, rate: { policy: 'daily' } })).toBeUndefined();
    expect(ofList('100', 'USD', route('late', { effectiveFrom: '2026-06-16' }))).toBeUndefined();
  });
});

describe('landedOfCharge', () => {
  const dear = route('relay', {
    creditPrice: { amount: '3', currency: 'CNY' },
    multipliers: [{ model: '*', value: '2' }],
    fees: { ...NO_FEES, topUpPct: '10' },
  });

  it('in the billing currency is the bill: ¥50 × 1.1; multiplier and credit price are in it already', () => {
    expect(ofCharge('50', 'CNY', dear)).toBe('55');
  });

  it('in USD on a route that bills in yuan is credit, as relays log it: $50 × ¥3 × 1.1 = ¥165', () => {
    expect(ofCharge('50', 'USD', dear)).toBe('165');
  });

  it('in a third currency is brought to the billing currency: €40 × 1.25 × 7 × 1.1 = ¥385', () => {
    expect(ofCharge('40', 'EUR', dear)).toBe('385');
  });

  it('in USD on the official route is dollars: $50 × 7 = ¥350', () => {
    expect(ofCharge('50', 'USD', OFFICIAL)).toBe('350');
  });

  it('has no figure without a rate', () => {
    expect(ofCharge('50', 'GBP', OFFICIAL)).toBeUndefined();
  });
});
