import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costCells, type CostedCell } from '$lib/server/answers/costed-cells';
import { ExactSum } from '../exchange/exact-sum';
import type { Rate } from '../exchange/rate';
import { createRateBook } from '../exchange/rate-book';
import type { Route, RouteTerms } from '../exchange/route';
import { createPriceBook } from '../pricing/price-book';
import type { Price } from '../pricing/price';
import { formatDay } from '../usage/day';
import type { Filters } from '../usage/filters';
import type { SpendCell } from '../usage/spend-cell';
import { noTokens } from '../usage/token-classes';
import { bridge, BRIDGE_PARTS, type BridgeFigures } from './bridge';
import type { CostBooks } from './costed-usage';

const FIRST_DAY = 20_000;
const HALF = 20;
const MODELS = ['alpha', 'beta', 'gamma', 'no-price'];
const CURRENCIES = ['USD', 'CNY', 'EUR'];

const decimalOf = (min: number, max: number, places: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: min * 10 ** places, max: max * 10 ** places })
    .map((units) => (units / 10 ** places).toFixed(places));

/** Prices that begin, change and end anywhere in both periods, some classes without one, some of another currency. */
const prices: fc.Arbitrary<Price[]> = fc.array(
  fc.record({
    priceList: fc.constantFrom('list', 'relay-list'),
    provider: fc.constant('acme'),
    model: fc.constantFrom('alpha', 'beta', 'gamma'),
    currency: fc.constantFrom('USD', 'USD', 'CNY'),
    effectiveFrom: fc.integer({ min: -5, max: 2 * HALF }).map((day) => formatDay(FIRST_DAY + day)),
    abovePromptTokens: fc.constant(0),
    perMTok: fc.record(
      { uncached_input: decimalOf(0, 9, 4), cached_input: decimalOf(0, 3, 6), output: decimalOf(0, 30, 2) },
      { requiredKeys: [] },
    ),
    source: fc.constant('random'),
    checked: fc.constant('2026-01-01'),
  }),
  { maxLength: 10 },
);

const termsFrom = (day: number): fc.Arbitrary<RouteTerms> =>
  fc.record({
    effectiveFrom: fc.constant(formatDay(FIRST_DAY + day)),
    creditPrice: fc.record({ amount: decimalOf(0, 8, 3), currency: fc.constantFrom(...CURRENCIES) }),
    priceList: fc.constantFrom('list', 'relay-list'),
    multipliers: fc.array(
      fc.record({ model: fc.constantFrom('*', 'a*', 'beta'), value: decimalOf(0, 3, 3) }),
      {
        maxLength: 2,
      },
    ),
    fees: fc.record({
      topUpPct: decimalOf(0, 8, 2),
      topUpMin: fc.constant('0'),
      conversionPct: decimalOf(0, 3, 3),
      vatPct: decimalOf(0, 20, 1),
      withholdingPct: decimalOf(0, 10, 2),
    }),
    billsCachedAsUncached: fc.boolean(),
    source: fc.constant('random'),
  });

const route = (id: string): fc.Arbitrary<Route> =>
  fc
    .tuple(termsFrom(3), termsFrom(15), termsFrom(30))
    .map((terms) => ({ id, name: id, kind: 'relay', terms }));

/** Rates on some days only; none of EUR before some day. */
const rates: fc.Arbitrary<Rate[]> = fc
  .array(fc.tuple(fc.nat(2 * HALF), fc.constantFrom('CNY', 'EUR'), decimalOf(1, 9, 6)), { maxLength: 20 })
  .map((observed) =>
    observed.map(([day, quote, rate]) => {
      const on = formatDay(FIRST_DAY + day);
      return { base: 'USD', quote, on, kind: 'daily', rate, source: 'random' };
    }),
  );

const cellIn = (from: number): fc.Arbitrary<SpendCell> =>
  fc
    .record({
      day: fc.integer({ min: FIRST_DAY + from, max: FIRST_DAY + from + HALF - 1 }),
      route: fc.constantFrom('one', 'two', 'unknown'),
      model: fc.constantFrom(...MODELS),
      tier: fc.constantFrom(undefined, 'batch'),
      input: fc.nat(3_000_000),
      cached: fc.nat(1_000_000),
      output: fc.oneof(fc.constant(0), fc.nat(500_000)),
      charge: fc.option(
        fc.tuple(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 15n }), fc.constantFrom(...CURRENCIES)),
        { nil: undefined },
      ),
      empty: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ day, route: on, model, tier, input, cached, output, charge, empty }) => ({
      day,
      route: on,
      model,
      ...(tier ? { tier } : {}),
      labels: {},
      records: 1,
      requests: 1,
      recordsWithoutRequests: 0,
      tokens:
        empty === 0 ? noTokens() : { ...noTokens(), uncached_input: input, cached_input: cached, output },
      reasoning: 0,
      charged: charge?.[0] ?? 0n,
      ...(charge ? { chargedCurrency: charge[1] } : {}),
    }));

const scene = fc.record({
  prices,
  rates,
  routes: fc.tuple(route('one'), route('two')),
  before: fc.array(cellIn(0), { maxLength: 12 }),
  after: fc.array(cellIn(HALF), { maxLength: 12 }),
  home: fc.constantFrom(...CURRENCIES),
  currency: fc.constantFrom(...CURRENCIES),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

function bookOf(on: Scene): CostBooks {
  return { prices: createPriceBook(on.prices, []), rates: createRateBook(on.rates), routes: on.routes };
}

const payerOf = ({ home, currency }: Scene): Filters =>
  ({ home, currency, rate: { policy: 'daily' } }) as unknown as Filters;

function landed(costed: CostedCell[]): bigint {
  const sum = new ExactSum();
  for (const one of costed) if (one.landed) sum.add(one.landed.amount, one.landed.factor);
  return sum.amount ?? 0n;
}

const sumOfParts = ({ parts }: BridgeFigures): bigint =>
  BRIDGE_PARTS.reduce((sum, part) => sum + parts[part], 0n);

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

describe('bridge of random usage, prices, charges, terms and rates', () => {
  it('begins and ends at the landed costs, and its parts sum to the difference exactly', () => {
    fc.assert(
      fc.property(scene, (on) => {
        const books = bookOf(on);
        const payer = payerOf(on);
        const [before, after] = [costCells(on.before, books, payer), costCells(on.after, books, payer)];
        const { rows, totals } = bridge(before, after, books, payer);
        expect(totals.before).toBe(landed(before));
        expect(totals.after).toBe(landed(after));
        for (const figures of [totals, ...rows]) {
          expect(figures.difference).toBe(figures.after - figures.before);
          expect(sumOfParts(figures)).toBe(figures.difference);
        }
        for (const part of BRIDGE_PARTS) {
          const sum = rows.reduce((all, { parts }) => all + parts[part], 0n);
          // each step of each row is rounded on its own: by half a unit at either end of a part
          expect(size(sum - totals.parts[part])).toBeLessThanOrEqual(BigInt(rows.length + 1));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the reverse of nothing: the same usage on the same days changes nothing', () => {
    fc.assert(
      fc.property(scene, (on) => {
        const books = bookOf(on);
        const payer = payerOf(on);
        const costed = costCells(on.before, books, payer);
        const { totals, rows } = bridge(costed, costed, books, payer);
        for (const { parts } of [totals, ...rows])
          expect(Object.values(parts).every((part) => part === 0n)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('is volume alone where every count and charge is three times as large', () => {
    fc.assert(
      fc.property(scene, (on) => {
        const books = bookOf(on);
        const payer = payerOf(on);
        const usage = on.before.filter(({ tokens }) => tokens.uncached_input > 0);
        const thrice = usage.map((cell) => ({
          ...cell,
          charged: cell.charged * 3n,
          tokens: {
            ...cell.tokens,
            uncached_input: cell.tokens.uncached_input * 3,
            cached_input: cell.tokens.cached_input * 3,
            output: cell.tokens.output * 3,
          },
        }));
        const first = costCells(usage, books, payer);
        const { totals } = bridge(first, costCells(thrice, books, payer), books, payer);
        const { volume, other_charges: other, not_comparable: unknown } = totals.parts;
        // what a price without the classes in use leaves at nothing has no tokens to grow
        expect(size(volume - 2n * totals.before)).toBeLessThanOrEqual(2n);
        expect(other).toBe(0n);
        expect(unknown).toBe(0n);
        expect(size(totals.difference - volume)).toBeLessThanOrEqual(2n);
      }),
      { numRuns: 150 },
    );
  });

  it('per day of periods of equal length is the bridge itself, divided', () => {
    fc.assert(
      fc.property(scene, (on) => {
        const books = bookOf(on);
        const payer = payerOf(on);
        const [before, after] = [costCells(on.before, books, payer), costCells(on.after, books, payer)];
        const { totals } = bridge(before, after, books, payer);
        const perDay = bridge(before, after, books, payer, { before: HALF, after: HALF }).totals;
        expect(sumOfParts(perDay)).toBe(perDay.difference);
        for (const part of BRIDGE_PARTS)
          expect(size(perDay.parts[part] * BigInt(HALF) - totals.parts[part])).toBeLessThanOrEqual(
            BigInt(2 * HALF),
          );
      }),
      { numRuns: 100 },
    );
  });
});
