import type { Hue } from '$lib/charts/hues';
import { bare, currencySign, moneyPer, moneyUnit, tablePlaces } from '$lib/components/format-money';
import { count, percent } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { SpendAnswer, SpendConversations, SpendKey, SpendRow } from '$lib/server/answers/spend-answer';
import type { TokenClass } from '$lib/usage/token-classes';
import { changeColumns } from './change-columns';
import { conversationColumns } from './conversation-columns';
import { shareOf } from './spend-words';

export interface Setting {
  table: SpendAnswer;
  /** Heading of the first column. */
  label: string;
  nameOf: (row: SpendRow) => string;
  hueOf: (row: SpendRow) => Hue;
  hrefOf: (row: SpendRow) => string | undefined;
  by: SpendKey;
  conversations: SpendConversations | null;
}

type Tokens = NonNullable<SpendRow['tokens']>;

const CLASSES: [string, (keyof Tokens)[]][] = [
  ['Uncached input', ['uncached_input']],
  ['Cached input', ['cached_input']],
  ['Cache writes', ['cache_write_5m', 'cache_write_1h']],
  ['Output', ['output']],
  ['of it reasoning', ['reasoning']],
  [
    'Audio and image',
    [
      'audio_input',
      'cached_audio_input',
      'audio_output',
      'image_input',
      'cached_image_input',
      'image_output',
    ] satisfies TokenClass[],
  ],
];

/**
 * The ranked table: requests, landed cost, share, cost per request and per conversation, change, list and charged cost,
 * tokens by class.
 */
export function spendColumns(setting: Setting): Column<SpendRow>[] {
  const { table, label, nameOf, hueOf, hrefOf, conversations } = setting;
  return [
    {
      key: 'name',
      label,
      align: 'left',
      value: nameOf,
      hue: hueOf,
      dot: true,
      href: hrefOf,
    },
    {
      key: 'requests',
      label: 'Requests',
      value: (row) => row.requests,
      show: (row) => count(row.requests),
      missing: 'the source gives tokens only',
    },
    amountColumn(table, 'landed', 'Landed', 'no price or no rate'),
    ...shareColumns(table, hueOf),
    ...(conversations?.totals ? conversationColumns(conversations, setting) : []),
    ...(table.compared ? changeColumns(table, nameOf) : []),
    amountColumn(table, 'list', 'List', 'no price or no rate'),
    amountColumn(table, 'charged', 'Charged', 'no source here says what was charged'),
    ...tokenColumns(table),
  ];
}

function tokenColumns({ totals }: SpendAnswer): Column<SpendRow>[] {
  const sum = ({ tokens }: Pick<SpendRow, 'tokens'>, classes: (keyof Tokens)[]): number | null =>
    tokens && classes.reduce((all, name) => all + tokens[name], 0);
  return CLASSES.filter(([, classes]) => (sum(totals, classes) ?? 0) > 0).map(([name, classes]) => ({
    key: name,
    label: name,
    value: (row) => sum(row, classes),
    show: (row) => count(sum(row, classes)),
    missing: 'a charge without usage',
  }));
}

function amountColumn(
  { totals, currency }: SpendAnswer,
  key: 'list' | 'charged' | 'landed',
  label: string,
  missing: string,
): Column<SpendRow> {
  const places = tablePlaces(totals[key], currency);
  return {
    key,
    label,
    unit: currencySign(currency),
    value: (row) => row[key],
    show: (row) => bare(row[key], places),
    missing,
  };
}

function shareColumns(
  { totals, currency, rows }: SpendAnswer,
  hueOf: (row: SpendRow) => Hue,
): Column<SpendRow>[] {
  const largest = Math.max(...rows.map((row) => Number(row.landed ?? 0)));
  return [
    {
      key: 'share',
      label: 'Share',
      unit: '%',
      value: (row) => shareOf(row.landed, totals.landed) ?? null,
      show: (row) => percent(shareOf(row.landed, totals.landed)).replace(/\u00a0%$/, ''),
      bar: (row) => Number(row.landed ?? 0) / largest,
      hue: hueOf,
      missing: 'no price or no rate',
    },
    {
      key: 'per_request',
      label: 'Per request',
      value: (row) => moneyPer(row.landed, row.requests) ?? null,
      show: (row) => moneyUnit(moneyPer(row.landed, row.requests), currency),
    },
  ];
}
