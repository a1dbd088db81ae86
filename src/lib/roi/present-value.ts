/** What 1 in month m is worth today: (1 + d)^(−m/12), d a year, for months 0 to `months`. */
export function discountFactors(discountRatePct: number, months: number): Float64Array {
  return Float64Array.from({ length: months + 1 }, (_, m) => (1 + discountRatePct / 100) ** (-m / 12));
}

/** NPV = Σ flow_m ÷ (1 + d)^(m/12), month 0 first. */
export function netPresentValue(flows: ArrayLike<number>, factors: ArrayLike<number>): number {
  let sum = 0;
  for (let m = 0; m < flows.length; m += 1) sum += (flows[m] ?? 0) * (factors[m] ?? 0);
  return sum;
}
