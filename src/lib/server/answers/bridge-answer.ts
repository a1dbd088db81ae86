import type { BridgePart, BridgeState } from '$lib/spend/bridge';
import type { Basis } from '$lib/usage/basis';

/**
 * What the change of landed cost between two periods is made of (model.md section 4); money in `currency`, decimal
 * with 12 places. The parts sum to the difference exactly, in every row and in `totals`.
 */
export interface BridgeAnswer {
  currency: string;
  basis: Basis;
  /** The compared period, and the one it is held against. */
  before: BridgePeriod;
  after: BridgePeriod;
  /** Are amounts divided by the days with data of their period? */
  per_day: boolean;
  /** Why the two cannot be held against each other as they are; null where they can. */
  caution: string | null;
  /** One per model and route, the greatest change first. */
  rows: BridgeAnswerRow[];
  totals: BridgeAnswerFigures;
}

export interface BridgePeriod {
  /** Dates, [from, to). */
  from: string;
  to: string;
  days: number;
  /** Days of it that lie between the first and the last of the data. */
  days_with_data: number;
  /** True where the data begins after it or ends before it does. */
  partial: boolean;
  /** Tokens without a price, and requests and tokens on days without a rate: they are in no amount. */
  unpriced_tokens: number;
  unrated_requests: number;
  unrated_tokens: number;
}

export interface BridgeAnswerFigures {
  /** Null where there is usage, and none of it has a landed cost. */
  before: string | null;
  after: string | null;
  /** Null where one of the two is. */
  difference: string | null;
  /** Null where there is nothing known to split; in `totals`, where one of the two is not known. */
  parts: Record<BridgePart, string> | null;
}

export interface BridgeAnswerRow extends BridgeAnswerFigures {
  model: string;
  route: string;
  state: BridgeState;
  /** Tokens that have a landed cost. */
  tokens_before: number;
  tokens_after: number;
}
