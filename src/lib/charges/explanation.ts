import type { Pico } from '../usage/money';

export type ExplanationKind =
  | 'usage_without_charge'
  | 'charge_without_usage'
  | 'unpriced'
  | 'no_rate'
  | 'cached_as_uncached'
  | 'missing_cached_price'
  | 'other_tier'
  | 'long_prompts'
  | 'multiplier'
  | 'fees'
  | 'rounding';

/** Why charged and computed differ, or may. */
export interface Explanation {
  kind: ExplanationKind;
  /** True for a part that the gap is made of; false for one of several ways to explain what these parts leave. */
  certain: boolean;
  /** How much charged − computed would be of this alone, in the charge's currency. */
  amount: Pico;
  /** How much of the gap it explains, or of what the certain parts leave of it: 100 × (1 − |gap − amount| ÷ |gap|). */
  explainsPct: number;
  /** One sentence, without the share. */
  what: string;
}

/** 100 × (1 − |gap − amount| ÷ |gap|), not below 0; 0 where there is no gap. */
export function explainedPct(amount: Pico, gap: Pico): number {
  const abs = (value: Pico): Pico => (value < 0n ? -value : value);
  if (gap === 0n) return 0;
  const left = Number((abs(gap - amount) * 1_000_000n) / abs(gap)) / 10_000;
  return Math.max(0, 100 - left);
}
