import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell, price } from '../exchange/savings-fixture';
import { createPriceBook } from '../pricing/price-book';
import type { ChargeLine } from '../usage/charge-line';
import { parseDay } from '../usage/day';
import { decimalToPico, picoToDecimal } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { attachCharges } from './attach-charges';

const BOOK = createPriceBook([price('openai', 'gpt-4.1', { uncached_input: '2', output: '8' })], []);
const DATE = '2026-06-15';

/** So many million output tokens of gpt-4.1. */
function usage(millions: number, change: Partial<SpendCell> = {}): SpendCell {
  return { ...cell('openai', 'gpt-4.1-2025-04-14', { output: millions * 1e6 }, DATE), ...change };
}

function line(amount: string, change: Partial<ChargeLine> = {}): ChargeLine {
  return {
    day: parseDay(DATE) ?? NaN,
    route: 'official',
    provider: 'openai',
    model: 'gpt-4.1',
    lineItem: 'gpt-4.1, output_tokens',
    labels: {},
    rows: 1,
    rowsBeyondCents: 0,
    amount: decimalToPico(amount),
    currency: 'USD',
    ...change,
  };
}

const project = (name: string): Partial<SpendCell> & { labels: { project: string } } => ({
  labels: { project: name },
});
const attach = (cells: SpendCell[], lines: ChargeLine[]): SpendCell[] => attachCharges(cells, lines, BOOK);
const money = (cells: SpendCell[]): (string | undefined)[] =>
  cells.map(({ charged, chargedCurrency }) =>
    chargedCurrency === undefined ? undefined : `${Number(picoToDecimal(charged))} ${chargedCurrency}`,
  );

describe('attachCharges', () => {
  it('shares the lines of a model and day out pro rata by list cost, whatever a name is spelled', () => {
    // 10.00 and 2.00 over 8 × 1 and 8 × 3
    const cells = attach(
      [usage(1), usage(3, { tier: 'standard' })],
      [line('10'), line('2', { model: 'GPT-4.1' })],
    );
    expect(money(cells)).toEqual(['3 USD', '9 USD']);
    expect(cells.map(({ requests }) => requests)).toEqual([1000, 1000]);
  });

  it('leaves usage of another day, route or model as it is', () => {
    const others = [
      usage(1, { day: (parseDay(DATE) ?? 0) + 1 }),
      usage(1, { route: 'relay' }),
      usage(1, { model: 'house-llm' }),
    ];
    const cells = attach(others, [line('10')]);
    expect(cells.slice(0, 3)).toEqual(others);
    expect(cells).toHaveLength(4);
  });

  it('makes a line without usage a cell without requests and tokens', () => {
    const [known, item] = attach(
      [],
      [line('10'), line('2', { model: undefined, lineItem: 'web search' } as never)],
    );
    expect(known).toMatchObject({ model: 'gpt-4.1', records: 0, requests: 0, charged: decimalToPico('10') });
    expect(item).toMatchObject({ model: 'web search', records: 0 });
  });

  it('keeps the money of a project with its usage', () => {
    const cells = attach(
      [usage(1, project('A')), usage(1, project('B'))],
      [line('5', project('A')), line('7', project('B'))],
    );
    expect(money(cells)).toEqual(['5 USD', '7 USD']);
  });

  it('leaves a project without a line to list prices', () => {
    const cells = attach([usage(1, project('A')), usage(1, project('B'))], [line('5', project('A'))]);
    expect(money(cells)).toEqual(['5 USD', undefined]);
  });

  it('gives a line whose project is in no usage to what no line names: projects may be called differently', () => {
    const [only] = attach(
      [usage(1, project('search'))],
      [line('5', project('proj_A')), line('7', project('proj_B'))],
    );
    expect(only && picoToDecimal(only.charged)).toBe('12.000000000000');
    const beside = attach([usage(1, project('A'))], [line('5', project('A')), line('7', project('C'))]);
    expect(money(beside)).toEqual(['5 USD', '7 USD']);
    expect(beside[1]).toMatchObject({ records: 0, labels: { project: 'C' } });
  });

  it('speaks for all keys of a project, and pays those that it names', () => {
    const keyed = (key: string): SpendCell => usage(1, { labels: { api_key: key } });
    const cells = attach([keyed('k1'), keyed('k2')], [line('5', { labels: { api_key: 'k1' } })]);
    expect(money(cells)).toEqual(['5 USD', '0 USD']);
  });

  it('takes the place of what the records say, and names that', () => {
    const [only] = attach([usage(1, { chargedCurrency: 'CNY', charged: decimalToPico('8') })], [line('5')]);
    expect(only).toMatchObject({
      chargedCurrency: 'USD',
      charged: decimalToPico('5'),
      fromLines: { setAside: { currency: 'CNY', amount: decimalToPico('8') } },
    });
  });

  it('keeps two currencies of one model apart without counting its usage twice', () => {
    const cells = attach([usage(1)], [line('5'), line('7', { currency: 'CNY' })]);
    expect(money(cells)).toEqual(['7 CNY', '5 USD']);
    expect(cells.map(({ records, tokens }) => [records, tokens.output])).toEqual([
      [1, 1e6],
      [0, 0],
    ]);
  });

  it('shares out by tokens where usage has no price', () => {
    const house = (millions: number): SpendCell => usage(millions, { model: 'house-llm' });
    const cells = attach([house(1), house(3)], [line('8', { model: 'House-LLM' })]);
    expect(money(cells)).toEqual(['2 USD', '6 USD']);
  });
});

describe('for any usage and any lines', () => {
  const labels = fc.record({ project: fc.constantFrom('A', 'B', 'C') }, { requiredKeys: [] });
  const place = fc.record({
    model: fc.constantFrom('gpt-4.1', 'house-llm', 'other'),
    day: fc.integer({ min: 20_000, max: 20_002 }),
    labels,
  });
  const anyCell = fc
    .record({ place, millions: fc.integer({ min: 0, max: 5 }), tier: fc.constantFrom('batch', 'standard') })
    .map(({ place: at, millions, tier }) => usage(millions, { ...at, tier }));
  const anyLine = fc
    .record({ place, amount: fc.bigInt(-(10n ** 14n), 10n ** 15n), currency: fc.constantFrom('USD', 'CNY') })
    .map(({ place: at, ...rest }) => line('0', { ...at, ...rest }));
  const sums = (cells: { charged: bigint; chargedCurrency?: string }[], code: string): bigint =>
    cells.reduce((sum, one) => sum + (one.chargedCurrency === code ? one.charged : 0n), 0n);
  const sorted = (cells: SpendCell[]): string[] =>
    cells
      .map((one) =>
        JSON.stringify(one, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
      )
      .sort();

  it('the money is that of the lines, and the usage is as it was', () => {
    fc.assert(
      fc.property(
        fc.array(anyCell, { maxLength: 8 }),
        fc.array(anyLine, { maxLength: 8 }),
        (cells, lines) => {
          const attached = attach(cells, lines);
          for (const code of ['USD', 'CNY'])
            expect(sums(attached, code)).toBe(
              sums(
                lines.map(({ amount, currency }) => ({ charged: amount, chargedCurrency: currency })),
                code,
              ),
            );
          const count = (all: SpendCell[]): number[] => [
            all.reduce((sum, one) => sum + one.records, 0),
            all.reduce((sum, one) => sum + one.tokens.output, 0),
          ];
          expect(count(attached)).toEqual(count(cells));
        },
      ),
    );
  });

  it('the order of the lines does not matter', () => {
    fc.assert(
      fc.property(
        fc.array(anyCell, { maxLength: 6 }),
        fc.array(anyLine, { maxLength: 6 }),
        (cells, lines) => {
          expect(sorted(attach(cells, [...lines].reverse()))).toEqual(sorted(attach(cells, lines)));
        },
      ),
    );
  });
});
