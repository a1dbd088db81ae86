/** Standard normal quantile at 0.975: half the width of a 95 % interval in standard errors. */
export const Z95 = 1.959963984540054;

/** Standard normal distribution Φ(z), within 7.5 × 10⁻⁸ (M. Abramowitz, I. Stegun, 26.2.17). */
export function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z >= 0 ? 1 - tail : tail;
}

/** Student's t quantile at 0.975 for `degrees` of freedom, from Z95 by series (Abramowitz, Stegun, 26.7.5). */
export function studentT95(degrees: number): number {
  if (degrees === 1) return 12.706204736;
  if (degrees === 2) return 4.30265273;
  const [z, n] = [Z95, degrees];
  const [z3, z5, z7] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (z3 + z) / (4 * n) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * n ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n ** 3)
  );
}
