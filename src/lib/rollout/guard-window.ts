/** What two routes did in the same minutes: the windows that rollback triggers are judged by. */
export interface GuardWindow {
  startMs: number;
  official: GuardSide;
  relay: GuardSide;
}

export interface GuardSide {
  requests: number;
  /** Requests whose source logs errors. */
  attempts: number;
  errors: number;
  sessionState: number;
  /** Successful requests with a duration. */
  measured: number;
  /** Of those durations, whole microseconds; undefined where it was not worked out or nothing was measured. */
  p95Us?: number;
}

/** An hour in which a route served enough, with what both served. */
export interface ServedHour {
  /** Hours since 1970-01-01 UTC. */
  hour: number;
  official: number;
  relay: number;
}
