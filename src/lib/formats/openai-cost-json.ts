import type { Format } from './format';
import { openaiCost } from './openai-cost';

/** The costs of an organisation as OpenAI's API gives them: days, each with its results. */
export const openaiCostJson: Format = {
  ...openaiCost,
  id: 'openai-cost-json',
  label: 'OpenAI costs API',
  about:
    'GET /v1/organization/costs of the OpenAI API with an admin key, each page as it is; group_by project_id, line_item and api_key_id keeps the detail. Without line_item nothing says what an amount is for.',
  shape: 'json',
  records: ['data[].results[]'],
  signature: ['start_time', 'end_time', 'amount.value', 'amount.currency', 'line_item'],
  fields: {
    ...openaiCost.fields,
    line_item: { column: 'line_item', default: 'costs' },
    charged: { column: 'amount.value' },
    charged_currency: { column: 'amount.currency' },
  },
  ignored: [],
};
