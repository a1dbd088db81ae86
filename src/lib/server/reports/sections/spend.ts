import { bridgeSteps, bridgeSummary } from '$lib/charts/bridge-steps';
import { stepColumns } from '$lib/charts/amount-steps';
import { counted, percent } from '$lib/components/format-number';
import { moneyValue } from '$lib/components/format-money';
import { period as periodWords } from '$lib/components/format-date';
import type { ReportChart, ReportSection, ReportTable } from '$lib/report/report';
import type { Hideable } from '$lib/report/labels';
import { bridge } from '$lib/server/answers/bridge';
import type { BridgeAnswer } from '$lib/server/answers/bridge-answer';
import { books } from '$lib/server/answers/books';
import { comparedFilters } from '$lib/server/answers/scope';
import { spend } from '$lib/server/answers/spend';
import type { SpendAnswer, SpendKey, SpendRow } from '$lib/server/answers/spend-answer';
import { spendColumns } from '$pages/spend/spend-columns';
import { chartSummary } from '$pages/spend/spend-chart-table';
import { CHARTED, groupName, spendOverTime, topGroups } from '$pages/spend/spend-series';
import { shareOf, spendFigures, spendNote, spendSentence } from '$pages/spend/spend-words';
import { stepsChart, timeChart } from '../chart-parts';
import type { Making } from '../making';
import { figuresOf, moneyKnowledge, sentence, tableOf } from '../section-parts';

const TOP = 20;
const ASIDE = [
  'Uncached input',
  'Cached input',
  'Cache writes',
  'Output',
  'of it reasoning',
  'Audio and image',
  'before',
  'change',
];

/** What the period cost and what it went on, by each of the labels chosen. */
export async function spendSection(making: Making): Promise<ReportSection> {
  const { filters, period, choices } = making;
  const [first = 'model', ...others] = choices.breakdowns;
  const main = await breakdown(making, first);
  const more = await Promise.all(others.map((by) => breakdown(making, by)));
  const compared = comparedFilters(filters);
  const change = compared && (await bridge(filters, false));
  const [top] = main.table.rows;
  return {
    id: 'spend',
    title: 'Spend',
    answer: sentence(
      spendSentence(main.table, {
        period: periodWords(period.from, period.to),
        top: top && main.nameOf(top),
        compared: compared && { from: compared.from ?? '', to: compared.to ?? '' },
        by: first,
      }),
    ),
    note: spendNote(main.table, counted(main.table.rows.length, first.replace('_', ' '))),
    figures: figuresOf(spendFigures(main.table)),
    charts: [await overTime(making, main), ranking(main), ...(change ? [bridgeChart(change)] : [])],
    tables: [tableBy(main), ...more.map(tableBy), ...(change ? [bridgeTable(change)] : [])],
    knowledge: [...moneyKnowledge(main.table.basis), ...unpriced(main.table)],
  };
}

interface Breakdown {
  by: SpendKey;
  table: SpendAnswer;
  nameOf: (row: SpendRow) => string;
}

async function breakdown(making: Making, by: SpendKey): Promise<Breakdown> {
  const table = await spend(making.filters, [by], TOP);
  const { routes } = await books();
  const nameOf = (row: SpendRow): string => {
    const name = groupName(row, by, routes);
    const isName = row.others === undefined && row[by] !== null && row[by] !== undefined;
    return isName ? making.redaction.name(by === 'provider' ? 'model' : (by as Hideable), name) : name;
  };
  return { by, table, nameOf };
}

function huesOf({ table, nameOf, by }: Breakdown): ReturnType<typeof topGroups> {
  const known = new Map(
    by === 'route'
      ? table.rows.flatMap((row) =>
          row.route === 'official' ? [[nameOf(row), 'official' as const] as const] : [],
        )
      : [],
  );
  return topGroups(table.rows.filter(({ others }) => others === undefined).map(nameOf), known);
}

async function overTime({ filters, period }: Making, main: Breakdown): Promise<ReportChart> {
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000;
  const grain = days > 120 ? 'week' : 'day';
  const { rows } = await spend(filters, [grain, main.by], CHARTED);
  const input = spendOverTime(rows, grain, main.nameOf, huesOf(main), period, main.table.currency);
  const frame = {
    title: `Spend over time, by ${main.by.replace('_', ' ')}`,
    caption: `Landed cost in ${main.table.currency}, ${grain} by ${grain}`,
    summary: chartSummary(input),
    table: null,
  };
  return timeChart(input, frame, true);
}

function ranking(main: Breakdown): ReportChart {
  const { table, nameOf, by } = main;
  const hues = huesOf(main);
  return {
    kind: 'bars',
    title: `What it went on, by ${by.replace('_', ' ')}`,
    caption: `Share of the landed cost in ${table.currency}`,
    summary: table.rows
      .slice(0, 3)
      .map((row) => `${nameOf(row)} ${percent(shareOf(row.landed, table.totals.landed))}`)
      .join(', ')
      .concat('.'),
    table: `spend-by-${slug(by)}`,
    bars: table.rows
      .filter(({ landed }) => landed !== null)
      .slice(0, 8)
      .map((row) => ({
        label: nameOf(row),
        value: moneyValue(row.landed) ?? 0,
        text: percent(shareOf(row.landed, table.totals.landed)),
        hue: hues.get(nameOf(row)) ?? 'series-rest',
      })),
  };
}

function tableBy(one: Breakdown): ReportTable {
  const { by, table, nameOf } = one;
  const label = by.charAt(0).toUpperCase() + by.slice(1).replace('_', ' ');
  const columns = spendColumns({
    table,
    label,
    nameOf,
    hueOf: () => 'series-rest',
    hrefOf: () => undefined,
    by,
    conversations: null,
  });
  return tableOf({
    name: `spend-by-${slug(by)}`,
    title: `Spend by ${by.replace('_', ' ')}`,
    columns,
    rows: table.rows,
    aside: ASIDE,
  });
}

function slug(by: SpendKey): string {
  return by.replace('_', '-');
}

function bridgeChart(change: BridgeAnswer): ReportChart {
  return stepsChart(
    'What changed',
    bridgeSteps(change),
    bridgeSummary(change),
    `Landed cost in ${change.currency}, from the compared period to this one`,
    'spend-bridge',
  );
}

function bridgeTable(change: BridgeAnswer): ReportTable {
  return tableOf({
    name: 'spend-bridge',
    title: 'What changed',
    columns: stepColumns(change.currency),
    rows: bridgeSteps(change),
  });
}

function unpriced({ unpriced: models }: SpendAnswer): string[] {
  return models.length === 0
    ? []
    : [`${counted(models.length, 'model')} without a price for some of its tokens.`];
}
