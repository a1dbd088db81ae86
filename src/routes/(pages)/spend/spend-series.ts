import { bucketStarts, incompleteBuckets } from '$lib/charts/buckets';
import { seriesHues, type Hue } from '$lib/charts/hues';
import type { Grain, OverTime, TimeSeries } from '$lib/charts/over-time';
import { moneyValue } from '$lib/components/format-money';
import { count } from '$lib/components/format-number';
import type { SpendKey, SpendRow } from '$lib/server/answers/spend-answer';

/** So many groups have a series of their own. */
export const CHARTED = 6;

/** What a group is called: rows of which the source does not tell the label stand together. */
export function groupName(row: SpendRow, by: SpendKey, routes: { id: string; name: string }[]): string {
  if (row.others !== undefined) return othersName(row.others);
  const value = row[by];
  if (value === null || value === undefined) return `no ${by.replace('_', ' ')} given`;
  return by === 'route' ? (routes.find(({ id }) => id === value)?.name ?? value) : value;
}

/** What is called by no name of its own. */
export function othersName(others: number): string {
  return `and ${count(others)} ${others === 1 ? 'other' : 'others'}`;
}

/** The dearest six groups by name, and their hues; `known` fixes the hues of names that other pages show too. */
export function topGroups(names: string[], known: Map<string, Hue>): Map<string, Hue> {
  const top = names.slice(0, CHARTED);
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
  const named = rows.filter(({ others }) => others === undefined).map(nameOf);
  const rest = new Set(named.filter((name) => !hues.has(name)));
  const others = rest.size + Math.max(0, ...rows.map((row) => row.others ?? 0));
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
  const ofOthers = values.get(REST);
  if (ofOthers) series.push({ label: othersName(others), hue: 'series-rest', values: ofOthers });
  return {
    starts,
    grain,
    currency,
    series: series.filter((one) => one.values.length > 0),
    incomplete: incompleteBuckets(starts, period.from, period.to, grain),
  };
}

const REST = '\u0000rest';
