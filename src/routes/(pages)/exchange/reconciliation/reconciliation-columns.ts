import { month } from '$lib/components/format-date';
import { money, moneyChange } from '$lib/components/format-money';
import { percent, signed } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type {
  ComparedAmounts,
  InvoiceGap,
  ReconciliationMonth,
  ReconciliationRow,
} from '$lib/server/answers/reconciliation-answer';
import { currencyOf, gapEvidence, sayExplanation, type RouteNames } from './reconciliation-words';

const STATUS: Record<ComparedAmounts['status'], string> = {
  agrees: 'agrees',
  differs: 'differs',
  'not charged': 'not charged here',
  'not computed': 'nothing to compute',
};

/** Models and months: gap, charged and computed, what explains the gap. Amounts carry their currency: it differs by row. */
export function rowColumns(nameOf: RouteNames): Column<ReconciliationRow>[] {
  const { when, where, currency } = whenAndWhere<ReconciliationRow>(nameOf);
  const { charged, computed, gap, gapPct } = comparedColumns<ReconciliationRow>();
  return [
    { key: 'model', label: 'Model', align: 'left', value: ({ model }) => model },
    when,
    { ...gap, evidence: gapEvidence },
    gapPct,
    charged,
    { ...computed, show: computedText },
    { key: 'status', label: 'Verdict', align: 'left', value: (row) => STATUS[row.status] },
    {
      key: 'why',
      label: 'Explained by',
      align: 'left',
      sortable: false,
      value: (row) => row.explanations[0] && sayExplanation(row.explanations[0]),
    },
    where,
    currency,
  ];
}

function computedText(row: ReconciliationRow): string {
  return `${money(row.computed, currencyOf(row))}${row.computed_is_converted ? ' (converted)' : ''}`;
}

/** Routes and months: charged, computed, and the invoice against both. */
export function monthColumns(nameOf: RouteNames): Column<ReconciliationMonth>[] {
  const { when, where, currency } = whenAndWhere<ReconciliationMonth>(nameOf);
  const { charged, computed, gap, gapPct } = comparedColumns<ReconciliationMonth>();
  return [
    when,
    where,
    charged,
    computed,
    gap,
    gapPct,
    {
      key: 'invoice',
      label: 'Invoice',
      value: ({ invoice }) => invoice?.amount,
      missing: 'no invoice entered',
    },
    invoiceGap('against_charged', 'Invoice − charged'),
    invoiceGap('against_computed', 'Invoice − computed'),
    currency,
  ];
}

function whenAndWhere<Row extends { month: string; route: string; currency: string | null }>(
  nameOf: RouteNames,
): Record<'when' | 'where' | 'currency', Column<Row>> {
  return {
    when: {
      key: 'month',
      label: 'Month',
      align: 'left',
      value: (row) => row.month,
      show: (row) => month(row.month),
    },
    where: { key: 'route', label: 'Route', align: 'left', value: (row) => nameOf(row.route) },
    currency: {
      key: 'currency',
      label: 'Currency',
      align: 'left',
      value: (row) => row.currency,
      missing: 'nothing charged and no price',
    },
  };
}

function comparedColumns<Row extends ComparedAmounts>(): Record<
  'charged' | 'computed' | 'gap' | 'gapPct',
  Column<Row>
> {
  return {
    charged: {
      key: 'charged',
      label: 'Charged',
      value: (row) => row.charged,
      show: (row) => money(row.charged, currencyOf(row)),
      missing: 'no source here says what was charged',
    },
    computed: {
      key: 'computed',
      label: 'Computed',
      value: (row) => row.computed,
      show: (row) => money(row.computed, currencyOf(row)),
      missing: 'no usage, or no price, terms or rate for it',
    },
    gap: {
      key: 'gap',
      label: 'Gap',
      value: (row) => row.gap,
      show: (row) => moneyChange(row.gap, currencyOf(row)),
      missing: 'needs both',
    },
    gapPct: {
      key: 'gap_pct',
      label: 'Gap',
      unit: '%',
      value: (row) => row.gap_pct,
      show: (row) => signed(percent(row.gap_pct).replace(/\u00a0%$/, '')),
      missing: 'needs both',
    },
  };
}

function invoiceGap(key: 'against_charged' | 'against_computed', label: string): Column<ReconciliationMonth> {
  const gapOf = ({ invoice }: ReconciliationMonth): InvoiceGap | null => invoice?.[key] ?? null;
  return {
    key,
    label,
    value: (row) => gapOf(row)?.gap,
    show: (row) => {
      const gap = gapOf(row);
      const pct = gap?.gap_pct ?? 0;
      const share = Math.abs(pct) < 0.05 ? '' : ` (${signed(percent(pct))})`;
      return `${moneyChange(gap?.gap, currencyOf(row))}${share}${gap?.agrees ? ' agrees' : ''}`;
    },
    missing: 'needs an invoice, and an amount to hold it against',
  };
}
