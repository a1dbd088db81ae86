import { describe, expect, it } from 'vitest';
import { parseDay } from '../usage/day';
import { decimalText } from './decimal';
import type { Fees, RouteTerms } from './route';
import { NO_FEES, route } from './savings-fixture';
import { feesOf, multiplierOf, termsOn } from './terms';

const day = (date: string): number => parseDay(date) ?? NaN;

function termsWith(change: Partial<RouteTerms>): RouteTerms {
  const [terms] = route('r', change).terms;
  if (!terms) throw new Error('one was given');
  return terms;
}

describe('termsOn', () => {
  const relay = route('relay', { effectiveFrom: '2026-03-01' }, { effectiveFrom: '2026-01-01' });

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', '2026-01-01'],
    ['2026-02-28', '2026-01-01'],
    ['2026-03-01', '2026-03-01'],
    ['2027-01-01', '2026-03-01'],
  ])('on %s: those from %s', (date, from) => {
    expect(termsOn(relay, day(date))?.effectiveFrom).toBe(from);
  });
});

describe('multiplierOf', () => {
  const terms = termsWith({
    multipliers: [
      { model: '*', value: '1.2' },
      { model: 'claude-*', value: '1.5' },
      { model: 'claude-*-4.5', value: '1.4' },
      { model: 'GPT-4.1', value: '0.9' },
    ],
  });

  it.each([
    ['claude-sonnet-4.5', '1.4'],
    ['claude-haiku-3.5', '1.5'],
    ['gpt-4.1', '0.9'],
    ['gpt-4.1-mini', '1.2'],
  ])('%s takes the longest pattern that matches: %s', (model, value) => {
    expect(decimalText(multiplierOf(terms, model))).toBe(value);
  });

  it('is 1 where no pattern matches', () => {
    expect(decimalText(multiplierOf(termsWith({}), 'gpt-4.1'))).toBe('1');
  });
});

describe('feesOf', () => {
  const fees: Fees = {
    ...NO_FEES,
    topUpPct: '5.5',
    conversionPct: '1.5',
    vatPct: '6',
    withholdingPct: '10',
    topUpMin: '500',
  };
  const terms = termsWith({ fees, creditPrice: { amount: '1', currency: 'CNY' } });

  it('paid from home: 1.055 × (1 + 0.06 + 0.10) = 1.2238; the least top-up is not applied', () => {
    expect(Number(decimalText(feesOf(terms, 'CNY')))).toBe(1.2238);
  });

  it('paid from abroad, the conversion too: 1.055 × 1.015 × 1.16 = 1.242157', () => {
    expect(Number(decimalText(feesOf(terms, 'USD')))).toBe(1.242157);
  });
});
