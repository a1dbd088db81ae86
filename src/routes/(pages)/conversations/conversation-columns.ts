import { date } from '$lib/components/format-date';
import { bare, currencySign, tablePlaces } from '$lib/components/format-money';
import { count, percent } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type {
  ConversationRow,
  ConversationsAnswer,
  TurnRow,
  WhatIf,
} from '$lib/server/answers/conversations-answer';
import { whatIfEvidence } from './conversation-evidence';
import { turnLabel, turnsText } from './conversation-words';

/** The ways to send the same conversations. */
export function whatIfColumns(answer: ConversationsAnswer): Column<WhatIf>[] {
  const { currency, cost } = answer;
  const places = tablePlaces(cost.input, currency);
  const amount = (key: 'cost' | 'saving', label: string): Column<WhatIf> => ({
    key,
    label,
    unit: currencySign(currency),
    value: (row) => row[key],
    show: (row) => bare(row[key], places),
    missing: 'no price is known',
  });
  return [
    {
      key: 'name',
      label: 'Sent',
      align: 'left',
      value: (row) => row.name,
      evidence: (row) => whatIfEvidence(row, answer),
    },
    tokens('prompt_tokens', 'Prompt tokens', (row) => row.prompt_tokens),
    tokens('sent_tokens', 'Sent by the client', (row) => row.sent_tokens),
    amount('cost', 'Cost of input'),
    {
      key: 'range',
      label: 'Range',
      unit: currencySign(currency),
      sortable: false,
      value: (row) => (row.cost_low === row.cost_high ? null : `${row.cost_low} to ${row.cost_high}`),
      show: (row) => `${bare(row.cost_low, places)} to ${bare(row.cost_high, places)}`,
      missing: 'no range: nothing is assumed that could be otherwise',
    },
    ...(answer.sampled.every === 1 ? [] : [sampled]),
    amount('saving', 'Saving'),
    {
      key: 'saving_pct',
      label: 'Saving',
      unit: '%',
      value: (row) => row.saving_pct,
      show: (row) => percent(row.saving_pct).replace(/\s?%/, ''),
      missing: 'no price is known',
    },
    {
      key: 'assumption',
      label: 'Assumption',
      align: 'left',
      sortable: false,
      value: (row) => row.assumption,
    },
  ];
}

const sampled: Column<WhatIf> = {
  key: 'sampled',
  label: 'From',
  unit: '% of conversations',
  value: (row) => row.sampled_pct,
  show: (row) => percent(row.sampled_pct).replace(/\s?%/, ''),
};

/** Growth by turn. */
export const turnColumns: Column<TurnRow>[] = [
  { key: 'turn', label: 'Turn', align: 'left', value: (row) => row.turn, show: turnLabel },
  tokens('conversations', 'Conversations', (row) => row.conversations),
  tokens('p50', 'Prompt, median', (row) => Math.round(row.prompt_tokens_p50)),
  tokens('p90', 'Prompt, p90', (row) => Math.round(row.prompt_tokens_p90)),
  tokens('mean', 'Prompt, mean', (row) => Math.round(row.prompt_tokens_mean)),
  tokens('resent', 'History, mean', (row) => Math.round(row.resent_tokens_mean)),
  tokens('fresh', 'New, mean', (row) => Math.round(row.new_tokens_mean)),
  tokens('output', 'Answer, mean', (row) => Math.round(row.output_tokens_mean)),
];

interface Place {
  routeName: (id: string) => string;
  hrefOf: (row: ConversationRow) => string;
  currency: string;
}

/** Conversations one by one: the longest, the dearest. */
export function conversationColumns(
  { routeName, hrefOf, currency }: Place,
  rows: ConversationRow[],
): Column<ConversationRow>[] {
  const most = rows.reduce(
    (top, { cost }) => (Number(cost) > Number(top) ? cost : top),
    rows[0]?.cost ?? null,
  );
  const places = Number(most) < 1 ? 4 : tablePlaces(most, currency);
  const amount = (key: 'cost' | 'resent_cost', label: string): Column<ConversationRow> => ({
    key,
    label,
    unit: currencySign(currency),
    value: (row) => row[key],
    show: (row) => bare(row[key], places),
    missing: 'no price is known',
  });
  return [
    {
      key: 'conversation',
      label: 'Conversation',
      align: 'left',
      value: (row) => row.conversation,
      href: hrefOf,
    },
    {
      key: 'begun',
      label: 'Begun',
      align: 'left',
      value: (row) => row.first_at,
      show: (row) => date(row.first_at),
    },
    { key: 'route', label: 'Route', align: 'left', value: (row) => routeName(row.route) },
    { key: 'model', label: 'Model', align: 'left', value: (row) => row.model },
    {
      key: 'feature',
      label: 'Feature',
      align: 'left',
      value: (row) => row.feature,
      missing: 'not in this data',
    },
    { key: 'turns', label: 'Turns', value: (row) => row.turns, show: (row) => count(row.turns) },
    { key: 'errors', label: 'Failed', value: (row) => row.errors, show: (row) => count(row.errors) },
    tokens('prompt', 'Prompt tokens', (row) => row.prompt_tokens),
    tokens('resent', 'of them history', (row) => row.resent_tokens),
    amount('cost', 'Cost'),
    amount('resent_cost', 'of it history'),
  ];
}

type FeatureRow = ConversationsAnswer['features'][number];

/** Conversations by feature. */
export const featureColumns: Column<FeatureRow>[] = [
  {
    key: 'feature',
    label: 'Feature',
    align: 'left',
    value: (row) => row.feature,
    missing: 'not in this data',
  },
  tokens('conversations', 'Conversations', (row) => row.conversations),
  {
    key: 'median',
    label: 'Turns, median',
    value: (row) => row.median_turns,
    show: (row) => turnsText(row.median_turns),
  },
];

function tokens<Row>(key: string, label: string, value: (row: Row) => number): Column<Row> {
  return { key, label, value, show: (row) => count(value(row)) };
}
