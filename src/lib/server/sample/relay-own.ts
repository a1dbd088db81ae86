import { isRelayPeak } from './calendar';
import type { SampleRequest } from './request-csv';

const OWN_MS = { least: 8, range: 37, peak: 15 };
const WAIT_S = { official: 20, relay: 45 };

/**
 * Milliseconds that the relay itself takes of an answered request, by its own log; undefined where nothing logs it. No
 * dice: it follows from the request, so that all else of the sample stays as it is.
 */
export function relayOwnMs({ of, at, failure, durationMs, outputTokens }: SampleRequest): number | undefined {
  if (of.route !== 'relay' || failure !== undefined) return undefined;
  const own = OWN_MS.least + ((durationMs * 31 + outputTokens * 7) % OWN_MS.range);
  return Math.min(durationMs, own + (isRelayPeak(at) ? OWN_MS.peak : 0));
}

/** Seconds that a rate-limited request is told to wait; undefined of others. */
export function waitSeconds({ of, failure, durationMs }: SampleRequest): number | undefined {
  return failure === 'rate_limited' ? 1 + (durationMs % WAIT_S[of.route]) : undefined;
}
