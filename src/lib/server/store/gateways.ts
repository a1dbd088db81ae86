import type { Scope } from './store';

/** What the store knows of the part that a gateway itself has in requests, and of how long errors said to wait. */
export interface GatewayStore {
  /** What gateways add to requests (duration − what the provider behind them took), per group; groups without any are left out. */
  overheads(scope: Scope, request: OverheadRequest): Promise<OverheadGroup[]>;
  /** How long rate-limited errors said to wait, per route with any that say so. */
  retryAfters(scope: Scope): Promise<RetryAfters[]>;
}

export type OverheadKey = 'route' | 'model';

export interface OverheadRequest {
  by: OverheadKey[];
  /** 0 to 1, ascending. */
  quantiles: number[];
  budgetMs: number;
  /** Canonical ids of reported model names, as in LatencyRequest. */
  modelIds?: Record<string, string>;
}

export interface OverheadGroup {
  keys: Partial<Record<OverheadKey, string>>;
  /** Successful requests with both times, the provider's no longer than the whole. */
  measured: number;
  /** Those whose provider took longer than the whole: no part can be told, and they are in no figure. */
  impossible: number;
  meanMs: number;
  /** Milliseconds, one per quantile asked for. */
  quantilesMs: number[];
  /** Share of measured requests at or under the budget, 0 to 1. */
  underBudget: number;
  method: 'exact' | 'sketch';
}

export interface RetryAfters {
  route: string;
  /** Rate-limited errors that say how long to wait. */
  told: number;
  medianMs: number;
  leastMs: number;
  mostMs: number;
}
