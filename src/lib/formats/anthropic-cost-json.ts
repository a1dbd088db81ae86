import { ANTHROPIC_TOKEN_TYPES } from './anthropic-cost';
import type { Format } from './format';

/** The cost report of Anthropic's Admin API: amounts in cents, by day. */
export const anthropicCostJson: Format = {
  id: 'anthropic-cost-json',
  label: 'Anthropic cost report (Admin API)',
  about:
    'GET /v1/organizations/cost_report of the Anthropic API with an admin key, each page as it is; group_by[] workspace_id and description keeps model and token type. Amounts are in cents there.',
  kind: 'cost',
  shape: 'json',
  records: ['data[].results[]'],
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['starting_at', 'ending_at', 'amount', 'currency', 'cost_type', 'token_type'],
  fields: {
    starts_at: { column: 'starting_at' },
    provider: { value: 'anthropic' },
    model: { column: 'model' },
    project: { column: 'workspace_id' },
    tier: { column: 'service_tier', map: { priority_on_demand: 'priority', flex_discount: 'flex' } },
    line_item: { column: 'description', fallback: ['cost_type'], default: 'cost' },
    token_class: { column: 'token_type', map: ANTHROPIC_TOKEN_TYPES },
    charged: { column: 'amount', unit: 'cents' },
    charged_currency: { column: 'currency' },
  },
  ignored: [],
  lacks: ['requests', 'tokens', 'latency', 'errors', 'conversations', 'features'],
};
