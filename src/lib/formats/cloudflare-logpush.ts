import type { Format } from './format';

/** What Cloudflare pushes of its AI Gateway: who asked which model and how it ended, the rest encrypted. */
export const cloudflareLogpush: Format = {
  id: 'cloudflare-logpush',
  label: 'Cloudflare AI Gateway events (Logpush)',
  about: 'A Logpush job of Cloudflare for the dataset ai_gateway_events.',
  unconfirmed: 'The full list of members.',
  refuse:
    'Its lines have neither times nor tokens that can be read; what has them is encrypted. Ask the API of AI Gateway for its logs instead (GET /accounts/…/ai-gateway/gateways/…/logs).',
  shape: 'json',
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['Gateway', 'Provider', 'Model', 'Endpoint', 'StatusCode', 'RateLimited'],
  fields: {
    starts_at: { column: 'Timestamp' },
    model: { column: 'Model' },
    status: { column: 'StatusCode' },
  },
  ignored: [],
};
