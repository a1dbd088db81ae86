import type { Format } from './format';

/**
 * sub2api's usage, of users (with the time to the first token) and of administrators (with user and key). Token classes
 * are disjoint. `Total Cost` is the list price, before the multiplier that the relay applies when it deducts credit, so
 * it is no charge: the terms of the route make one.
 */
export const sub2api: Format = {
  id: 'sub2api',
  label: 'sub2api usage',
  about:
    'The usage page of sub2api, Export: usage_<date>.csv, or admin_usage_<date>.csv for administrators. It holds only the rows that the page has loaded: set the page as long as it goes and export page by page.',
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: [
    ...['Model', 'Type', 'Input Tokens', 'Output Tokens', 'Cache Read Tokens', 'Cache Write Tokens'],
    ...['Total Cost', 'Billing Type', 'Duration (ms)', 'Time'],
  ],
  fields: {
    starts_at: { column: 'Time' },
    model: { column: 'Model' },
    user: { column: 'User' },
    api_key: { column: 'API Key' },
    input: { column: 'Input Tokens' },
    cached_input: { column: 'Cache Read Tokens' },
    cache_write_5m: { column: 'Cache Write Tokens' },
    output: { column: 'Output Tokens' },
    duration_ms: { column: 'Duration (ms)' },
    ttft_ms: { column: 'First Token (ms)' },
  },
  ignored: [],
  lacks: ['what the relay deducted', 'errors', 'reasoning tokens', 'request ids', 'conversations'],
};
