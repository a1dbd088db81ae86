import type { KeyHour } from '$lib/latency/auth-bursts';
import type { BlockUnit } from '$lib/latency/block-unit';
import type { BlockCells } from '$lib/latency/influence';
import type { Match, Stratum, StratumLatencies } from '$lib/latency/strata';
import type { ErrorClass } from '$lib/usage/error-classes';
import type { Scope } from './store';

/** What the store knows of how long requests took and how they ended. */
export interface LatencyStore {
  /** Percentiles of measured, successful requests per group; exact up to 5 million measured rows, else from the sketch. */
  latency(scope: Scope, request: LatencyRequest): Promise<LatencyGroup[]>;
  /** Routes with measured, successful requests, most first. */
  measuredRoutes(scope: Scope, metric: LatencyMetric): Promise<MeasuredRoute[]>;
  /** Points of the distribution of each route that has measured requests, within 1 %. */
  latencyCurves(scope: Scope, request: QuantilesRequest): Promise<LatencyCurve[]>;
  /** Percentiles by route and hour of the day (UTC); hours without latencies are left out. */
  latencyHours(scope: Scope, request: QuantilesRequest): Promise<LatencyHour[]>;
  /** Latencies of two routes per stratum, in buckets: measured, successful requests that are alike (model.md section 5). */
  latencyStrata(scope: Scope, request: StrataRequest): Promise<StratumLatencies[]>;
  /** What both routes have in each day or hour, by stratum and bucket. Its parts make the whole together. */
  latencyBlocks(scope: Scope, request: BlocksRequest): Promise<BlockCells[]>;
  /** Requests by outcome per group. */
  outcomes(scope: Scope, by: OutcomeKey[], modelIds?: Record<string, string>): Promise<OutcomeGroup[]>;
  /** Attempts and authentication failures by key and hour, of the keys that have such failures. */
  keyHours(scope: Scope): Promise<KeyHour[]>;
}

export type LatencyMetric = 'duration' | 'ttft';
export type LatencyKey = 'route' | 'model' | 'region' | 'day';

export interface LatencyRequest {
  by: LatencyKey[];
  metric: LatencyMetric;
  /** 0 to 1, ascending. */
  quantiles: number[];
  budgetMs: number;
  /** Canonical ids of reported model names: groups by `model` are of these. A name that is not in it stands for itself. */
  modelIds?: Record<string, string>;
}

export interface LatencyGroup {
  keys: Partial<Record<LatencyKey, string>>;
  /** Requests in the group, measured or not. */
  attempts: number;
  measured: number;
  meanMs: number;
  /** Milliseconds, one per quantile asked for. */
  quantilesMs: number[];
  /** Share of measured requests at or under the budget, 0 to 1. */
  underBudget: number;
  /** 1000 where some of the sources record whole seconds, else 1 (see resolutionMs). */
  resolutionMs: number;
  method: 'exact' | 'sketch';
}

export interface MeasuredRoute {
  route: string;
  measured: number;
}

export interface QuantilesRequest {
  metric: LatencyMetric;
  /** 0 to 1, ascending. */
  quantiles: number[];
}

export interface LatencyCurve extends MeasuredRoute {
  /** Milliseconds, one per quantile asked for. */
  quantilesMs: number[];
}

export interface LatencyHour {
  route: string;
  /** 0 to 23, UTC. */
  hour: number;
  measured: number;
  /** Milliseconds, one per quantile asked for. */
  quantilesMs: number[];
  method: 'exact' | 'sketch';
}

/** Which two routes are held against each other, and what their requests have to be alike in. */
export interface StrataRequest {
  baseline: string;
  candidate: string;
  metric: LatencyMetric;
  /** At least one. */
  match: Match[];
  /** Canonical ids of reported model names, as in LatencyRequest. */
  modelIds?: Record<string, string>;
}

export interface BlocksRequest extends StrataRequest {
  unit: BlockUnit;
  strata: Stratum[];
}

export type OutcomeKey = 'route' | 'model' | 'region' | 'feature' | 'day';

export interface OutcomeGroup {
  keys: Partial<Record<OutcomeKey, string>>;
  /** Requests whose source logs errors. */
  attempts: number;
  errors: number;
  byClass: Partial<Record<ErrorClass, number>>;
  /** Requests whose source does not log errors: they are in no rate. */
  notLogged: number;
}
