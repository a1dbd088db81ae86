import type { TokenClass } from '../usage/token-classes';
import type { DailyWindow } from './daily-window';

/** One price: per 1,000,000 tokens of each class, for a provider and a model, from a date on (model.md section 2). */
export interface Price {
  /** Whose list: `list` is the providers' own; a relay may have its own list of another name. */
  priceList: string;
  provider: string;
  /** Canonical model id, for example gpt-4.1; or a pattern with `*` for every model without a price of its own. */
  model: string;
  /** ISO 4217. */
  currency: string;
  /** Inclusive date, YYYY-MM-DD. */
  effectiveFrom: string;
  /** Exclusive date; open when undefined. */
  effectiveTo?: string;
  /** Service tier this price is for; standard when undefined. */
  tier?: string;
  /** Applies once the prompt exceeds this many tokens (one of PROMPT_BOUNDS); 0 for the base price. */
  abovePromptTokens: number;
  /** Holds in these hours of the day only; all day when undefined. */
  window?: DailyWindow;
  /**
   * In place of prices: those of the base tier at the same time and prompt size, times this. Decimal with at most 6
   * places; only where there is a tier.
   */
  multiplier?: string;
  /** Decimal strings with at most 6 places, per million tokens. A missing class is unknown, not free. */
  perMTok: Partial<Record<TokenClass, string>>;
  /** Address or note. */
  source: string;
  /** Date on which somebody checked it. */
  checked: string;
}

/** Other names of a canonical model: exact ids, or patterns with `*`. The longest match wins. */
export interface ModelAlias {
  alias: string;
  provider: string;
  model: string;
}
