import type { PlainSeries } from '$lib/charts/plain-lines';
import type { Hue } from '$lib/charts/hues';
import { MARKS } from '$lib/components/marks';
import { formatDay, parseDay } from '$lib/usage/day';
import { groupBy } from '$lib/usage/group-by';

/** A percentile pair of a route at a place in time. */
export interface TimeRow {
  route?: string | null;
  p50: number | null;
  p95: number | null;
}

/** What is drawn, and how near the figures are where they are not exact. */
export function captionOf(rows: { method: 'exact' | 'sketch' }[], metricName: string): string {
  const sketched = rows.some(({ method }) => method === 'sketch');
  return `p95 of ${metricName}, and its median dotted; where nothing was measured there is no line${sketched ? `; figures ${MARKS.sketch.phrase}` : ''}`;
}

/** All days from the first to the last that has a row, `step` apart: those without one are gaps, not left out. */
export function allDays(days: string[], step = 1): string[] {
  const sorted = [...days].sort();
  const [first, last] = [parseDay(sorted[0] ?? ''), parseDay(sorted.at(-1) ?? '')];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => formatDay(first + i * step));
}

/** Two lines a route, p95 in front and p50 behind it, over places in time; a place without a row is a gap. */
export function timeSeries<Row extends TimeRow>(
  rows: Row[],
  places: string[],
  placeOf: (row: Row) => string,
  routes: { id: string; name: string }[],
  hues: Map<string, Hue>,
): PlainSeries[] {
  const byRoute = groupBy(rows, ({ route }) => route ?? '');
  const known = routes.filter(({ id }) => byRoute.has(id));
  const of = (id: string, key: 'p50' | 'p95'): (number | null)[] => {
    const at = new Map((byRoute.get(id) ?? []).map((row) => [placeOf(row), row[key]]));
    return places.map((place) => at.get(place) ?? null);
  };
  return [
    ...known.map(({ id, name }): PlainSeries => ({
      label: `${name} p95`,
      hue: hues.get(id) ?? 'series-rest',
      values: of(id, 'p95'),
    })),
    ...known.map(({ id, name }): PlainSeries => ({
      label: `${name} p50`,
      hue: hues.get(id) ?? 'series-rest',
      values: of(id, 'p50'),
      behind: true,
    })),
  ];
}

/** Which place has the greatest and the least p95 of each route, in words. */
export function extremes(
  series: PlainSeries[],
  say: (index: number) => string,
  show: (ms: number) => string,
): string {
  return series
    .filter(({ behind }) => !behind)
    .flatMap(({ label, values }) => {
      const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
      if (known.length === 0) return [];
      const low = known.reduce((a, b) => (b.value < a.value ? b : a));
      const high = known.reduce((a, b) => (b.value > a.value ? b : a));
      return [
        `${label} goes from ${show(low.value)} (${say(low.index)}) to ${show(high.value)} (${say(high.index)}).`,
      ];
    })
    .join(' ');
}
