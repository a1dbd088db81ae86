import { monthOf, parseDay } from '../usage/day';
import type { Day } from '../usage/spend-cell';
import type { Rate } from './rate';

/** A daily rate serves the days after it for this long; older is stale. */
export const FRESH_DAYS = 7;

/** The rates of one pair in one direction, as given, in time order. */
export interface RateSeries {
  daily: Observation[];
  means: Observation[];
  meanOfMonth: Map<string, Observation>;
}

interface Observation {
  /** The day of a daily rate, the last day of a mean's month. */
  day: Day;
  rate: Rate;
}

/** What a series says about a day. */
export interface Found {
  rate: Rate;
  ageDays: number;
  /** 0: a daily rate at most 7 days old; 1: the mean of the day's month; 2: the last known before. Lower is better. */
  rank: 0 | 1 | 2;
}

/** Series of rates of one pair; of several for one date the last given wins. Throws RangeError on a bad date. */
export function createSeries(rates: Rate[]): RateSeries {
  const daily = new Map<Day, Observation>();
  const meanOfMonth = new Map<string, Observation>();
  for (const rate of rates) {
    if (rate.kind === 'monthly_mean') meanOfMonth.set(rate.on, { day: lastDayOfMonth(rate.on), rate });
    else daily.set(dayOf(rate.on), { day: dayOf(rate.on), rate });
  }
  const byDay = (a: Observation, b: Observation): number => a.day - b.day;
  return {
    daily: [...daily.values()].sort(byDay),
    means: [...meanOfMonth.values()].sort(byDay),
    meanOfMonth,
  };
}

/**
 * The rate that serves a day: the last daily rate up to it, at most 7 days old; else the mean of its month; else the
 * most recent of the last daily rate and the last mean (aged from the end of its month). Undefined before the first.
 */
export function rateOn(series: RateSeries, day: Day): Found | undefined {
  const daily = lastUpTo(series.daily, day);
  if (daily && day - daily.day <= FRESH_DAYS) return found(daily, day, 0);
  const mean = series.means.length > 0 ? series.meanOfMonth.get(monthOf(day)) : undefined;
  if (mean) return { rate: mean.rate, ageDays: 0, rank: 1 };
  const past = lastUpTo(series.means, day);
  const newest = !past || (daily && daily.day >= past.day) ? daily : past;
  return newest && found(newest, day, 2);
}

/** The same for month-end rates: asked of the last day of the day's month, or of the newest observation before that. */
export function rateAtMonthEnd(series: RateSeries, day: Day): Found | undefined {
  const latest = Math.max(series.daily.at(-1)?.day ?? -Infinity, series.means.at(-1)?.day ?? -Infinity);
  return rateOn(series, Math.max(day, Math.min(lastDayOfMonth(monthOf(day)), latest)));
}

function found(observation: Observation, day: Day, rank: Found['rank']): Found {
  return { rate: observation.rate, ageDays: day - observation.day, rank };
}

/** Binary search for the last observation on or before a day. */
function lastUpTo(observations: Observation[], day: Day): Observation | undefined {
  let low = 0;
  let high = observations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((observations[middle]?.day ?? Infinity) <= day) low = middle + 1;
    else high = middle;
  }
  return observations[low - 1];
}

function lastDayOfMonth(month: string): Day {
  const [year, number] = month.split('-').map(Number);
  const first = dayOf(`${month}-01`);
  return first + new Date(Date.UTC(year ?? 0, number ?? 0, 0)).getUTCDate() - 1;
}

function dayOf(date: string): Day {
  const day = parseDay(date);
  if (day === undefined) throw new RangeError(`not a date: ${date}`);
  return day;
}
