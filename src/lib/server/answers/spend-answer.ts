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
  /** The compared period's totals and rows, where one is set. */
  compared: { rows: SpendRow[]; totals: SpendFigures } | null;
  /** Models that hold tokens without a price, most tokens first. */
  unpriced: UnpricedModel[];
}

export interface SpendRow extends SpendFigures {
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
  tokens: Record<TokenClass | 'reasoning', number>;
  /** List cost at the providers' own prices, converted at the market rate without fees. */
  list: string | null;
  /** List cost in the currencies of the prices, unconverted. */
  list_by_currency: Record<string, string>;
  /** What sources say was charged, converted at the market rate without fees. */
  charged: string | null;
  charged_by_currency: Record<string, string>;
  /** Landed cost on the routes that the traffic really took. */
  landed: string | null;
  unpriced_requests: number;
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
