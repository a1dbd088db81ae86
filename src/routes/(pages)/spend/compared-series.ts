import { bucketStarts } from '$lib/charts/buckets';
import type { Grain, OverTime } from '$lib/charts/over-time';
import { period as periodText } from '$lib/components/format-date';
import { moneyValue } from '$lib/components/format-money';
import { formatDay, parseDay } from '$lib/usage/day';

interface Period {
  from: string;
  to: string;
}

/**
 * The compared period's cost per bucket of the period, its first day laid on the period's first. What reaches beyond
 * the period is in no bucket; buckets that it covers in part are incomplete.
 */
export function comparedSeries(
  days: { day: string; landed: string | null }[],
  grain: Grain,
  period: Period,
  compared: Period,
): NonNullable<OverTime['compared']> {
  const shift = numberOf(period.from) - numberOf(compared.from);
  const starts = bucketStarts(period.from, period.to, grain);
  const bucketOf = (day: number): number =>
    starts.indexOf(bucketStarts(formatDay(day), formatDay(day + 1), grain)[0] ?? '');
  const values = starts.map((): number | null => null);
  for (const { day, landed } of days) {
    const cost = moneyValue(landed);
    const at = bucketOf(numberOf(day) + shift);
    if (cost === null || values[at] === undefined) continue;
    values[at] = (values[at] ?? 0) + cost;
  }
  const end = numberOf(compared.to) + shift;
  const beyond = Array.from({ length: Math.max(0, numberOf(period.to) - end) }, (_, i) => bucketOf(end + i));
  const isInside = (at: number): boolean => at >= 0 && values[at] !== null;
  return {
    label: periodText(compared.from, compared.to),
    values,
    incomplete: [...new Set(beyond)].filter(isInside),
  };
}

function numberOf(date: string): number {
  return parseDay(date) ?? NaN;
}
