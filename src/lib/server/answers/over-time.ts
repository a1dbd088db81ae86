import { ExactSum } from '$lib/exchange/exact-sum';
import { landedOfList } from '$lib/exchange/landed-cost';
import type { Payer } from '$lib/exchange/payer';
import type { SavingsLine } from '$lib/exchange/savings-lines';
import { formatDay, parseDay, weekOf } from '$lib/usage/day';
import { groupBy } from '$lib/usage/group-by';
import type { Day } from '$lib/usage/spend-cell';
import type { Books } from './books';
import type { CostedCell } from './costed-cells';
import type { OverTimeRow } from './overview-answer';
import type { SavingsBasis } from './savings';
import { decimalOf, landedSum } from './spend-figures';

/** First day, and the day after the last. */
export interface Period {
  from: Day;
  to: Day;
}

/** Buckets of days become buckets of weeks beyond this length. */
const MOST_DAYS = 120;

/** What each day or week cost, and what all of its usage would have cost on either route. */
export function overTime(
  costed: CostedCell[],
  basis: SavingsBasis,
  period: Period,
  books: Books,
  payer: Payer,
): { grain: 'day' | 'week'; rows: OverTimeRow[] } {
  const grain = period.to - period.from > MOST_DAYS ? 'week' : 'day';
  const startOf = (day: Day): string => (grain === 'week' ? weekOf(day) : formatDay(day));
  const actual = groupBy(costed, ({ cell }) => startOf(cell.day));
  const lines = groupBy(basis.lines, ({ day }) => startOf(day));
  const rows = startsOf(period, grain).map((start) => {
    const sums = bothRoutes(lines.get(start) ?? [], basis, books, payer);
    return {
      start,
      actual: decimalOf(landedSum(actual.get(start) ?? [])),
      baseline: decimalOf(sums.baseline.amount),
      candidate: decimalOf(sums.candidate.amount),
      incomplete: isIncomplete(start, grain, period),
    };
  });
  return { grain, rows };
}

/** Landed cost of the same lines on either route; a line that one of them has no figure for is in neither. */
function bothRoutes(
  lines: SavingsLine[],
  { baseline, candidate }: SavingsBasis,
  { rates }: Books,
  payer: Payer,
): { baseline: ExactSum; candidate: ExactSum } {
  const sums = { baseline: new ExactSum(), candidate: new ExactSum() };
  for (const { cost, model, day } of lines) {
    if (!cost) continue;
    const onBaseline = { cost: cost.baseline, currency: cost.baselineCurrency };
    const onCandidate = { cost: cost.candidate, currency: cost.candidateCurrency };
    const b = landedOfList(onBaseline, { route: baseline, model, day }, payer, rates);
    const c = landedOfList(onCandidate, { route: candidate, model, day }, payer, rates);
    if (!b || !c) continue;
    sums.baseline.add(b.amount, b.factor);
    sums.candidate.add(c.amount, c.factor);
  }
  return sums;
}

function startsOf({ from, to }: Period, grain: 'day' | 'week'): string[] {
  const starts = new Set<string>();
  for (let day = from; day < to; day += 1) starts.add(grain === 'week' ? weekOf(day) : formatDay(day));
  return [...starts];
}

/** A week that the period cuts at either end. Days are whole: the period ends on one. */
function isIncomplete(start: string, grain: 'day' | 'week', { from, to }: Period): boolean {
  if (grain === 'day') return false;
  const first = parseDay(start) ?? from;
  return first < from || first + 7 > to;
}
