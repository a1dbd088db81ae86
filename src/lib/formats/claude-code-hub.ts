import type { Field, Format } from './format';

/** A text cell; where it began with = + - or @, the export put ' before it. */
const text = (column: string): Field => ({
  cases: [
    {
      when: [{ column, is: { starts: ["'=", "'+", "'-", "'@"] } }],
      column,
      pattern: "^'(.*)$",
    },
  ],
  column,
});

/**
 * claude-code-hub's usage log. Its first column names the zone of the times. `Provider` is the relay or the official
 * account that served the call, so it is the route. Token classes are disjoint, as `Total Tokens` adds them up. Attempts
 * that were tried again (`Retry Count`) are no requests of their own.
 */
export const claudeCodeHub: Format = {
  id: 'claude-code-hub',
  label: 'claude-code-hub usage log',
  about:
    'The usage log of claude-code-hub, Export as CSV. Each of its providers is a route: create the routes first, or let the upload add them.',
  unconfirmed:
    'Whether Cost is before or after the multipliers of provider and group, and whether Input Tokens are without cached ones for models of OpenAI.',
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: [
    ...['Time ({zone})', 'User', 'Key', 'Provider', 'Model', 'Endpoint', 'Status Code'],
    ...['Input Tokens', 'Output Tokens', 'Cache Write 5m', 'Cache Write 1h', 'Cache Read', 'Duration (ms)'],
  ],
  fields: {
    starts_at: { column: 'Time ({zone})' },
    route: text('Provider'),
    model: { ...text('Model'), fallback: ['Original Model'] },
    user: text('User'),
    api_key: text('Key'),
    conversation: text('Session ID'),
    input: { column: 'Input Tokens' },
    cached_input: { column: 'Cache Read' },
    cache_write_5m: { column: 'Cache Write 5m' },
    cache_write_1h: { column: 'Cache Write 1h' },
    output: { column: 'Output Tokens' },
    status: { column: 'Status Code' },
    duration_ms: { column: 'Duration (ms)' },
    charged: { column: 'Cost ({currency})' },
  },
  ignored: [],
  lacks: ['time to first token', 'reasoning tokens', 'request ids', 'regions'],
};
