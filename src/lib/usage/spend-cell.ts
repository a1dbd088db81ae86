import type { Label } from './usage-record';
import type { Tokens } from './token-classes';

/** Days since 1970-01-01 in the reporting time zone. */
export type Day = number;

/**
 * One cell of the spend cube: sums of the usage records that agree in every other field here.
 * It holds all that prices, terms and rates need, and no money but what sources say was charged.
 */
export interface SpendCell {
  day: Day;
  route: string;
  provider?: string;
  /** Model as reported. */
  model: string;
  /** Service tier as reported: standard, batch, flex, priority … */
  tier?: string;
  /** The bound of PROMPT_BOUNDS that every prompt of the cell exceeds; undefined where prompt sizes are unknown. */
  promptOver?: number;
  /**
   * Minutes after midnight UTC at which the part of the day begins that all of the cell's usage is of. Only for models
   * whose price depends on the time of day, and only where the source tells the time.
   */
  minute?: number;
  /** Only the labels that were asked for, and only where the data has them. */
  labels: Partial<Record<Label, string>>;
  /** True where the cell is of all names of a label that were not to be told apart: that label is not among `labels`. */
  isOfOthers?: true;
  /** Records summed. */
  records: number;
  /** Requests, of the records that tell. */
  requests: number;
  /** Records whose source does not tell how many requests they stand for. */
  recordsWithoutRequests: number;
  tokens: Tokens;
  /** Part of tokens.output. */
  reasoning: number;
  /** ISO 4217; set where every record of the cell says what was charged. */
  chargedCurrency?: string;
  /** Charged amount in 10⁻¹² of chargedCurrency. */
  charged: bigint;
  /** Where cost exports say what was charged (see attachCharges). */
  fromLines?: {
    /** Names of the usage that the lines were shared out over; empty where the lines have no usage. */
    over: string[];
    /** What the records themselves say was charged: it counts in no figure. */
    setAside?: { currency: string; amount: bigint };
  };
}
