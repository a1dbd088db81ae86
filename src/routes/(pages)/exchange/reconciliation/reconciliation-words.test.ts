import { describe, expect, it } from 'vitest';
import type {
  ReconciliationAnswer,
  ReconciliationExplanation,
  ReconciliationMonth,
  ReconciliationRow,
} from '$lib/server/answers/reconciliation-answer';
import { chartMonths } from './reconciliation-chart';
import { gapEvidence, reconciliationFigures, reconciliationSentence } from './reconciliation-words';

const caching: ReconciliationExplanation = {
  kind: 'cached_as_uncached',
  certain: false,
  amount: '0.441000000000',
  explains_pct: 98,
  what: 'Charging cached input at the price of uncached input',
};
const row: ReconciliationRow = {
  route: 'official',
  provider: 'openai',
  model: 'gpt-4.1',
  month: '2026-06',
  currency: 'USD',
  charged: '4.000000000000',
  computed: '3.550000000000',
  computed_is_converted: false,
  gap: '0.450000000000',
  gap_pct: 11.25,
  status: 'differs',
  explanations: [caching],
};

function answer(rows: ReconciliationRow[], change: Partial<ReconciliationAnswer> = {}): ReconciliationAnswer {
  return { tolerance_pct: 1, rate: 'daily', rows, months: [], totals: [], set_aside: {}, ...change };
}

function said(of: ReconciliationAnswer): string {
  return reconciliationSentence(of, () => 'Official')
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')
    .replaceAll('\u00a0', ' ');
}

describe('reconciliationSentence', () => {
  it('names the biggest gap and what explains it', () => {
    expect(said(answer([row, { ...row, status: 'agrees' }]))).toBe(
      '1 of 2 comparisons differs by more than 1 %. The biggest gap: in June 2026 gpt-4.1 on Official was charged $0.45 more than prices and terms say; charging cached input at the price of uncached input explains 98 % of it.',
    );
  });

  it('says less where less was charged, and what the gap certainly is', () => {
    const missing = {
      ...caching,
      certain: true,
      explains_pct: 100,
      what: 'Usage of 6 days without a charge',
    };
    expect(said(answer([{ ...row, gap: '-0.450000000000', explanations: [missing] }]))).toContain(
      'charged $0.45 less than prices and terms say: usage of 6 days without a charge.',
    );
  });

  it('writes dates out', () => {
    const week = { ...caching, what: 'Charging 1.1 × as much on 7 days from 2026-06-08 to 2026-06-14' };
    expect(said(answer([{ ...row, explanations: [week] }]))).toContain(
      'from 8 June 2026 to 14 June 2026 explains',
    );
  });

  it('says that all agree, or that there is nothing to compare', () => {
    expect(said(answer([{ ...row, status: 'agrees' }], { tolerance_pct: 12 }))).toBe(
      'What was charged is within 12 % of what prices and terms say, for the one model and month that has both.',
    );
    expect(said(answer([{ ...row, charged: null, gap: null, status: 'not charged' }]))).toContain(
      'nothing to compare yet',
    );
  });
});

describe('gapEvidence', () => {
  it('says of a way that it is one of several', () => {
    const { inputs, working } = gapEvidence(row);
    expect(working).toBe('+$0.45 = $4.00 − $3.55');
    expect(inputs).toMatchObject([
      {
        label: caching.what,
        value: '+$0.44',
        note: 'would explain 98.0\u00a0% of the gap; one of several ways, not to be added up',
      },
    ]);
  });
});

describe('reconciliationFigures', () => {
  it('has charged, computed and gap of each currency, with what is in none of them', () => {
    const total = { ...row, not_charged: '2.000000000000', not_computed: null };
    const figures = reconciliationFigures(answer([row], { totals: [total] }));
    expect(figures.map(({ label, value, note }) => [label, value, note])).toEqual([
      ['Charged', '$4.00', 'where both are known'],
      ['Computed', '$3.55', '$2.00 more of usage without a charge'],
      ['Gap', '+$0.45', '+11.2\u00a0% of what was charged'],
    ]);
    const both = [total, { ...total, currency: 'CNY' }];
    expect(reconciliationFigures(answer([row], { totals: both })).map(({ label }) => label)).toContain(
      'Gap, CNY',
    );
  });
});

describe('chartMonths', () => {
  const month = (of: string, charged: string | null, route = 'official'): ReconciliationMonth => ({
    route,
    month: of,
    currency: 'USD',
    charged,
    computed: '2.000000000000',
    gap: null,
    gap_pct: null,
    status: 'not charged',
    invoice: null,
  });

  it('sums routes by month in order of time, and keeps a month without charges a gap', () => {
    expect(
      chartMonths([month('2026-06', '3'), month('2026-05', null), month('2026-06', '1', 'relay')]),
    ).toEqual({
      currency: 'USD',
      rows: [
        { month: '2026-05', charged: null, computed: 2 },
        { month: '2026-06', charged: 4, computed: 4 },
      ],
    });
  });

  it('is none for one month, or without charges', () => {
    expect(chartMonths([month('2026-06', '3')])).toBeUndefined();
    expect(chartMonths([month('2026-06', null), month('2026-05', null)])).toBeUndefined();
  });
});
