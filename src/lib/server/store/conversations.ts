import type { WindowWay } from '$lib/conversations/ways';
import type { SpendCell } from '$lib/usage/spend-cell';
import type { Tokens } from '$lib/usage/token-classes';
import type { UnitCost } from '$lib/usage/unit-cost';
import type { Scope } from './store';

/**
 * What the store knows of conversations. A conversation is in a scope where its first turn is: it counts whole, with
 * the turns after the period and on other routes. Turns are its requests, failed ones too; an answered turn is one with
 * a prompt.
 */
export interface ConversationStore {
  /** Are conversations of a new upload still being summed up? Questions about conversations wait for it. */
  readonly isProfilingConversations: boolean;
  conversationSummary(scope: Scope, marks: ConversationMarks): Promise<ConversationSummary>;
  /** Their tokens as a spend cube, with how many of each class are history that was sent again. No charges. */
  conversationCells(scope: Scope, promptBounds?: readonly number[]): Promise<ConversationCell[]>;
  /** Answered turns by their number, higher numbers in bands. */
  conversationGrowth(scope: Scope): Promise<ConversationGrowth>;
  /** How many are open at one time: begun, and not without a turn for longer than so many minutes. */
  conversationConcurrency(scope: Scope, timeoutMinutes: number): Promise<Concurrency>;
  /** What is sent where only the last `turnsKept` turns and the system prompt are sent again, and where caches hold. */
  conversationWindow(scope: Scope, question: WindowQuestion): Promise<WindowCell[]>;
  /** For each order those that come first in it, longest first, each with its tokens as a spend cube. */
  conversationLists(scope: Scope, orders: ConversationOrder[]): Promise<ListedConversation[][]>;
}

export interface ConversationMarks {
  /** At least 5: shorter pauses are not kept. */
  timeoutMinutes: number;
  /** An answered turn with more earlier answered turns than this overflows. */
  mostEarlierTurns: number;
}

export interface ConversationSummary {
  conversations: number;
  /** All requests of the conversations. */
  turns: number;
  answered: number;
  /** Turns that ended in an error. */
  errors: number;
  turnsEach: { mean: number; p50: number; p95: number; max: number };
  singleTurn: number;
  prompt: number;
  output: number;
  resent: number;
  /** Prompts smaller than the one of the turn before. */
  trims: { turns: number; conversations: number; tokens: number };
  /** Turns after a longer pause than the timeout, of all turns after the first. */
  timeout: { turns: number; of: number };
  /** Answered turns with more earlier ones than the mark, of all answered turns. */
  overflow: { turns: number; of: number };
  /** By feature of the first turn, most conversations first. */
  features: ConversationFeature[];
  /** Conversations by number of answered turns. */
  lengths: { answered: number; conversations: number }[];
  /** Records of the scope that are no turn of any conversation: without an id, or of several requests. */
  recordsWithout: number;
}

export interface ConversationFeature {
  /** Undefined where the label is absent. */
  feature?: string;
  conversations: number;
  medianTurns: number;
  /** The smallest first prompt. */
  smallestFirstPrompt?: number;
}

/** A spend cell whose `requests` are turns; `resent` is part of its tokens. */
export interface ConversationCell extends SpendCell {
  resent: Tokens;
}

/** Growth by turn, over the conversations whose turns are kept. */
export interface ConversationGrowth {
  bands: GrowthBand[];
  /** Turns are kept of every so many conversations: 1 is all. */
  every: number;
  /** Conversations looked at. */
  conversations: number;
}

/** Answered turns with numbers from `turn` to `lastTurn`. */
export interface GrowthBand {
  turn: number;
  lastTurn: number;
  turns: number;
  prompt: number;
  resent: number;
  output: number;
  promptP50: number;
  promptP90: number;
}

export interface Concurrency {
  peak: number;
  /** Epoch milliseconds at which the peak begins; undefined without conversations. */
  atMs?: number;
  /** Most at one time, by day. */
  days: { day: number; peak: number }[];
  /** False where there are so many that only whole minutes were looked at. */
  exact: boolean;
}

export interface WindowQuestion {
  turnsKept: number;
  /** Tokens of the system prompt; the smallest first prompt of each feature where left out. */
  systemTokens?: number;
  promptBounds?: readonly number[];
}

/** Input of one way under one price: prompt = cached + written + the rest, which is neither. */
export interface WindowCell {
  way: WindowWay;
  route: string;
  provider?: string;
  model: string;
  tier?: string;
  promptOver: number;
  prompt: number;
  cached: number;
  written: number;
}

/** The longest, or the dearest at unit costs by size of prompt, which these bounds tell apart: so many of them. */
export type ConversationOrder = { limit: number } & (
  { by: 'turns' } | { by: 'cost'; costs: UnitCost[]; promptBounds: readonly number[] }
);

export interface ListedConversation {
  name: string;
  /** RFC 3339 UTC. */
  firstAt: string;
  lastAt: string;
  route: string;
  model: string;
  feature?: string;
  turns: number;
  errors: number;
  prompt: number;
  output: number;
  resent: number;
  cells: ConversationCell[];
}
