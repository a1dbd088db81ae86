import type { Format } from './format';
import { estimatedCost } from './estimated-cost';

/**
 * Logs of Cloudflare's AI Gateway as its API gives them. `cached` is the gateway's own cache. A request that another
 * provider answered in the end (`step` above 0) is a request of its own, and so is the one that failed before it.
 */
export const cloudflareGateway: Format = {
  id: 'cloudflare-gateway',
  label: 'Cloudflare AI Gateway logs',
  about:
    'GET /accounts/…/ai-gateway/gateways/…/logs of the Cloudflare API, each page as it is, or its results a line each.',
  unconfirmed:
    'That duration is in milliseconds, and whether input tokens contain cached ones, of which the log says nothing: all of them count as not cached.',
  shape: 'json',
  records: ['result[]', ''],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: [
    'id',
    'created_at',
    'cached',
    'duration',
    'model',
    'provider',
    'success',
    'tokens_in',
    'tokens_out',
  ],
  fields: {
    starts_at: { column: 'created_at' },
    provider: { column: 'provider' },
    model: { column: 'model' },
    feature: { column: 'metadata.feature', fallback: ['metadata.app'] },
    project: { column: 'metadata.project', fallback: ['metadata.team'] },
    user: { column: 'metadata.user', fallback: ['metadata.user_id', 'metadata.userId'] },
    conversation: {
      column: 'metadata.session_id',
      fallback: ['metadata.sessionId', 'metadata.conversation_id'],
    },
    request_id: { column: 'id' },
    input: { column: 'tokens_in' },
    output: { column: 'tokens_out' },
    status: { column: 'status_code', map: { 0: '' } },
    error: { column: 'success', errorWhen: ['false'] },
    duration_ms: { column: 'duration', sentinels: [0] },
    charged: estimatedCost('cost', ['tokens_in', 'tokens_out']),
  },
  ignored: [{ kind: "answered from Cloudflare's cache", when: [{ column: 'cached', is: ['true'] }] }],
  lacks: ['cached tokens', 'time to first token', 'reasoning tokens', 'keys', 'regions', 'service tiers'],
};
