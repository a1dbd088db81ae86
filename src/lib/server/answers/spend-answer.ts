import type { Basis } from '$lib/usage/basis';
import type { TokenClass } from '$lib/usage/token-classes';

/** What can be grouped by, in the order of the API's document. */
export const SPEND_KEYS = [
  'day',
  'week',
  'month',
  'route',
  'provider',
  'model',
  'feature',
  'project',
  'user',
  'api_key',
  'region',
  'tier',
] as const;
export type SpendKey = (typeof SPEND_KEYS)[number];

/**
 * Spend per group (api.md "Spend"). Money is in `currency`, decimal with 12 places; null where nothing in the group
 * can be priced (or, for `charged`, where no source says what was charged).
 */
export interface SpendAnswer {
  currency: string;
  basis: Basis;
  rows: SpendRow[];
  totals: SpendFigures;
  charge_lines: ChargeLinesNote;
  /**
   * The compared period, where one is set: its totals, the groups of `rows`, and groups that the period has nothing of.
   */
  compared: { rows: SpendRow[]; totals: SpendFigures; vanished: SpendRow[] } | null;
  /** Models that hold tokens without a price, most tokens first. */
  unpriced: UnpricedModel[];
}

/** What conversations cost (see spendConversations). */
export interface SpendConversations {
  rows: (ConversationFigures & { name: string | null })[];
  /** Null where there are none, or where counting them would take too long. */
  totals: ConversationFigures | null;
  /** Why something is null. */
  why: string | null;
}

export interface ConversationFigures {
  conversations: number;
  /** Requests that belong to no conversation: they are in neither of the other figures. */
  requests_without: number;
  /** Landed cost of the requests that belong to one. */
  landed: string | null;
  per_conversation: string | null;
}

/** What cost exports have to do with the money of an answer. */
export interface ChargeLinesNote {
  /** Is some of what was charged from cost exports? */
  used: boolean;
  /**
   * What the records themselves say was charged for usage of which a cost export says it too, by currency: it is in no
   * figure, so that the money does not count twice.
   */
  set_aside: Record<string, string>;
}

export interface SpendRow extends SpendFigures {
  /** Of the row of all groups that are not among the dearest: how many they are. It has no name. */
  others?: number;
  /** Of a row: is charged in part a share of lines that other rows have the rest of, pro rata by list cost? */
  charged_allocated?: boolean;
  day?: string;
  week?: string;
  month?: string;
  route?: string;
  provider?: string | null;
  /** Canonical id where a price entry or alias knows the model, else the name as reported. */
  model?: string;
  feature?: string | null;
  project?: string | null;
  user?: string | null;
  api_key?: string | null;
  region?: string | null;
  tier?: string | null;
}

export interface SpendFigures {
  /** Null where no source in the group tells how many requests there were. */
  requests: number | null;
  /** Null where the group has charges and no usage (web search, storage, tax). */
  tokens: Record<TokenClass | 'reasoning', number> | null;
  /** List cost at the providers' own prices, converted at the market rate without fees. */
  list: string | null;
  /** List cost in the currencies of the prices, unconverted. */
  list_by_currency: Record<string, string>;
  /** What sources say was charged, converted at the market rate without fees. */
  charged: string | null;
  charged_by_currency: Record<string, string>;
  /** Landed cost on the routes that the traffic really took. */
  landed: string | null;
  /** Requests of usage of which no token has a price: exact. */
  unpriced_requests: number;
  /** Requests of usage of which some tokens have a price and some have none: at most so many hold such tokens. */
  partly_unpriced_requests: number;
  unpriced_tokens: number;
}

export interface UnpricedModel {
  provider: string | null;
  /** As reported. */
  model: string;
  tier: string | null;
  requests: number;
  tokens: Record<TokenClass, number>;
  unpriced_tokens: number;
}
