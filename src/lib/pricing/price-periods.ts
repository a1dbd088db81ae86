import { parseDay } from '../usage/day';
import type { Day } from '../usage/spend-cell';
import { isOpen, openingsOf, opensOn, type DailyWindow } from './daily-window';
import type { Price } from './price';

/** A price and when it holds, of one list, model and tier. */
export interface Period {
  price: Price;
  bound: number;
  window: DailyWindow | undefined;
  from: Day;
  /** Exclusive. */
  to: Day;
}

/** What decides among periods; undefined where the source does not tell. */
export interface Moment {
  day: Day;
  /** Minutes after midnight UTC. */
  minute?: number | undefined;
  /** The bound of PROMPT_BOUNDS that the prompt exceeds. */
  promptOver: number | undefined;
}

/** Periods in the order in which inForce looks at them: highest bound, latest start, hours of the day before all day. */
export function toPeriods(prices: Price[]): Period[] {
  return prices
    .map(toPeriod)
    .sort((a, b) => b.bound - a.bound || b.from - a.from || Number(!a.window) - Number(!b.window));
}

/** The first period that holds. An unknown prompt size is the base size, and no hours hold at an unknown time. */
export function inForce(periods: Period[], { day, minute, promptOver }: Moment): Price | undefined {
  const holdsNow = (window: DailyWindow | undefined): boolean =>
    window === undefined || (minute !== undefined && isOpen(window, day, minute));
  return periods.find(
    (period) => period.bound <= (promptOver ?? 0) && holdsOn(period, day) && holdsNow(period.window),
  )?.price;
}

/** Whether one of the periods that hold on a day is for larger prompts only. */
export function sizeDecides(periods: Period[], day: Day): boolean {
  return periods.some((period) => period.bound > 0 && holdsOn(period, day));
}

/** Whether a price of some hours only is in force on a day. */
export function timeDecides(periods: Period[], day: Day): boolean {
  return periods.some(
    ({ price, window }) => window !== undefined && opensOn(window, day) && holds(price, periods, day),
  );
}

/** Whether a price is in force on a day, for its own prompt size, in some hours at least. */
export function holds(price: Price, periods: Period[], day: Day): boolean {
  const minutes = price.window === undefined ? [undefined] : openingsOf(price.window);
  return minutes.some(
    (minute) => inForce(periods, { day, minute, promptOver: price.abovePromptTokens }) === price,
  );
}

/** Whether a price is in force on a day or, one of some weekdays only, would be on one of the days that follow. */
export function isCurrent(price: Price, periods: Period[], day: Day): boolean {
  const own = toPeriod(price);
  const days = price.window === undefined ? [day] : Array.from({ length: 7 }, (_, after) => day + after);
  return holdsOn(own, day) && days.some((one) => holds(price, periods, one));
}

function holdsOn({ from, to }: Period, day: Day): boolean {
  return from <= day && day < to;
}

function toPeriod(price: Price): Period {
  const to = price.effectiveTo === undefined ? Infinity : dayOf(price.effectiveTo);
  return {
    price,
    bound: price.abovePromptTokens,
    window: price.window,
    from: dayOf(price.effectiveFrom),
    to,
  };
}

function dayOf(date: string): Day {
  const parsed = parseDay(date);
  if (parsed === undefined) throw new Error(`price with an impossible date: ${date}`);
  return parsed;
}
