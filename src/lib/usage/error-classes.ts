/** How a failed request failed. Stored as text in label tables; the order here is the order on the screen. */
export const ERROR_CLASSES = [
  'rate_limited',
  'auth',
  'context_exceeded',
  'session_not_found',
  'invalid_request',
  'timeout',
  'server',
  'cancelled',
  'session_state',
  'other',
] as const;

export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** The outcome of a record: `ok`, the class of its error, or undefined where the source does not log errors. */
export type Outcome = 'ok' | ErrorClass;
