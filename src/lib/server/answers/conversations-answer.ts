import type { WhatIfId } from '$lib/conversations/what-if-words';
import type { Basis } from '$lib/usage/basis';

/**
 * What history costs (api.md "Conversations"). A conversation counts where its first turn is in scope, and whole. Costs
 * are landed costs by token class at the prices of the routes really taken; null where nothing has a price.
 */
export interface ConversationsAnswer {
  currency: string;
  basis: Basis;
  conversations: number;
  turns: ConversationTurns;
  /** resent + new = prompt. */
  tokens: { prompt: number; output: number; resent: number; new: number; resent_pct: number | null };
  cost: ConversationCost;
  system_prompt: { given: number | null; by_feature: { feature: string | null; tokens: number }[] };
  what_if: WhatIf[];
  timeout: { minutes: number; turns: number; of: number; share_pct: number | null };
  overflow: {
    messages: number;
    messages_per_turn: number;
    turns: number;
    of: number;
    share_pct: number | null;
  };
  peak_concurrent: number;
  /** RFC 3339 UTC. */
  peak_at: string | null;
  /** Of many conversations only whole minutes are looked at. */
  peak_method: 'exact' | 'whole minutes';
  concurrency: { day: string; peak: number }[];
  by_turn: TurnRow[];
  /** Turns one by one are of every so many conversations (1: all): growth by turn and what-ifs rest on these. */
  sampled: { every: number; conversations: number };
  /** Prompts smaller than that of the turn before: the client trims or summarises already. */
  trimmed: { turns: number; conversations: number; conversations_pct: number | null; tokens: number };
  features: { feature: string | null; conversations: number; median_turns: number }[];
  longest: ConversationRow[];
  dearest: ConversationRow[];
  /** Records in scope that are no turn of any conversation. */
  records_without: number;
}

export interface ConversationTurns {
  /** All requests of the conversations, failed ones too. */
  total: number;
  /** Turns with a prompt: the others are attempts that nothing is known of but that they failed. */
  answered: number;
  errors: number;
  mean: number | null;
  p50: number | null;
  p95: number | null;
  max: number | null;
  single_turn: { conversations: number; share_pct: number | null };
}

export interface ConversationCost {
  currency: string;
  input: string | null;
  resent: string | null;
  output: string | null;
  /** Of the cost of input. */
  resent_pct: number | null;
}

/** An estimate of the input of the same conversations sent another way; `as_is` is exact. */
export interface WhatIf {
  id: WhatIfId;
  name: string;
  prompt_tokens: number;
  prompt_tokens_low: number;
  prompt_tokens_high: number;
  cost: string | null;
  cost_low: string | null;
  cost_high: string | null;
  /** cost as sent − cost this way. */
  saving: string | null;
  saving_pct: number | null;
  /** Input tokens that the client itself sends. */
  sent_tokens: number;
  /** Percentage of the conversations that it was worked out from, put to all by kind of usage: the range has no error of it. */
  sampled_pct: number;
  assumption: string;
}

export interface TurnRow {
  turn: number;
  /** Last turn of the band; null where it is open. */
  last_turn: number | null;
  /** Conversations that have an answered turn of this number: all in scope. */
  conversations: number;
  prompt_tokens_p50: number;
  prompt_tokens_p90: number;
  prompt_tokens_mean: number;
  resent_tokens_mean: number;
  new_tokens_mean: number;
  output_tokens_mean: number;
}

export interface ConversationRow {
  conversation: string;
  first_at: string;
  last_at: string;
  route: string;
  model: string;
  feature: string | null;
  turns: number;
  errors: number;
  prompt_tokens: number;
  resent_tokens: number;
  output_tokens: number;
  /** Input and output. */
  cost: string | null;
  resent_cost: string | null;
}
