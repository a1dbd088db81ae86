/** Who uses it from where. */
export interface Audience {
  /** Named users whose requests are known to come mostly from home, or mostly from elsewhere. */
  homeUsers: number;
  abroadUsers: number;
  /** Requests by where they come from. */
  homeRequests: number;
  abroadRequests: number;
  /** Requests without a region: they are in no other figure. */
  requestsWithoutRegion: number;
  /** Requests with a region and no user. */
  requestsWithoutUser: number;
}
