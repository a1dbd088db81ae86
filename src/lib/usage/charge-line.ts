import type { Day } from './spend-cell';
import type { TokenClass } from './token-classes';

/** Labels that a cost export may give. */
export const CHARGE_LABELS = ['project', 'api_key', 'tier'] as const;
export type ChargeLabel = (typeof CHARGE_LABELS)[number];

/**
 * What a cost export says was charged, without requests and tokens: sums of its rows that agree in every other field
 * here. At least one of `model` and `lineItem` is set.
 */
export interface ChargeLine {
  day: Day;
  route: string;
  provider?: string;
  /** Model as reported. */
  model?: string;
  /** What the source calls it: "gpt-5-mini, output_tokens", "web search". */
  lineItem?: string;
  /** Where the line is of one class of tokens. */
  tokenClass?: TokenClass;
  /** Only the labels that were asked for, and only where the data has them. */
  labels: Partial<Record<ChargeLabel, string>>;
  /** Rows summed. */
  rows: number;
  /** Those of them whose amount is not a whole number of hundredths. */
  rowsBeyondCents: number;
  /** In 10⁻¹² of `currency`. */
  amount: bigint;
  /** ISO 4217. */
  currency: string;
}
