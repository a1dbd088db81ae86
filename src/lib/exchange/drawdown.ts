import { decimalToPico, divideHalfEven, picoToDecimal } from '../usage/money';
import type { Day } from '../usage/spend-cell';
import { dayOfLot, type CreditLot } from './credit-lot';
import { FACTOR_SCALE } from './exact-sum';

/** Credit in USD, in 10⁻⁴⁰ pico-units: exact sums of list cost × multiplier. */
export type Credit = bigint;

/** How usage used up credit that was bought in lots. */
export interface Drawdown {
  days: Map<Day, DayDraw>;
  lots: LotDraw[];
  /** Credit used since the first lot was bought that no lot covered. */
  uncovered: Credit;
}

/** Where the credit of a day came from: total = Σ pieces + uncovered. */
export interface DayDraw {
  total: Credit;
  pieces: { lot: CreditLot; credit: Credit }[];
  /** Beyond all lots: the terms of the day say what it costs. */
  uncovered: Credit;
}

/** bought = used + balance. */
export interface LotDraw {
  lot: CreditLot;
  bought: Credit;
  used: Credit;
  /** Days of the first and the last usage of it. */
  from?: Day;
  to?: Day;
  /** Usage beyond all the lots so far: the first day of it, until another lot was bought. */
  exhaustedOn?: Day;
}

/**
 * Lots used up by the credit of each day, first in, first out: a day takes from the oldest lot bought on or before it
 * that still has credit. Lots that a day never reaches keep their credit. Days without credit take nothing.
 */
export function drawDown(lots: CreditLot[], usage: Map<Day, Credit>): Drawdown {
  const draws = lots.map((lot): LotDraw => ({
    lot,
    bought: decimalToPico(lot.credit) * FACTOR_SCALE,
    used: 0n,
  }));
  const purchases = draws.map((draw) => ({ draw, day: dayOfLot(draw.lot) })).sort((a, b) => a.day - b.day);
  const days = new Map<Day, DayDraw>();
  let uncovered = 0n;
  for (const [day, total] of [...usage].sort(([a], [b]) => a - b)) {
    if (total <= 0n) continue;
    const bought = purchases.filter((purchase) => purchase.day <= day).map(({ draw }) => draw);
    const drawn = drawDay(day, total, bought);
    days.set(day, drawn);
    if (bought.length > 0) uncovered += drawn.uncovered;
  }
  return { days, lots: draws, uncovered };
}

function drawDay(day: Day, total: Credit, bought: LotDraw[]): DayDraw {
  const pieces: DayDraw['pieces'] = [];
  let rest = total;
  for (const draw of bought) {
    const left = draw.bought - draw.used;
    const credit = left < rest ? left : rest;
    if (credit === 0n) continue;
    draw.used += credit;
    draw.from ??= day;
    draw.to = day;
    pieces.push({ lot: draw.lot, credit });
    rest -= credit;
  }
  const last = bought.at(-1);
  if (rest > 0n && last) last.exhaustedOn ??= day;
  return { total, pieces, uncovered: rest };
}

/** Credit as a decimal of USD with 12 places, rounded half to even. */
export function creditText(credit: Credit): string {
  return picoToDecimal(divideHalfEven(credit, FACTOR_SCALE));
}
