import { bare, currencySign, tablePlaces } from '$lib/components/format-money';
import { percent, signed } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import { NO_BASE } from '$lib/components/unknown';
import type { SpendAnswer, SpendRow } from '$lib/server/answers/spend-answer';
import { noTokens } from '$lib/usage/token-classes';
import { changeOf, shareOf } from './spend-words';

/** Rows of an answer, and those of the compared period that the period has nothing of: no usage, no cost. */
export function comparedRows({ rows, compared }: SpendAnswer): SpendRow[] {
  const gone = (compared?.vanished ?? []).map((row): SpendRow => ({
    ...row,
    requests: row.requests === null ? null : 0,
    tokens: { ...noTokens(), reasoning: 0 },
    list: '0.000000000000',
    list_by_currency: {},
    charged: null,
    charged_by_currency: {},
    landed: '0.000000000000',
    unpriced_requests: 0,
    partly_unpriced_requests: 0,
    unpriced_tokens: 0,
    charged_allocated: false,
  }));
  const rest = rows.filter(({ others }) => others !== undefined);
  return [...rows.filter(({ others }) => others === undefined), ...gone, ...rest];
}

/** What a row is against the compared period: amount before, change of it, and what came or went. */
export function changeColumns(
  { compared, totals, currency }: SpendAnswer,
  nameOf: (row: SpendRow) => string,
): Column<SpendRow>[] {
  const keyOf = (row: SpendRow): string => (row.others === undefined ? nameOf(row) : '');
  const before = new Map(compared?.rows.map((row) => [keyOf(row), row]));
  const vanished = new Map(compared?.vanished.map((row) => [keyOf(row), row]));
  const baseOf = (row: SpendRow): string | null | undefined =>
    row === totals ? compared?.totals.landed : (before.get(keyOf(row)) ?? vanished.get(keyOf(row)))?.landed;
  const change = (row: SpendRow): string | undefined => changeOf(row.landed, baseOf(row));
  const share = (row: SpendRow): number | undefined => shareOf(change(row), baseOf(row) ?? null);
  const hasBase = (compared?.rows.length ?? 0) > 0;
  const state = (row: SpendRow): string | null => {
    if (row === totals) return null;
    if (vanished.has(keyOf(row))) return 'no longer used';
    return hasBase && row.others === undefined && !before.has(keyOf(row)) ? 'new' : null;
  };
  const places = tablePlaces(totals.landed, currency);
  const unit = currencySign(currency);
  return [
    {
      key: 'before',
      label: 'Before',
      unit,
      value: (row) => baseOf(row) ?? null,
      show: (row) => bare(baseOf(row), places),
      missing: NO_BASE,
    },
    {
      key: 'change',
      label: 'Change',
      unit,
      value: (row) => change(row) ?? null,
      show: (row) => signed(bare(change(row), places)),
      missing: NO_BASE,
    },
    {
      key: 'change_pct',
      label: 'Change',
      unit: '%',
      value: (row) => state(row) ?? share(row) ?? null,
      show: (row) => state(row) ?? signed(percent(share(row)).replace(/\u00a0%$/, '')),
      missing: NO_BASE,
    },
  ];
}
