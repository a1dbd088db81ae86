import { BRIDGE_LABELS, bridgeParts } from '$lib/charts/bridge-steps';
import { bare, currencySign, tablePlaces } from '$lib/components/format-money';
import { count, signed } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { BridgeAnswer, BridgeAnswerRow } from '$lib/server/answers/bridge-answer';
import type { BridgeState } from '$lib/spend/bridge';

const STATES: Record<BridgeState, string> = {
  both: '',
  new: 'new',
  vanished: 'no longer used',
  not_comparable: 'costed in one period only',
};

/** The bridge by model and route: what each cost before and after, and the parts of its change. */
export function bridgeColumns(
  answer: BridgeAnswer,
  routes: { id: string; name: string }[],
): Column<BridgeAnswerRow>[] {
  const { currency, totals, rows } = answer;
  const largest = [totals.before, totals.after].reduce(
    (most, amount) => (Number(amount) > Number(most) ? amount : most),
    null,
  );
  const places = tablePlaces(largest, currency);
  const amount = (
    key: string,
    label: string,
    value: (row: BridgeAnswerRow) => string | null,
    change: boolean,
  ): Column<BridgeAnswerRow> => ({
    key,
    label,
    unit: currencySign(currency),
    value,
    show: (row) => (change ? signed(bare(value(row), places)) : bare(value(row), places)),
    missing: 'no price or rate',
  });
  return [
    { key: 'model', label: 'Model', align: 'left', value: (row) => row.model },
    {
      key: 'route',
      label: 'Route',
      align: 'left',
      value: (row) => row.route,
      show: (row) => routes.find(({ id }) => id === row.route)?.name ?? row.route,
      total: false,
    },
    ...(rows.some(({ state }) => state !== 'both') ? [stateColumn()] : []),
    amount('before', 'Before', (row) => row.before, false),
    ...bridgeParts(answer).map((part) =>
      amount(part, BRIDGE_LABELS[part], (row) => row.parts?.[part] ?? null, true),
    ),
    amount('after', 'After', (row) => row.after, false),
    amount('difference', 'Change', (row) => row.difference, true),
    {
      key: 'tokens_before',
      label: 'Tokens before',
      value: (row) => row.tokens_before,
      show: (row) => count(row.tokens_before),
    },
    {
      key: 'tokens_after',
      label: 'Tokens after',
      value: (row) => row.tokens_after,
      show: (row) => count(row.tokens_after),
    },
  ];
}

function stateColumn(): Column<BridgeAnswerRow> {
  return { key: 'state', label: 'State', align: 'left', value: (row) => STATES[row.state], total: false };
}

/** The totals in the shape of a row. */
export function bridgeTotals({ totals, rows }: BridgeAnswer): BridgeAnswerRow {
  return {
    ...totals,
    model: '',
    route: '',
    state: 'both',
    tokens_before: rows.reduce((sum, row) => sum + row.tokens_before, 0),
    tokens_after: rows.reduce((sum, row) => sum + row.tokens_after, 0),
  };
}
