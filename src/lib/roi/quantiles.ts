/** The 10th, 50th and 90th of a hundred. */
export interface Percentiles {
  p10: number;
  p50: number;
  p90: number;
}

/** P10, P50 and P90 of ascending values, linear between closest ranks; Infinity where they rest on one. */
export function percentiles(sorted: ArrayLike<number>): Percentiles {
  return { p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
}

/** Quantile q of ascending values, linear between closest ranks; NaN of none. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const rank = (sorted.length - 1) * q;
  const low = sorted[Math.floor(rank)] ?? NaN;
  const high = sorted[Math.ceil(rank)] ?? NaN;
  const share = rank - Math.floor(rank);
  return share === 0 || low === high ? low : low + (high - low) * share;
}
