/**
 * A promise held against what was measured.
 * @typedef {{ promise: string, limit: number, unit: string, measured: number[], judged: number, by: string }} Finding
 */

/**
 * The value at or above which the largest share of the values lies: nearest rank.
 * @param {number[]} values
 * @param {number} share
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/**
 * A finding judged by one of its quantiles.
 * @param {string} promise
 * @param {number} limit
 * @param {string} unit
 * @param {number[]} measured
 * @param {number} [share]
 * @returns {Finding}
 */
export function finding(promise, limit, unit, measured, share = 0.5) {
  const by = share === 0.5 ? 'median' : share === 1 ? 'max' : `p${share * 100}`;
  return { promise, limit, unit, measured, judged: quantile(measured, share), by };
}

/** @param {Finding[]} findings */
export function printFindings(findings) {
  console.table(
    Object.fromEntries(
      findings.map(({ promise, limit, unit, measured, judged, by }) => [
        promise,
        {
          promised: `${by} ≤ ${limit} ${unit}`,
          measured: rounded(judged),
          min: rounded(Math.min(...measured)),
          median: rounded(quantile(measured, 0.5)),
          max: rounded(Math.max(...measured)),
          of: measured.length,
          verdict: judged <= limit ? 'kept' : 'broken',
        },
      ]),
    ),
  );
}

/** @param {number} value */
function rounded(value) {
  return Number(value.toPrecision(3));
}
