import type { Field, Format } from './format';

/** The amount of the rows of one metric. */
const amountOf = (metric: string): Field => ({
  cases: [{ when: [{ column: 'type', is: [metric] }], column: 'amount' }],
  integerAsFloat: true,
});

/**
 * DeepSeek's usage, one metric a row: tokens read from the cache, other input, output, and requests. Older files are by
 * day, newer ones by hour with an offset. What was charged is price × amount where the file names the currency of its
 * price; else the cost file of the same export says it.
 */
export const deepseekUsage: Format = {
  id: 'deepseek-usage',
  label: 'DeepSeek usage',
  about:
    'The usage page of the DeepSeek platform, Export: a ZIP of two files. Unpack it; this is amount-<month>.csv, and cost-<month>.csv beside it says what was charged.',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['start_time_iso', 'end_time_iso', 'model', 'type', 'price', 'amount'],
  alternatives: [['utc_date', 'model', 'type', 'price', 'amount']],
  fields: {
    starts_at: { column: 'start_time_iso', fallback: ['utc_date'], unit: 'ymd' },
    ends_at: { column: 'end_time_iso' },
    bucket_seconds: { value: '86400' },
    // A row of tokens adds no request: those of its bucket are in a row of their own.
    requests: { ...amountOf('request_count'), value: '0' },
    provider: { value: 'deepseek' },
    model: { column: 'model' },
    user: { column: 'user_id' },
    api_key: { column: 'api_key_name', fallback: ['api_key'] },
    input: amountOf('input_cache_miss_tokens'),
    cached_input: amountOf('input_cache_hit_tokens'),
    output: amountOf('output_tokens'),
    charged: {
      cases: [{ when: [{ column: 'currency', is: 'not_empty' }], column: 'price', times: ['amount'] }],
    },
    charged_currency: { column: 'currency' },
  },
  ignored: [
    {
      kind: 'another metric',
      when: [
        {
          column: 'type',
          is: {
            not: ['input_cache_hit_tokens', 'input_cache_miss_tokens', 'output_tokens', 'request_count'],
          },
        },
      ],
    },
  ],
  lacks: ['latency', 'errors', 'reasoning tokens', 'projects', 'regions', 'conversations', 'request ids'],
};
