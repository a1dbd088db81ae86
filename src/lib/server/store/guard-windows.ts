import type { Audience } from '$lib/readiness/audience';
import type { GuardWindow, ServedHour } from '$lib/rollout/guard-window';
import type { Scope } from './store';

/** What the store knows of two routes side by side in time, and of who uses them from where. */
export interface GuardStore {
  /** Windows of so many minutes, aligned to midnight UTC, in which the relay served; single requests only. */
  guardWindows(scope: Scope, request: GuardRequest): Promise<GuardWindows>;
  /** Hours since 1970-01-01 UTC in which either route served at least so many requests, with how many each; buckets of up to an hour count. */
  servedHours(scope: Scope, pair: GuardPair, minRequests: number): Promise<ServedHour[]>;
  /** Conversations with a request on a route within so many minutes before each moment (epoch milliseconds), in their order. */
  activeConversations(
    scope: Scope,
    route: string,
    momentsMs: number[],
    withinMinutes: number,
  ): Promise<number[]>;
  /** Users, and requests, in some regions and outside them. */
  audience(scope: Scope, homeRegions: string[]): Promise<Audience>;
}

/** Ids of routes. */
export interface GuardPair {
  official: string;
  relay: string;
}

export interface GuardRequest extends GuardPair {
  windowMinutes: number;
  /** Percentiles are worked out where both routes served so many. */
  minRequests: number;
}

export interface GuardWindows {
  /** In order of time. */
  windows: GuardWindow[];
  /** Records of the two routes that stand for several requests: no window can tell when these ran. */
  buckets: number;
}
