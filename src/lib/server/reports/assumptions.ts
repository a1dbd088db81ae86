import { routeSummary, type RouteSummary } from '$lib/exchange/savings-answer';
import { date } from '$lib/components/format-date';
import { count, shortRate } from '$lib/components/format-number';
import { SAMPLE_STEPS } from '$lib/components/marks';
import type { Column } from '$lib/components/table-column';
import type { RateUsed } from '$lib/exchange/rate';
import { BUDGET_MS } from '$lib/latency/budget';
import { priceToSpec } from '$lib/pricing/price-spec';
import type { ReportTable } from '$lib/report/report';
import { books } from '$lib/server/answers/books';
import { costedCells } from '$lib/server/answers/spend';
import { routePair } from '$lib/server/answers/savings';
import { formatDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import type { Making } from './making';
import { tableOf } from './section-parts';

const HIDDEN = 'not told in this report';
/** More observations than this, and one a month is told. */
const MOST_RATES = 40;

/** What the money rests on: prices and rates with their source and date, terms, thresholds. */
export async function assumptions(making: Making): Promise<ReportTable[]> {
  return [await prices(making), await rates(making), await terms(making), thresholds()].filter(
    ({ rows }) => rows.length > 0,
  );
}

const PRICE_COLUMNS: [string, string][] = [
  ['input', 'Input'],
  ['cached_input', 'Cached input'],
  ['cache_write_5m', 'Cache write, 5 min'],
  ['cache_write_1h', 'Cache write, 1 h'],
  ['output', 'Output'],
];

async function prices({ filters, redaction }: Making): Promise<ReportTable> {
  const used = new Set(
    (await costedCells({ ...filters, routes: [] }, [])).flatMap(({ list }) => list.price ?? []),
  );
  const rows = [...used].map(priceToSpec).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const text = (name: string, label: string): Column<Record<string, string>> => ({
    key: name,
    label,
    align: 'left',
    value: (row) => row[name] ?? null,
  });
  const hides = redaction.hides('model');
  return tableOf({
    name: 'assumed-prices',
    title: 'Prices used, per million tokens',
    note: 'An empty price is not known, and not nothing.',
    columns: [
      { ...text('model', 'Model'), value: (row) => redaction.name('model', row['model']) },
      { ...text('tier', 'Tier'), value: (row) => redaction.name('tier', row['tier'] ?? 'standard') },
      {
        key: 'above',
        label: 'Prompts above',
        unit: 'tokens',
        value: (row) => Number(row['above_prompt_tokens'] ?? 0),
        show: (row) => count(Number(row['above_prompt_tokens'] ?? 0)),
      },
      text('currency', 'Currency'),
      ...PRICE_COLUMNS.map(([name, label]): Column<Record<string, string>> => ({
        key: name,
        label,
        value: (row) => row[name] ?? null,
      })),
      {
        ...text('effective_from', 'From'),
        show: (row) => date(row['effective_from']),
      },
      {
        ...text('source', 'Source'),
        value: (row) => (hides ? HIDDEN : row['source'] && redaction.words(row['source'])),
      },
      { ...text('checked', 'Checked'), show: (row) => date(row['checked']) },
    ],
    rows,
  });
}

function key(row: Record<string, string>): string {
  return [row['model'], row['effective_from'], row['tier'] ?? '', row['above_prompt_tokens']].join(' ');
}

interface RateRow extends RateUsed {
  pair: string;
}

async function rates({ filters, redaction }: Making): Promise<ReportTable> {
  const { rates: book } = await books();
  const cells = await costedCells({ ...filters, routes: [] }, []);
  const days = [...new Set(cells.map(({ cell }) => cell.day))].sort((a, b) => a - b);
  const rows = pairsOf(filters).flatMap(([base, quote]) => {
    const found = new Map<string, RateRow>();
    const monthly = new Map<string, RateRow>();
    for (const day of days) {
      const used = book.on(base, quote, day, filters.rate);
      if (!used) continue;
      const row = { ...used, pair: `${quote} per ${base}` };
      found.set(used.of, row);
      monthly.set(formatDay(day).slice(0, 7), row);
    }
    return [...(found.size > MOST_RATES ? monthly : found).values()];
  });
  return tableOf({
    name: 'assumed-rates',
    title: 'Exchange rates used',
    note:
      filters.rate.policy === 'fixed'
        ? 'The rate of yuan to dollars is fixed by whoever made this report: a scenario, not the market.'
        : `The rate of ${filters.rate.policy === 'daily' ? 'each day of usage' : 'the end of each month'}: the last one known on it.`,
    columns: [
      { key: 'pair', label: 'Rate', align: 'left', value: (row) => row.pair },
      { key: 'of', label: 'Of', align: 'left', value: (row) => row.of, show: (row) => date(row.of) },
      { key: 'rate', label: 'Value', value: (row) => row.rate, show: (row) => shortRate(row.rate) },
      {
        key: 'source',
        label: 'Source',
        align: 'left',
        value: (row) => redaction.words(row.source || 'fixed'),
      },
      {
        key: 'stale',
        label: 'Age on the day of use',
        unit: 'days',
        value: (row) => row.ageDays,
        show: (row) => `${count(row.ageDays)}${row.stale ? ' (stale)' : ''}`,
      },
    ],
    rows,
  });
}

function pairsOf({ home, currency }: Filters): [string, string][] {
  const quotes = new Set([home === 'USD' ? 'CNY' : home, ...(currency === 'USD' ? [] : [currency])]);
  return [...quotes].map((quote) => ['USD', quote]);
}

async function terms(making: Making): Promise<ReportTable> {
  const { filters, query, redaction } = making;
  const { baseline, candidate } = making.named(await routePair(query, filters));
  const rows = [baseline, candidate].flatMap((route) =>
    route.terms.map(({ effectiveFrom }) => routeSummary(route, dayOf(effectiveFrom))),
  );
  const fee = (
    name: 'top_up_pct' | 'conversion_pct' | 'vat_pct' | 'withholding_pct',
    label: string,
  ): Column<RouteSummary> => ({
    key: name,
    label,
    unit: '%',
    value: ({ terms: of }) => of?.fees[name] ?? null,
  });
  return tableOf({
    name: 'assumed-terms',
    title: 'Terms of the routes',
    columns: [
      { key: 'route', label: 'Route', align: 'left', value: ({ name }) => name },
      {
        key: 'from',
        label: 'From',
        align: 'left',
        value: ({ terms: of }) => of?.effective_from ?? null,
        show: ({ terms: of }) => date(of?.effective_from),
      },
      {
        key: 'credit',
        label: 'Credit price for 1 USD of list price',
        value: ({ terms: of }) => (of ? `${of.credit_price.amount} ${of.credit_price.currency}` : null),
      },
      {
        key: 'multiplier',
        label: 'Multiplier',
        align: 'left',
        value: ({ terms: of }) => multipliers(of, redaction.hides('model')),
      },
      fee('top_up_pct', 'Top-up'),
      fee('conversion_pct', 'Conversion'),
      fee('vat_pct', 'Value-added tax'),
      fee('withholding_pct', 'Withholding tax'),
      {
        key: 'source',
        label: 'Source',
        align: 'left',
        value: ({ terms: of }) =>
          redaction.hides('route') ? HIDDEN : redaction.words(of?.source ?? '') || null,
      },
    ],
    rows,
  });
}

function multipliers(terms: RouteSummary['terms'], hidesModels: boolean): string | null {
  const each = terms?.multipliers ?? [];
  if (hidesModels && each.some(({ model }) => model !== '*')) return HIDDEN;
  return each.map(({ model, value }) => (model === '*' ? value : `${model}: ${value}`)).join(', ') || '1';
}

function dayOf(text: string): number {
  return Math.floor(Date.parse(text) / 86_400_000);
}

function thresholds(): ReportTable {
  const rows: [string, string][] = [
    ['Latency budget', `${BUDGET_MS} ms`],
    ['A rate is stale once it is older than', '7 days'],
    ['Small sample', `under ${SAMPLE_STEPS[0]} requests`],
    ['Large sample', `${SAMPLE_STEPS[1]} requests or more`],
    ['Latency is compared in strata of both routes with at least', '20 measured requests each'],
    ['Not comparable where such strata cover less than', '50 % of the baseline'],
  ];
  return tableOf({
    name: 'assumed-thresholds',
    title: 'Thresholds',
    columns: [
      { key: 'what', label: 'What', align: 'left', value: ([what]) => what },
      { key: 'value', label: 'Threshold', align: 'left', value: ([, value]) => value },
    ],
    rows,
  });
}
