import { bucketStarts, incompleteBuckets } from '$lib/charts/buckets';
import { seriesHues, type Hue } from '$lib/charts/hues';
import type { Grain, OverTime, TimeSeries } from '$lib/charts/over-time';
import { moneyValue } from '$lib/components/format-money';
import type { SpendKey, SpendRow } from '$lib/server/answers/spend-answer';

const TOP = 6;

/** What a group is called: rows of which the source does not tell the label stand together. */
export function groupName(row: SpendRow, by: SpendKey, routes: { id: string; name: string }[]): string {
  const value = row[by];
  if (value === null || value === undefined) return `no ${by.replace('_', ' ')} given`;
  return by === 'route' ? (routes.find(({ id }) => id === value)?.name ?? value) : value;
}

/** The dearest six groups by name, and their hues; `known` fixes the hues of names that other pages show too. */
export function topGroups(names: string[], known: Map<string, Hue>): Map<string, Hue> {
  const top = names.slice(0, TOP);
  const free = seriesHues(top);
  return new Map(top.map((name) => [name, known.get(name) ?? free.get(name) ?? 'series-rest']));
}

/** Landed cost per bucket and group as the chart draws it; what is not among the top is summed as the rest. */
export function spendOverTime(
  rows: SpendRow[],
  grain: Grain,
  nameOf: (row: SpendRow) => string,
  hues: Map<string, Hue>,
  period: { from: string; to: string },
  currency: string,
): OverTime {
  const starts = bucketStarts(period.from, period.to, grain);
  const index = new Map(starts.map((start, i) => [start, i]));
  const names = [...hues.keys()];
  const rest = new Set(rows.map(nameOf).filter((name) => !hues.has(name)));
  const values = new Map<string, (number | null)[]>();
  for (const row of rows) {
    const at = index.get(row[grain] ?? '');
    const cost = moneyValue(row.landed);
    if (at === undefined || cost === null) continue;
    const name = hues.has(nameOf(row)) ? nameOf(row) : REST;
    const line = values.get(name) ?? starts.map(() => null);
    line[at] = (line[at] ?? 0) + cost;
    values.set(name, line);
  }
  const series = names.map((name): TimeSeries => ({
    label: name,
    hue: hues.get(name) ?? 'series-rest',
    values: values.get(name) ?? [],
  }));
  const others = values.get(REST);
  if (others) series.push({ label: `and ${rest.size} more`, hue: 'series-rest', values: others });
  return {
    starts,
    grain,
    currency,
    series: series.filter((one) => one.values.length > 0),
    incomplete: incompleteBuckets(starts, period.from, period.to, grain),
  };
}

const REST = '\u0000rest';
