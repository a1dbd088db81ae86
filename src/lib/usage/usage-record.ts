import type { ErrorClass } from './error-classes';
import type { Tokens } from './token-classes';

/** Labels that every record may carry and that usage can be broken down by. Absent is undefined. */
export const LABELS = ['feature', 'project', 'user', 'api_key', 'region', 'tier'] as const;
export type Label = (typeof LABELS)[number];

/** One request, or one bucket of requests that share the same labels (model.md section 1). */
export interface UsageRecord extends Partial<Record<Label, string>> {
  /** RFC 3339 UTC start of the request or bucket. */
  startsAt: string;
  /** 0 for a single request. */
  bucketSeconds: number;
  /** Undefined in sources that give tokens only. */
  requests?: number;
  route: string;
  provider?: string;
  /** As the source reports it; the canonical id follows from the price book. */
  model: string;
  conversation?: string;
  requestId?: string;
  tokens: Tokens;
  /** Part of `tokens.output`. */
  reasoning?: number;
  /** Input of all classes of a single request: decides price tiers. Undefined for buckets of several requests. */
  promptTokens?: number;
  /** Undefined where the source does not log errors. */
  status?: 'ok' | 'error';
  errorClass?: ErrorClass;
  httpStatus?: number;
  durationMs?: number;
  ttftMs?: number;
  /** How much of `durationMs` the provider behind a gateway took: the rest is the gateway's own. */
  upstreamMs?: number;
  /** How long an error said to wait before the next try. */
  retryAfterMs?: number;
  /** Decimal string as charged by the source. */
  charged?: string;
  /** ISO 4217 code, upper case. */
  chargedCurrency?: string;
}
