import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../usage/day';
import { decimalToPico, picoToDecimal } from '../usage/money';
import { feeOfLot, type CreditLot } from './credit-lot';
import { decimalText } from './decimal';
import { drawDown, type Credit } from './drawdown';
import { ExactSum, FACTOR_SCALE } from './exact-sum';
import { landedOfCharge, landedOfList } from './landed-cost';
import type { Payer } from './payer';
import { createRateBook } from './rate-book';
import type { Fees, Route } from './route';

const day = (date: string): number => parseDay(date) ?? NaN;
const usd = (amount: string): Credit => decimalToPico(amount) * FACTOR_SCALE;
const lot = (boughtOn: string, credit: string, amount: string, over: Partial<CreditLot> = {}): CreditLot => ({
  boughtOn,
  credit,
  paid: { amount, currency: 'CNY' },
  source: 'Invoice',
  ...over,
});
const NO_FEES: Fees = { topUpPct: '0', topUpMin: '0', conversionPct: '0', vatPct: '0', withholdingPct: '0' };
const route = (lots: CreditLot[], fees: Partial<Fees> = {}): Route => ({
  id: 'relay-a',
  name: 'Relay A',
  kind: 'relay',
  lots,
  terms: [
    {
      effectiveFrom: '2026-01-01',
      creditPrice: { amount: '5', currency: 'CNY' },
      priceList: 'list',
      multipliers: [{ model: 'double', value: '2' }],
      fees: { ...NO_FEES, ...fees },
      billsCachedAsUncached: false,
      source: 'Contract',
    },
  ],
});
/** ¥7 for $1 on 1 May, ¥6 on 1 June, ¥8 on 1 July: each holds until the next (and is then old). */
const rates = createRateBook(
  [
    ['2026-05-01', '7'],
    ['2026-06-01', '6'],
    ['2026-07-01', '8'],
  ].map(([on = '', rate = '']) => ({
    base: 'USD',
    quote: 'CNY',
    on,
    kind: 'daily' as const,
    rate,
    source: 'ECB',
  })),
);
const YUAN: Payer = { home: 'CNY', currency: 'CNY', rate: { policy: 'daily' } };
const DOLLARS: Payer = { home: 'USD', currency: 'USD', rate: { policy: 'daily' } };

/** Usage as [date, list cost in USD, model]. */
type Usage = [string, string, string?];

function drawn(on: Route, usage: Usage[]): Route {
  const perDay = new Map<number, Credit>();
  for (const [date, cost, model] of usage)
    perDay.set(day(date), (perDay.get(day(date)) ?? 0n) + usd(cost) * (model === 'double' ? 2n : 1n));
  return { ...on, drawdown: drawDown(on.lots ?? [], perDay) };
}

function landed(on: Route, [date, cost, model = 'one']: Usage, payer: Payer): string | undefined {
  const found = landedOfList(
    { cost: decimalToPico(cost), currency: 'USD' },
    { route: on, model, day: day(date) },
    payer,
    rates,
  );
  const sum = new ExactSum();
  if (found) sum.add(found.amount, found.factor);
  return sum.amount === undefined ? undefined : picoToDecimal(sum.amount);
}

describe('lots used first in, first out', () => {
  // $100 for ¥100 on 1 May, $50 for ¥200 on 1 June. Usage: $60 on 10 May, $60 on 10 June, $60 on 10 July.
  const lots = [lot('2026-05-01', '100', '100'), lot('2026-06-01', '50', '200')];
  const usage: Usage[] = [
    ['2026-05-10', '60'],
    ['2026-06-10', '60'],
    ['2026-07-10', '60'],
  ];
  const relay = drawn(route(lots), usage);

  it.each([
    // All of the first lot at ¥1: 60. Then 40 at ¥1 and 20 at ¥4: 120. Then 30 at ¥4, 30 beyond at the terms' ¥5: 270.
    [0, '60.000000000000'],
    [1, '120.000000000000'],
    [2, '270.000000000000'],
  ])('day %i costs ¥%s', (index, expected) => {
    expect(landed(relay, usage[index] ?? ['', ''], YUAN)).toBe(expected);
  });

  it('say how far they went, and since when they were not enough', () => {
    const { lots: draws = [], uncovered } = relay.drawdown ?? {};
    expect(draws.map(({ used }) => used)).toEqual([usd('100'), usd('50')]);
    expect(draws.map(({ from, to, exhaustedOn }) => [from, to, exhaustedOn])).toEqual([
      [day('2026-05-10'), day('2026-06-10'), undefined],
      [day('2026-06-10'), day('2026-07-10'), day('2026-07-10')],
    ]);
    expect(uncovered).toBe(usd('30'));
  });

  it('cost at home what the currency cost on the day of the purchase: 60 ÷ 7; (40 ÷ 7) + (80 ÷ 6); (120 ÷ 6) + (150 ÷ 8)', () => {
    expect(landed(relay, ['2026-05-10', '60'], DOLLARS)).toBe('8.571428571429');
    expect(landed(relay, ['2026-06-10', '60'], DOLLARS)).toBe('19.047619047619');
    expect(landed(relay, ['2026-07-10', '60'], DOLLARS)).toBe('38.750000000000');
  });

  it('a fixed rate holds for purchases too: 120 ÷ 7.5 = 16', () => {
    const fixed: Payer = { ...DOLLARS, rate: { policy: 'fixed', cnyPerUsd: '7.5' } };
    expect(landed(relay, ['2026-06-10', '60'], fixed)).toBe('16.000000000000');
  });

  it('within a day all usage shares by its credit: $20 at multiplier 1 and $20 at 2 pay a third and two thirds of ¥120', () => {
    const mixed: Usage[] = [
      ['2026-05-10', '60'],
      ['2026-06-10', '20'],
      ['2026-06-10', '20', 'double'],
    ];
    const shared = drawn(route(lots), mixed);
    expect(landed(shared, ['2026-06-10', '20'], YUAN)).toBe('40.000000000000');
    expect(landed(shared, ['2026-06-10', '20', 'double'], YUAN)).toBe('80.000000000000');
  });

  it('usage before the first purchase costs what the terms say, and exhausts nothing', () => {
    const early = drawn(route(lots), [['2026-04-10', '10']]);
    expect(landed(early, ['2026-04-10', '10'], YUAN)).toBe('50.000000000000');
    expect(early.drawdown).toMatchObject({ uncovered: 0n, lots: [{ used: 0n }, { used: 0n }] });
    expect(early.drawdown?.lots.every(({ exhaustedOn }) => exhaustedOn === undefined)).toBe(true);
  });

  it('a lot is no use to days before it was bought: a gap is exhausted, and the next lot begins whole', () => {
    const gap = drawn(route(lots), [
      ['2026-05-10', '110'],
      ['2026-06-10', '10'],
    ]);
    expect(landed(gap, ['2026-05-10', '110'], YUAN)).toBe('150.000000000000'); // 100 × 1 + 10 × 5
    expect(landed(gap, ['2026-06-10', '10'], YUAN)).toBe('40.000000000000');
    expect(gap.drawdown?.lots.map(({ exhaustedOn }) => exhaustedOn)).toEqual([day('2026-05-10'), undefined]);
  });

  it('a charge uses credit: USD as they are, the billing currency ÷ credit price', () => {
    const charge = (amount: string, currency: string) => {
      const found = landedOfCharge(
        { amount: decimalToPico(amount), currency },
        { route: relay, day: day('2026-06-10') },
        YUAN,
        rates,
      );
      const sum = new ExactSum();
      if (found) sum.add(found.amount, found.factor);
      return picoToDecimal(sum.amount ?? -1n);
    };
    // The day's $60 cost ¥120: $1 of credit is ¥2.
    expect(charge('30', 'USD')).toBe('60.000000000000');
    expect(charge('150', 'CNY')).toBe('60.000000000000'); // ¥150 at ¥5 is $30 of credit
  });

  it('have no figure without the rate of the purchase day', () => {
    const euros = drawn(
      route([lot('2026-05-01', '100', '90', { paid: { amount: '90', currency: 'EUR' } })]),
      usage,
    );
    expect(landed(euros, ['2026-05-10', '60'], YUAN)).toBeUndefined();
  });
});

describe('fees of a lot', () => {
  const relay = (over: Partial<Fees>) => route([], over);
  const fee = (over: Partial<Fees>, more: Partial<CreditLot> = {}) =>
    Number(decimalText(feeOfLot(lot('2026-05-01', '100', '100', more), relay(over)))).toString();

  it.each([
    ['5.5', '0', '5.5'], // 5.5 % of ¥100
    ['5.5', '5.5', '5.5'],
    ['5.5', '6', '6'],
    ['0', '2', '2'],
    ['-10', '0', '0'], // a bonus is in the credit
  ])('top-up %s %%, at least ¥%s: ¥%s', (topUpPct, topUpMin, expected) => {
    expect(fee({ topUpPct, topUpMin })).toBe(expected);
  });

  it('given ones stand in for the terms', () => {
    expect(fee({ topUpPct: '5.5', topUpMin: '6' }, { fee: '1.5' })).toBe('1.5');
  });

  it('and taxes come on top, as on the day of the purchase: (100 + 6) × 1.01 × 1.1 ÷ 7', () => {
    const taxed = drawn(
      route([lot('2026-05-01', '100', '100')], {
        topUpPct: '5.5',
        topUpMin: '6',
        conversionPct: '1',
        vatPct: '10',
      }),
      [['2026-06-10', '100']],
    );
    expect(landed(taxed, ['2026-06-10', '100'], DOLLARS)).toBe('16.823714285714'); // 117.766 ÷ 7 = 16.82371428571…
  });
});

describe('properties', () => {
  const days = fc.integer({ min: day('2026-05-01'), max: day('2026-07-31') });
  const cents = fc.integer({ min: 1, max: 1_000_000 });
  const aLot = fc.record({ on: days, credit: cents, paid: cents }).map(({ on, credit, paid }) => ({
    ...lot(formatDay(on), (credit / 100).toFixed(2), (paid / 100).toFixed(2)),
  }));
  const lotsArb = fc
    .array(aLot, { minLength: 1, maxLength: 6 })
    .map((lots) => lots.sort((a, b) => (a.boughtOn < b.boughtOn ? -1 : 1)));
  const usageArb = fc.array(
    fc
      .tuple(
        days.map(formatDay),
        cents.map((cost) => (cost / 100).toFixed(2)),
      )
      .map(([on, cost]): Usage => [on, cost]),
    { minLength: 1, maxLength: 30 },
  );
  const total = (on: Route, usage: Usage[]): bigint => {
    const sum = new ExactSum();
    for (const [date, cost] of usage) {
      const found = landedOfList(
        { cost: decimalToPico(cost), currency: 'USD' },
        { route: on, model: 'one', day: day(date) },
        YUAN,
        rates,
      );
      if (found) sum.add(found.amount, found.factor);
    }
    return sum.amount ?? 0n;
  };

  it('what was paid is what was used and what is left; usage costs what was used, and the terms beyond it', () => {
    fc.assert(
      fc.property(lotsArb, usageArb, (lots, usage) => {
        const relay = drawn(route(lots), usage);
        const { lots: draws = [], days: drawnDays = new Map<number, never>() } = relay.drawdown ?? {};
        for (const { bought, used } of draws) expect(used >= 0n && used <= bought).toBe(true);
        // In hundredths: paid × used ÷ credit, as one fraction over the product of all credits.
        const hundredths = (text: string): bigint => BigInt(text.replace('.', ''));
        const denominator = draws.reduce((product, { lot: one }) => product * hundredths(one.credit), 1n);
        const unit = usd('0.01');
        let numerator = 0n;
        for (const { lot: one, used } of draws)
          numerator += (hundredths(one.paid.amount) * (used / unit) * denominator) / hundredths(one.credit);
        const beyond = [...drawnDays.values()].reduce(
          (sum: bigint, one: { uncovered: bigint }) => sum + one.uncovered,
          0n,
        );
        numerator += (beyond / unit) * 5n * denominator;
        const PICO = 10n ** 10n; // a hundredth
        const exact = (numerator * PICO * 2n + denominator) / (denominator * 2n);
        const difference = total(relay, usage) - exact;
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('lots that are used up whole cost what was paid for them, to the last digit', () => {
    fc.assert(
      fc.property(lotsArb, usageArb, (lots, usage) => {
        const credit = lots.reduce((sum, one) => sum + decimalToPico(one.credit), 0n);
        const paid = lots.reduce((sum, one) => sum + decimalToPico(one.paid.amount), 0n);
        const last = '2026-08-01';
        // Usage on the last day that takes all the lots, split as the usage is.
        const spread = usage.map(([, cost]): Usage => [last, cost]);
        const used = spread.reduce((sum, [, cost]) => sum + decimalToPico(cost), 0n);
        const relay = drawn(route(lots), [...spread, [last, picoToDecimal(credit)]]);
        expect(total(relay, [...spread, [last, picoToDecimal(credit)]])).toBe(paid + used * 5n);
      }),
      { numRuns: 100 },
    );
  });

  it('more usage never costs less, and the order of usage does not matter', () => {
    fc.assert(
      fc.property(lotsArb, usageArb, fc.tuple(days.map(formatDay), cents), (lots, usage, [on, cost]) => {
        const more: Usage[] = [[on, (cost / 100).toFixed(2)], ...usage.toReversed()];
        const before = total(drawn(route(lots), usage), usage);
        const after = total(drawn(route(lots), more), more);
        expect(after >= before).toBe(true);
        expect(total(drawn(route(lots), usage.toReversed()), usage)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });
});
