import type { Format } from './format';
import { estimatedCost } from './estimated-cost';

/**
 * Logs of the Portkey gateway, exported or as its API gives them, which names some members otherwise. People choose the
 * members of an export, so all but the signature may be missing. `cost` is in cents although its currency says USD.
 */
export const portkeyLogs: Format = {
  id: 'portkey-logs',
  label: 'Portkey logs',
  about:
    'Portkey, Exports, Request data (an enterprise feature), as JSON lines. Ask for id, created_at, ai_org, ai_model, req_units, res_units, cost, cost_currency, response_time, response_status_code and metadata; requests and responses are not read.',
  unconfirmed:
    'Whether input tokens contain cached ones, of which the export says nothing: all of them count as not cached.',
  shape: 'json',
  records: ['', 'data[]'],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['created_at', 'ai_model', 'req_units', 'res_units'],
  alternatives: [['created_at', 'ai_model', 'request_tokens', 'response_tokens']],
  fields: {
    starts_at: { column: 'created_at' },
    provider: { column: 'ai_org', fallback: ['ai_provider'] },
    model: { column: 'ai_model' },
    feature: { column: 'metadata.feature', fallback: ['prompt_slug'] },
    project: { column: 'metadata.project', fallback: ['metadata.team', 'workspace_slug'] },
    user: { column: 'metadata._user' },
    conversation: { column: 'metadata.session_id', fallback: ['metadata.conversation_id'] },
    request_id: { column: 'id' },
    input: { column: 'req_units', fallback: ['request_tokens'] },
    output: { column: 'res_units', fallback: ['response_tokens'] },
    status: {
      column: 'response_status_code',
      fallback: ['status_code', 'is_success'],
      map: { true: 'ok', 1: 'ok', false: 'error', 0: 'error' },
    },
    duration_ms: { column: 'response_time', sentinels: [0] },
    charged: { ...estimatedCost('cost', ['res_units', 'response_tokens']), unit: 'cents' },
    charged_currency: { column: 'cost_currency' },
  },
  ignored: [
    {
      kind: "answered from Portkey's cache",
      when: [{ column: 'cache_status', is: ['HIT', 'SEMANTIC HIT'] }],
    },
  ],
  lacks: ['cached tokens', 'time to first token', 'reasoning tokens', 'keys', 'regions', 'service tiers'],
};
