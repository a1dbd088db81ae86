import type { Format } from './format';

/** After the last comma of a line item stands what of the model was charged; both spellings of it were seen. */
const CLASSES = {
  input_tokens: 'uncached_input',
  input: 'uncached_input',
  input_cached_tokens: 'cached_input',
  cached_input_tokens: 'cached_input',
  'cached input': 'cached_input',
  output_tokens: 'output',
  output: 'output',
};

/**
 * OpenAI's cost CSV, of both generations: what was charged by day, project and line item. A line item is
 * `<model>, <what>`, or free text where no model was used (web search, storage).
 */
export const openaiCost: Format = {
  id: 'openai-cost',
  label: 'OpenAI costs',
  about:
    'The usage dashboard of the OpenAI platform, Export, costs: cost_<from>_<to>.csv. It says what was charged; the completions export of the same days says for what.',
  kind: 'cost',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['start_time', 'end_time', 'amount_value', 'amount_currency', 'line_item'],
  fields: {
    starts_at: { column: 'start_time', unit: 'unix_s', integerAsFloat: true },
    provider: { value: 'openai' },
    model: { column: 'line_item', pattern: '^(.*),[^,]*$' },
    line_item: { column: 'line_item' },
    token_class: { column: 'line_item', pattern: ',\\s*([^,]+)$', map: CLASSES },
    project: { column: 'project_id' },
    api_key: { column: 'api_key_id' },
    charged: { column: 'amount_value' },
    charged_currency: { column: 'amount_currency' },
  },
  ignored: [
    {
      kind: 'empty day',
      when: [
        { column: 'amount_value', is: 'empty' },
        { column: 'line_item', is: 'empty' },
      ],
    },
  ],
  lacks: ['requests', 'tokens', 'latency', 'errors', 'conversations', 'features', 'regions'],
};
