import { quantile } from './quantiles';

/** Draws whose value is from `from` up to `to`; the first and last bin hold the tails too. */
export interface Bin {
  from: number;
  to: number;
  draws: number;
}

/** Ascending values in bins of one width between their 0.5 % and 99.5 % quantiles; one bin where they are all alike. */
export function histogram(sorted: Float64Array, bins: number): Bin[] {
  const from = quantile(sorted, 0.005);
  const to = quantile(sorted, 0.995);
  const width = (to - from) / bins;
  if (!(width > 0)) return [{ from, to, draws: sorted.length }];
  const counted: Bin[] = Array.from({ length: bins }, (_, i) => ({
    from: from + i * width,
    to: from + (i + 1) * width,
    draws: 0,
  }));
  for (const value of sorted) {
    const place = Math.floor((value - from) / width);
    const bin = counted[Math.min(bins - 1, Math.max(0, place))];
    if (bin) bin.draws += 1;
  }
  return counted;
}
