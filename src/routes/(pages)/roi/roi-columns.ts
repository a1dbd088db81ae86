import { currencySign } from '$lib/components/format-money';
import { fixed } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { FlowRow } from '$lib/roi/roi-answer';
import type { Bin } from '$lib/roi/histogram';
import type { Swing } from '$lib/roi/tornado';
import { estimate } from './estimates';
import { inputText, INPUT_LABELS } from './input-names';

/** The months of a scenario: flow = official before − after − relay bill + credits − running − loss − one-time. */
export function flowColumns(currency: string): Column<FlowRow>[] {
  const amount = (key: keyof FlowRow, label: string): Column<FlowRow> => ({
    key,
    label,
    unit: currencySign(currency).trim(),
    value: (row) => row[key],
    show: (row) => bare(row[key], currency),
  });
  const share = (key: keyof FlowRow, label: string, unit: string, places: number): Column<FlowRow> => ({
    key,
    label,
    unit,
    value: (row) => row[key],
    show: (row) => fixed(row[key], places),
    total: false,
  });
  return [
    { key: 'month', label: 'Month', align: 'left', value: ({ month }) => month },
    share('volume_factor', 'Volume', '×', 3),
    share('adoption_pct', 'On the relay', '%', 0),
    share('mirrored_pct', 'Mirrored', '%', 0),
    amount('official_before', 'Official before'),
    amount('official_after', 'Official after'),
    amount('relay_bill', 'Relay bill'),
    amount('credits_used', 'Credits used'),
    amount('running', 'Running'),
    amount('expected_loss', 'Expected loss'),
    amount('one_time', 'One-time'),
    amount('flow', 'Flow'),
    amount('cumulative', 'Cumulative'),
    share('discount_factor', 'Discount', '×', 6),
    amount('present_value', 'Present value'),
  ];
}

/** Sums of the months: of flows and present values, what the headline says. */
export function flowTotals(rows: FlowRow[]): FlowRow {
  const sum = (key: keyof FlowRow): number => rows.reduce((total, row) => total + row[key], 0);
  const last = rows.at(-1);
  return {
    month: 0,
    volume_factor: 0,
    adoption_pct: 0,
    mirrored_pct: 0,
    official_before: sum('official_before'),
    official_after: sum('official_after'),
    relay_bill: sum('relay_bill'),
    credits_used: sum('credits_used'),
    running: sum('running'),
    expected_loss: sum('expected_loss'),
    one_time: sum('one_time'),
    flow: sum('flow'),
    cumulative: last?.cumulative ?? 0,
    discount_factor: 0,
    present_value: sum('present_value'),
  };
}

/** Inputs with what their ends make of the NPV. */
export function swingColumns(currency: string): Column<Swing>[] {
  const value = (key: 'base' | 'low' | 'high', label: string): Column<Swing> => ({
    key,
    label,
    value: (row) => row[key],
    show: (row) => inputText(row.input, row[key], currency),
  });
  const npv = (key: 'npvLow' | 'npvHigh' | 'swing', label: string): Column<Swing> => ({
    key,
    label,
    unit: currencySign(currency).trim(),
    value: (row) => row[key],
    show: (row) => bare(row[key], currency),
  });
  return [
    { key: 'input', label: 'Input', align: 'left', value: ({ input }) => INPUT_LABELS[input] },
    value('base', 'Now'),
    value('low', 'Low'),
    value('high', 'High'),
    npv('npvLow', 'NPV at low'),
    npv('npvHigh', 'NPV at high'),
    npv('swing', 'Swing'),
    {
      key: 'breakEven',
      label: 'NPV is 0 at',
      value: ({ breakEven }) => breakEven ?? null,
      show: (row) => inputText(row.input, row.breakEven ?? 0, currency),
      missing: 'not between 0 and 10 times the input',
    },
  ];
}

/** Simulated outcomes by size. */
export function binColumns(currency: string, draws: number): Column<Bin>[] {
  return [
    {
      key: 'from',
      label: 'NPV from',
      align: 'left',
      value: ({ from }) => from,
      show: ({ from }) => estimate(from, currency),
    },
    { key: 'to', label: 'up to', value: ({ to }) => to, show: ({ to }) => estimate(to, currency) },
    { key: 'draws', label: 'Draws', value: (bin) => bin.draws },
    {
      key: 'share',
      label: 'Share',
      unit: '%',
      value: (bin) => (bin.draws / draws) * 100,
      show: (bin) => fixed((bin.draws / draws) * 100, 1),
    },
  ];
}

function bare(value: number, currency: string): string {
  return estimate(value, currency).replace(currencySign(currency), '');
}
