/** The most conversations open at one time. */
export interface Peaks {
  peak: number;
  /** Microseconds since 1970: the first moment with so many; undefined without any. */
  atUs?: number;
  /** Every day from the first change to the last, days since 1970-01-01 UTC. */
  days: { day: number; peak: number }[];
}

const US_PER_DAY = 86_400_000_000;

/**
 * Peaks of a level that openings raise and closings lower, looked at after all that happens at one moment. A day starts
 * with what the day before ended with. Each change is its moment in microseconds since 1970 (below 2^52) × 2, plus 1
 * where something opens; `changeAt` gives `count` of them in ascending order.
 */
export function peaksOf(count: number, changeAt: (nth: number) => number): Peaks {
  const peaks: Peaks = { peak: 0, days: [] };
  let open = 0;
  for (let nth = 0; nth < count;) {
    const at = Math.floor(changeAt(nth) / 2);
    const before = open;
    for (
      let change = changeAt(nth);
      Math.floor(change / 2) === at;
      change = nth < count ? changeAt(nth) : -1
    ) {
      open += change % 2 === 1 ? 1 : -1;
      nth += 1;
    }
    seeDay(peaks.days, Math.floor(at / US_PER_DAY), before, open);
    if (open > peaks.peak) [peaks.peak, peaks.atUs] = [open, at];
  }
  return peaks;
}

function seeDay(days: Peaks['days'], day: number, before: number, open: number): void {
  const last = days.at(-1);
  for (let next = last ? last.day + 1 : day; next <= day; next += 1) days.push({ day: next, peak: before });
  const today = days.at(-1);
  if (today) today.peak = Math.max(today.peak, open);
}
