/** A share with the ends of its interval, each 0 to 1. */
export interface Interval {
  low: number;
  high: number;
}

/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/**
 * Wilson score interval at 95 % for `hits` out of `trials` (E. B. Wilson, 1927). Undefined without trials: a rate of
 * nothing is unknown. Throws where hits are not between 0 and trials.
 */
export function wilson(hits: number, trials: number): Interval | undefined {
  if (hits < 0 || hits > trials) throw new RangeError(`${hits} of ${trials} is no share`);
  if (trials === 0) return undefined;
  const share = hits / trials;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * trials);
  const spread = Z * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return {
    low: hits === 0 ? 0 : (centre - spread) / scale,
    high: hits === trials ? 1 : (centre + spread) / scale,
  };
}
