import { UNITS, type Check, type CheckKind } from '$lib/claims/claim-spec';
import type { ClaimAnswer } from '$lib/server/answers/claims';

/** A field of a check in the form. */
export interface CheckField {
  key: string;
  label: string;
  initial: string;
  /** What can be chosen, where it is no number or text. */
  choices?: [value: string, label: string][];
  /** Free text, not a number. */
  text?: boolean;
  optional?: boolean;
}

const CREDIT: CheckField[] = [
  { key: 'credit_price', label: '¥ for $1 of credit on the relay', initial: '1' },
  { key: 'market_rate', label: '¥ for $1 on the official route', initial: '7.3' },
];
const METRIC: CheckField = {
  key: 'metric',
  label: 'Measured by',
  initial: 'ttft',
  choices: [
    ['ttft', 'time to first token'],
    ['duration', 'duration'],
  ],
};

/** The checks to choose from: what each compares, and what it needs to know. */
export const CHECKS: Record<
  CheckKind,
  { label: string; figure?: string; metric: string; fields: CheckField[] }
> = {
  saving_pct: {
    label: 'Percentage saved at a rate',
    figure: 'Saved, %',
    metric: 'share of the cost saved',
    fields: CREDIT,
  },
  saving_amount: {
    label: 'Amount saved for a volume',
    figure: 'Saved',
    metric: 'amount saved',
    fields: [
      { key: 'tokens', label: 'Tokens', initial: '50000000' },
      { key: 'dearest_per_million', label: 'Dearest price, $ per million', initial: '15' },
      ...CREDIT,
    ],
  },
  latency_delta: {
    label: 'Latency difference',
    figure: 'Better by, ms',
    metric: 'latency',
    fields: [
      { key: 'from_ms', label: 'From, ms', initial: '' },
      { key: 'to_ms', label: 'To, ms', initial: '' },
      METRIC,
      {
        key: 'quantile',
        label: 'At',
        initial: 'p50',
        choices: [
          ['p50', 'median'],
          ['p95', 'p95'],
          ['p99', 'p99'],
        ],
      },
    ],
  },
  under_budget: {
    label: 'Share under a budget',
    figure: 'Budget, ms',
    metric: 'share under a budget',
    fields: [{ key: 'share_pct', label: 'In at least, % of requests', initial: '95' }, METRIC],
  },
  price_equality: { label: 'Same price on both routes', metric: 'list price and multiplier', fields: [] },
  arithmetic: {
    label: 'Arithmetic only',
    figure: 'Change, %',
    metric: 'change',
    fields: [
      { key: 'from', label: 'From', initial: '' },
      { key: 'to', label: 'To', initial: '' },
    ],
  },
  not_checkable: {
    label: 'Cannot be checked',
    metric: 'not in usage data',
    fields: [
      { key: 'why', label: 'Why not', initial: 'Not in usage data.', text: true },
      { key: 'from', label: 'From', initial: '', optional: true },
      { key: 'to', label: 'To', initial: '', optional: true },
    ],
  },
  input: {
    label: 'An input of a scenario',
    metric: 'input',
    fields: [{ key: 'inputs', label: 'Which input', initial: 'credits.', text: true }],
  },
};

/** Units to choose from where a check knows more than one; the only one else; null where the figure is not compared. */
export function unitsOf(kind: CheckKind): readonly string[] | null {
  return UNITS[kind];
}

/** What stands in a field when a claim is changed. */
export function valueOf(check: Check | undefined, { key, initial }: CheckField): string {
  const value = (check as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'string' ? value : initial;
}

/** The body that the API takes, from the form; `before` keeps what the form does not ask for. */
export function bodyOf(entry: FormData, kind: CheckKind, before: ClaimAnswer | undefined): object {
  const text = (name: string): string => {
    const value = entry.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const { figure, metric, fields } = CHECKS[kind];
  const isSame = before?.check.kind === kind;
  const params = fields
    .map(({ key, optional }) => [key, text(key), optional] as const)
    .filter(([, value, optional]) => !(optional && value === ''));
  const conditions = text('conditions').split('\n');
  return {
    statement: text('statement'),
    metric: isSame ? before.metric : metric,
    figure: figure ? text('figure') : isSame ? before.figure : null,
    unit: figure ? text('unit') || (UNITS[kind]?.[0] ?? null) : isSame ? before.unit : null,
    conditions: conditions.map((line) => line.trim()).filter((line) => line !== ''),
    source: text('source'),
    check: { kind, ...Object.fromEntries(params.map(([key, value]) => [key, value])) },
  };
}
