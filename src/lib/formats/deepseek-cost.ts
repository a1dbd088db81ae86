import type { Format } from './format';

/**
 * DeepSeek's costs by day, model and wallet. What was taken from a granted balance cost nothing: such a line is there
 * with an amount of 0, so that its usage counts as paid for and not at list price.
 */
export const deepseekCost: Format = {
  id: 'deepseek-cost',
  label: 'DeepSeek costs',
  about:
    'The usage page of the DeepSeek platform, Export: a ZIP of two files. Unpack it; this is cost-<month>.csv. What a granted balance paid counts as 0.',
  kind: 'cost',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['utc_date', 'model', 'wallet_type', 'cost', 'currency'],
  alternatives: [['start_time_iso', 'model', 'wallet_type', 'cost', 'currency']],
  fields: {
    starts_at: { column: 'utc_date', fallback: ['start_time_iso'], unit: 'ymd' },
    provider: { value: 'deepseek' },
    model: { column: 'model' },
    line_item: { column: 'wallet_type', map: { paid: 'paid balance', granted: 'granted balance' } },
    api_key: { column: 'api_key_name', fallback: ['api_key'] },
    charged: {
      cases: [{ when: [{ column: 'wallet_type', is: ['granted'] }], value: '0' }],
      column: 'cost',
    },
    charged_currency: { column: 'currency' },
  },
  ignored: [],
  lacks: ['latency', 'errors', 'projects', 'conversations'],
};
