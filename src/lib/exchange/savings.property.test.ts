import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pico } from '../usage/money';
import { ExactSum } from './exact-sum';
import { landedOfList } from './landed-cost';
import type { Rate } from './rate';
import { createRateBook } from './rate-book';
import type { Fees, Route, RouteTerms } from './route';
import { savings } from './savings';
import type { CostFigures } from './savings-levels';
import type { LineCost, SavingsLine } from './savings-lines';

/** Exact rational arithmetic of the test's own, to hold the scaled integers against. */
interface Fraction {
  n: bigint;
  d: bigint;
}

const whole = (n: bigint): Fraction => ({ n, d: 1n });
const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
const plus = (a: Fraction, b: Fraction): Fraction => reduced(a.n * b.d + b.n * a.d, a.d * b.d);
const over = (a: Fraction): Fraction => ({ n: a.d, d: a.n });

function reduced(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b > 0n) [a, b] = [b, a % b];
  return a === 0n ? whole(0n) : { n: n / a, d: d / a };
}

function decimal(text: string): Fraction {
  const [head = '0', tail = ''] = text.split('.');
  return reduced(BigInt(head + tail), 10n ** BigInt(tail.length));
}

/** Nearest whole number, ties to the even one. */
function nearest({ n, d }: Fraction): bigint {
  const floor = (n - (((n % d) + d) % d)) / d;
  const twice = 2n * (n - floor * d);
  return twice > d || (twice === d && floor % 2n !== 0n) ? floor + 1n : floor;
}

const FIRST_DAY = 20_000;
const DAYS = 40;
const CURRENCIES = ['USD', 'CNY', 'EUR'];

const decimalOf = (min: number, max: number, places: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: min * 10 ** places, max: max * 10 ** places })
    .map((units) => (units / 10 ** places).toFixed(places));

const fees: fc.Arbitrary<Fees> = fc.record({
  topUpPct: decimalOf(0, 8, 2),
  topUpMin: fc.constant('10'),
  conversionPct: decimalOf(0, 3, 3),
  vatPct: decimalOf(0, 20, 1),
  withholdingPct: decimalOf(0, 10, 2),
});

const termsFrom = (effectiveFrom: string): fc.Arbitrary<RouteTerms> =>
  fc.record({
    effectiveFrom: fc.constant(effectiveFrom),
    creditPrice: fc.record({ amount: decimalOf(1, 8, 4), currency: fc.constantFrom(...CURRENCIES) }),
    priceList: fc.constant('list'),
    multipliers: fc.array(
      fc.record({ model: fc.constantFrom('*', 'a*', 'alpha', 'beta'), value: decimalOf(0, 3, 3) }),
      {
        maxLength: 3,
      },
    ),
    fees,
    billsCachedAsUncached: fc.boolean(),
    source: fc.constant('random'),
  });

const route: fc.Arbitrary<Route> = fc
  .tuple(termsFrom('2024-01-01'), termsFrom('2024-10-20'))
  .map((terms) => ({ id: 'r', name: 'r', kind: 'relay', terms }));

const pico = fc.bigInt({ min: 0n, max: 10n ** 18n });

const line: fc.Arbitrary<SavingsLine> = fc.record({
  day: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS - 1 }),
  model: fc.constantFrom('alpha', 'alpine', 'beta'),
  records: fc.constant(1),
  requests: fc.nat(1000),
  recordsWithoutRequests: fc.constant(0),
  tokens: fc.nat(1_000_000),
  unpricedTokens: fc.constant(0),
  unpricedRequests: fc.constant(0),
  partlyUnpricedRequests: fc.constant(0),
  tierUnknownRequests: fc.constant(0),
  timeUnknownRequests: fc.constant(0),
  cost: fc.record({
    baselineCurrency: fc.constantFrom('USD', 'CNY'),
    candidateCurrency: fc.constantFrom('USD', 'EUR'),
    list: pico,
    baseline: pico,
    candidateAsBaseline: pico,
    candidate: pico,
  }),
});

/** A EUR/USD and a USD/CNY rate on every day. */
const rates: fc.Arbitrary<Rate[]> = fc
  .array(fc.tuple(decimalOf(1, 2, 4), decimalOf(6, 8, 6)), { minLength: DAYS, maxLength: DAYS })
  .map((days) =>
    days.flatMap(([eurUsd, usdCny], index) => {
      const on = new Date((FIRST_DAY + index) * 86_400_000).toISOString().slice(0, 10);
      return [
        { base: 'EUR', quote: 'USD', on, kind: 'daily' as const, rate: eurUsd, source: 'random' },
        { base: 'USD', quote: 'CNY', on, kind: 'daily' as const, rate: usdCny, source: 'random' },
      ];
    }),
  );

const scene = fc.record({
  baseline: route,
  candidate: route,
  rates,
  lines: fc.array(line, { minLength: 1, maxLength: 12 }),
  home: fc.constantFrom(...CURRENCIES),
  currency: fc.constantFrom(...CURRENCIES),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** The rate by hand: everything through USD. */
function rateOf({ rates: known }: Scene, from: string, to: string, day: number): Fraction {
  const on = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const find = (base: string): Fraction =>
    decimal(known.find((rate) => rate.on === on && rate.base === base)?.rate ?? '0');
  const inUsd = (code: string): Fraction =>
    code === 'USD' ? whole(1n) : code === 'EUR' ? find('EUR') : over(find('USD'));
  return times(inUsd(from), over(inUsd(to)));
}

function termsBy(of: Route, day: number): RouteTerms {
  const on = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const terms = on < '2024-10-20' ? of.terms[0] : of.terms[1];
  if (!terms) throw new Error('both terms are given');
  return terms;
}

function multiplierBy(terms: RouteTerms, model: string): Fraction {
  const matches = terms.multipliers.filter(
    ({ model: pattern }) =>
      pattern === '*' || pattern === model || (pattern === 'a*' && model.startsWith('a')),
  );
  const longest = Math.max(...matches.map((match) => match.model.length));
  return decimal(matches.find((match) => match.model.length === longest)?.value ?? '1');
}

function feesBy({ fees: given, creditPrice }: RouteTerms, home: string): Fraction {
  const share = (pct: string): Fraction => times(decimal(pct), { n: 1n, d: 100n });
  const one = whole(1n);
  const conversion = creditPrice.currency === home ? one : plus(one, share(given.conversionPct));
  const taxes = plus(one, plus(share(given.vatPct), share(given.withholdingPct)));
  return times(times(plus(one, share(given.topUpPct)), conversion), taxes);
}

/** Landed cost of one side by the formula of model.md section 3, unrounded. */
function landedBy(
  on: Scene,
  of: Route,
  { day, model }: SavingsLine,
  cost: Pico,
  listCurrency: string,
): Fraction {
  const terms = termsBy(of, day);
  const credit = times(whole(cost), rateOf(on, listCurrency, 'USD', day));
  const bill = times(times(credit, multiplierBy(terms, model)), decimal(terms.creditPrice.amount));
  const home = times(bill, rateOf(on, terms.creditPrice.currency, on.home, day));
  return times(times(home, feesBy(terms, on.home)), rateOf(on, on.home, on.currency, day));
}

function landedTotal(on: Scene, side: 'baseline' | 'candidate', model?: string): bigint {
  let total = whole(0n);
  for (const one of on.lines) {
    if (model !== undefined && one.model !== model) continue;
    const cost = one.cost as LineCost;
    const currency = side === 'baseline' ? cost.baselineCurrency : cost.candidateCurrency;
    total = plus(total, landedBy(on, on[side], one, cost[side], currency));
  }
  return nearest(total);
}

function sumOfParts({ parts }: CostFigures): bigint {
  return Object.values(parts).reduce((sum: bigint, part: bigint) => sum + part, 0n);
}

/** A book that holds one daily observation per day needs no other day's. */
function savingsOf(on: Scene) {
  return savings(on.lines, { ...on, rate: { policy: 'daily' }, rates: createRateBook(on.rates) });
}

describe('savings of random routes, fees, multipliers, rates and usage', () => {
  it('equal exact rational arithmetic, in every row and in total', () => {
    fc.assert(
      fc.property(scene, (on) => {
        const { rows, totals } = savingsOf(on);
        for (const row of rows) {
          expect(row.figures?.baseline).toBe(landedTotal(on, 'baseline', row.model));
          expect(row.figures?.candidate).toBe(landedTotal(on, 'candidate', row.model));
        }
        expect(totals.figures?.baseline).toBe(landedTotal(on, 'baseline'));
        expect(totals.figures?.candidate).toBe(landedTotal(on, 'candidate'));
      }),
      { numRuns: 150 },
    );
  });

  it('have parts that sum to the saving exactly, in every row and in total', () => {
    fc.assert(
      fc.property(scene, (on) => {
        const { rows, totals } = savingsOf(on);
        for (const { figures } of [...rows, totals]) {
          if (!figures) throw new Error('every line has a price and a rate');
          expect(sumOfParts(figures)).toBe(figures.saving);
          expect(figures.saving).toBe(figures.baseline - figures.candidate);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('at a fixed rate, summing days first changes nothing', () => {
    fc.assert(
      fc.property(scene, decimalOf(1, 9, 3), (on, cnyPerUsd) => {
        const book = createRateBook(on.rates);
        const rate = { policy: 'fixed' as const, cnyPerUsd };
        const together = savings(on.lines, { ...on, rate, rates: book }).totals.figures;
        const sum = new ExactSum();
        for (const { cost, day, model } of on.lines) {
          const list = { cost: cost?.baseline ?? 0n, currency: cost?.baselineCurrency ?? '' };
          const landed = landedOfList(list, { route: on.baseline, model, day }, { ...on, rate }, book);
          if (!landed) throw new Error('every day has a rate');
          sum.add(landed.amount, landed.factor);
        }
        expect(together?.baseline).toBe(sum.amount);
      }),
      { numRuns: 100 },
    );
  });
});

describe('landed cost of one record', () => {
  it('equals exact rational arithmetic, rounded once', () => {
    fc.assert(
      fc.property(scene, (on) => {
        const book = createRateBook(on.rates);
        for (const one of on.lines) {
          const cost = one.cost as LineCost;
          const list = { cost: cost.baseline, currency: cost.baselineCurrency };
          const where = { route: on.baseline, model: one.model, day: one.day };
          const landed = landedOfList(list, where, { ...on, rate: { policy: 'daily' } }, book);
          const sum = new ExactSum();
          if (landed) sum.add(landed.amount, landed.factor);
          expect(sum.amount).toBe(
            nearest(landedBy(on, on.baseline, one, cost.baseline, cost.baselineCurrency)),
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
