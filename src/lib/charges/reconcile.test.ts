import { describe, expect, it } from 'vitest';
import { createRateBook } from '../exchange/rate-book';
import type { RouteTerms } from '../exchange/route';
import { cell, NO_FEES, price, route } from '../exchange/savings-fixture';
import { createPriceBook } from '../pricing/price-book';
import type { ChargeLine } from '../usage/charge-line';
import { decimalToPico, picoToDecimal, type Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import type { Tokens } from '../usage/token-classes';
import { attachCharges } from './attach-charges';
import { isWithin, reconcile, type Reconciled } from './reconcile';

const PRICES = createPriceBook(
  [
    price('openai', 'gpt-4.1', { uncached_input: '2', cached_input: '0.5', output: '8' }),
    price('openai', 'gpt-4.1', { uncached_input: '1', cached_input: '0.25', output: '4' }, { tier: 'batch' }),
    price('google', 'gemini-pro', { uncached_input: '1', output: '10' }),
    price('google', 'gemini-pro', { uncached_input: '2', output: '20' }, { abovePromptTokens: 200_000 }),
  ],
  [],
);
const GPT: [string, string] = ['openai', 'gpt-4.1'];
const GEMINI: [string, string] = ['google', 'gemini-pro'];

/** Usage of a day, and what its source says was charged. */
function charged(
  of: [string, string],
  tokens: Partial<Tokens>,
  amount: string | undefined,
  date = '2026-06-15',
): SpendCell {
  const usage = cell(...of, tokens, date);
  return amount === undefined ? usage : { ...usage, charged: decimalToPico(amount), chargedCurrency: 'USD' };
}

function run(cells: SpendCell[], terms: Partial<RouteTerms> = {}, lines: ChargeLine[] = []): Reconciled[] {
  return reconcile(attachCharges(cells, lines, PRICES), lines, 1, {
    prices: PRICES,
    rates: createRateBook([]),
    routes: new Map([['official', route('official', terms)]]),
    rate: { policy: 'daily' },
  });
}

function only(rows: Reconciled[]): Reconciled {
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`one row, not ${rows.length}`);
  return row;
}

const shown = (amount: Pico | undefined): string | undefined =>
  amount === undefined ? undefined : String(Number(picoToDecimal(amount)));
const kinds = ({ explanations }: Reconciled): [string, string | undefined, number][] =>
  explanations.map(({ kind, amount, explainsPct }) => [kind, shown(amount), explainsPct]);

describe('isWithin', () => {
  it.each([
    ['1', '100', 1, true],
    ['-1', '100', 1, true],
    ['1.000000000001', '100', 1, false],
    ['0', '0', 0, true],
    ['0.01', '0', 100, false],
    ['0.005', '-1', 0.5, true],
  ])('%s of %s with a tolerance of %s %%: %s', (gap, of, pct, within) => {
    expect(isWithin(decimalToPico(gap), decimalToPico(of), pct)).toBe(within);
  });
});

describe('the parts of a gap', () => {
  it('sum to it with what is left: usage without a charge, a charge without a price', () => {
    // 8.00 charged 10.00; 16.00 not charged; a model of no price is a row of its own
    const rows = run([
      charged(GPT, { output: 1e6 }, '10', '2026-06-01'),
      charged(GPT, { output: 2e6 }, undefined, '2026-06-02'),
      charged(['', 'house-llm'], { output: 5 }, '3'),
    ]);
    const gpt = rows.find(({ model }) => model === 'gpt-4.1');
    expect([shown(gpt?.charged), shown(gpt?.computed), shown(gpt?.gap)]).toEqual(['10', '24', '-14']);
    expect(gpt?.explanations[0]).toMatchObject({
      kind: 'usage_without_charge',
      certain: true,
      amount: decimalToPico('-16'),
    });
    const house = rows.find(({ model }) => model === 'house-llm');
    expect(house).toMatchObject({ computed: undefined, gap: undefined, status: 'not computed' });
  });

  it('tells months apart, and currencies of one month', () => {
    const euro = { ...charged(GPT, { output: 1e6 }, '9'), chargedCurrency: 'EUR' };
    const rows = run([
      charged(GPT, { output: 1e6 }, '8', '2026-05-31'),
      charged(GPT, { output: 1e6 }, '8', '2026-06-01'),
      euro,
    ]);
    expect(rows.map(({ month, currency, status }) => [month, currency, status])).toEqual([
      ['2026-05', 'USD', 'agrees'],
      ['2026-06', 'USD', 'agrees'],
      ['2026-06', 'EUR', 'not computed'],
    ]);
  });
});

describe('what would explain the rest', () => {
  it('cached input at the full price: 1 M × (2.00 − 0.50) = 1.50', () => {
    const row = only(run([charged(GPT, { cached_input: 1e6, output: 1e6 }, '10.00')]));
    expect(shown(row.computed)).toBe('8.5');
    expect(kinds(row)).toEqual([['cached_as_uncached', '1.5', 100]]);
  });

  it('98 % of it where something small is beside', () => {
    // 1.53 of which 1.50 is explained: 98.04 %
    const row = only(run([charged(GPT, { cached_input: 1e6, output: 1e6 }, '10.03')]));
    expect(kinds(row)).toEqual([['cached_as_uncached', '1.5', 98.0393]]);
  });

  it('cached input that has no price here: 2 M at 1.00', () => {
    const row = only(run([charged(GEMINI, { cached_input: 2e6, output: 1e6 }, '12')]));
    expect(shown(row.computed)).toBe('10');
    expect(kinds(row)).toEqual([['missing_cached_price', '2', 100]]);
  });

  it('prompts above a size that the source does not tell: 20.00 instead of 10.00', () => {
    const row = only(run([charged(GEMINI, { output: 1e6 }, '20')]));
    expect(kinds(row)).toEqual([['long_prompts', '10', 100]]);
    expect(row.explanations[0]?.what).toContain('200,000');
  });

  it('another service tier: all of it as batch is half', () => {
    const row = only(run([charged(GPT, { output: 1e6 }, '4')]));
    expect(kinds(row)).toEqual([['other_tier', '-4', 100]]);
    const usedBatch = { ...charged(GPT, { output: 1e6 }, '8'), tier: 'batch' };
    expect(kinds(only(run([usedBatch])))).toEqual([['other_tier', '4', 100]]);
  });

  it('a multiple that is the same on every day, and none where it is not', () => {
    // 8 and 16 of list, multiplier 1.5 of the terms: 12 and 24; charged 1.1 times that
    const two = (second: string): SpendCell[] => [
      charged(GPT, { output: 1e6 }, '13.2', '2026-06-01'),
      charged(GPT, { output: 2e6 }, second, '2026-06-02'),
    ];
    const terms = { multipliers: [{ model: '*', value: '1.5' }] };
    const row = only(run(two('26.4'), terms));
    expect(shown(row.computed)).toBe('36');
    expect(kinds(row)).toEqual([['multiplier', '3.6', 100]]);
    expect(kinds(only(run(two('25'), terms)))).toEqual([]);
  });

  it('a multiple that was charged for some days only', () => {
    // 8.00 a day: as it should be on the first, a quarter more on two others
    const days = [
      ['8.00', '2026-06-01'],
      ['10.00', '2026-06-02'],
      ['10.00', '2026-06-05'],
    ] as const;
    const row = only(run(days.map(([amount, date]) => charged(GPT, { output: 1e6 }, amount, date))));
    expect(kinds(row)).toEqual([['multiplier', '4', 100]]);
    expect(row.explanations[0]?.what).toBe(
      'Charging 1.25 × what the terms say, on each of 2 days from 2026-06-02 to 2026-06-05',
    );
  });

  it('a fee that is in the charge already: 5.5 % of 8.00 is 0.44', () => {
    const terms = { fees: { ...NO_FEES, topUpPct: '5.5', vatPct: '20' } };
    expect(kinds(only(run([charged(GPT, { output: 1e6 }, '8.44')], terms)))).toEqual([['fees', '0.44', 100]]);
  });

  it('rounding to cents: 3 amounts can be off by 0.015 together, and no more', () => {
    const line = (amount: string, rowsBeyondCents = 0): ChargeLine => ({
      day: cell(...GPT, {}).day,
      route: 'official',
      provider: 'openai',
      model: 'gpt-4.1',
      labels: {},
      rows: 3,
      rowsBeyondCents,
      amount: decimalToPico(amount),
      currency: 'USD',
    });
    // 1,000 tokens are 0.008
    const usage = charged(GPT, { output: 1000 }, undefined);
    expect(kinds(only(run([usage], {}, [line('0.02')])))).toEqual([['rounding', '0.012', 100]]);
    expect(kinds(only(run([usage], {}, [line('0.03')])))).toEqual([]);
    expect(kinds(only(run([usage], {}, [line('0.02', 1)])))).toEqual([]);
  });

  it('nothing, where nothing that is tried explains half of it', () => {
    expect(kinds(only(run([charged(GPT, { output: 1e6 }, '9')])))).toEqual([]);
  });
});
