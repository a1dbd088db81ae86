import type { Format } from './format';

/** OpenAI's cost export of 2024: an amount by day and name, in cents and once more in dollars. */
export const openaiCostLegacy: Format = {
  id: 'openai-cost-legacy',
  label: 'OpenAI costs of 2024',
  about:
    'The usage page of the OpenAI platform in 2024, Export, cost: cost-<from>-<to>.csv. Dollars are read from cost_in_major.',
  unconfirmed: 'The order of its columns, which does not matter here.',
  kind: 'cost',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['timestamp', 'currency', 'name', 'cost', 'cost_in_major', 'date'],
  fields: {
    starts_at: { column: 'timestamp', unit: 'unix_s', integerAsFloat: true },
    provider: { value: 'openai' },
    line_item: { column: 'name' },
    model: { column: 'name', pattern: '^(\\S+)$' },
    project: { column: 'project_id' },
    charged: { column: 'cost_in_major' },
    charged_currency: { column: 'currency' },
  },
  ignored: [
    {
      kind: 'empty day',
      when: [
        { column: 'cost', is: 'empty' },
        { column: 'name', is: 'empty' },
      ],
    },
  ],
};
