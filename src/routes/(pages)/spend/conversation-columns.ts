import { moneyUnit } from '$lib/components/format-money';
import { count } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { ConversationFigures, SpendConversations, SpendRow } from '$lib/server/answers/spend-answer';
import type { Setting } from './spend-columns';

/** Conversations of a row, and what one costs: of its requests that belong to one. */
export function conversationColumns(
  conversations: SpendConversations,
  { table, by }: Pick<Setting, 'table' | 'by'>,
): Column<SpendRow>[] {
  const byName = new Map(conversations.rows.map((row) => [row.name, row]));
  const figures = (row: SpendRow): ConversationFigures | null | undefined =>
    row === table.totals
      ? conversations.totals
      : row.others === undefined
        ? byName.get(row[by] ?? null)
        : undefined;
  const has = (row: SpendRow): ConversationFigures | undefined => {
    const found = figures(row);
    return found && found.conversations > 0 ? found : undefined;
  };
  const missing = conversations.why ?? 'no request of it belongs to a conversation';
  return [
    {
      key: 'conversations',
      label: 'Conversations',
      value: (row) => has(row)?.conversations ?? null,
      show: (row) => count(has(row)?.conversations),
      missing,
    },
    {
      key: 'per_conversation',
      label: 'Per conversation',
      value: (row) => has(row)?.per_conversation ?? null,
      show: (row) => moneyUnit(has(row)?.per_conversation, table.currency),
      missing,
    },
  ];
}
