/** Where more latencies than this are whole seconds, a source records no finer: of tenths of a second a tenth is. */
const WHOLE_SHARE = 0.2;

/**
 * What sources of latencies record, in milliseconds: 1000 where more than a fifth of the measured are whole seconds, however
 * many of other sources are not; else 1, and 1 of nothing.
 */
export function resolutionMs(measured: number, fractional: number): 1 | 1000 {
  return measured - fractional > WHOLE_SHARE * measured ? 1000 : 1;
}

/** A difference in milliseconds; null where it is finer than what a source records, which cannot show it. */
export function told(differenceMs: number | null, resolution: number): number | null {
  return differenceMs === null || (resolution > 1 && Math.abs(differenceMs) < resolution)
    ? null
    : differenceMs;
}
