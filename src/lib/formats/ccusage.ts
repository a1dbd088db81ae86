import type { Format } from './format';

/**
 * The days of ccusage, a reader of Claude Code's local logs, one record a model. `cost` and `totalCost` are its own
 * estimates by list prices, nothing that was charged: they are not read. `totals` stands beside the days.
 */
export const ccusage: Format = {
  id: 'ccusage',
  label: 'ccusage (Claude Code)',
  about: 'npx ccusage daily --json --timezone UTC, of the logs of Claude Code on one computer.',
  unconfirmed: 'The names within modelBreakdowns. Days of a run without --timezone UTC are taken as of UTC.',
  shape: 'json',
  records: ['daily[].modelBreakdowns[]'],
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['date', 'modelName', 'inputTokens', 'outputTokens', 'cacheCreationTokens', 'cacheReadTokens'],
  fields: {
    starts_at: { column: 'date' },
    bucket_seconds: { value: '86400' },
    provider: { value: 'anthropic' },
    model: { column: 'modelName', required: true },
    input: { column: 'inputTokens' },
    cached_input: { column: 'cacheReadTokens' },
    cache_write_5m: { column: 'cacheCreationTokens' },
    output: { column: 'outputTokens' },
  },
  ignored: [],
  lacks: ['cache writes for an hour'],
};
