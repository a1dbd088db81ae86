import type { Pico } from '../usage/money';

/**
 * An amount in parts that sum to it exactly: |amount| × weight ÷ Σ weights, cut to whole pico-units; what is left goes,
 * one unit each, to the parts with the largest remainders, of equal ones to the first. Equal weights where all are 0.
 * Weights must not be negative; there must be one at least.
 */
export function shareOut(amount: Pico, weights: readonly bigint[]): Pico[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n)
    return shareOut(
      amount,
      weights.map(() => 1n),
    );
  const magnitude = amount < 0n ? -amount : amount;
  const parts = weights.map((weight) => (magnitude * weight) / total);
  const left = Number(magnitude - parts.reduce((sum, part) => sum + part, 0n));
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return amount < 0n ? parts.map((part) => -part) : parts;
}
