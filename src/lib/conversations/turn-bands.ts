/** First turns of the bands that growth is shown in: each turn up to 20, then wider and wider. */
export const BAND_STARTS: readonly number[] = [
  ...Array.from({ length: 20 }, (_, i) => i + 1),
  ...[21, 31, 41, 61, 81, 101, 151, 201, 301, 501, 1001],
];

/** The last turn of the band that begins at `start`; Infinity for the last one. */
export function bandEnd(start: number): number {
  const next = BAND_STARTS[BAND_STARTS.indexOf(start) + 1];
  return next === undefined ? Infinity : next - 1;
}
