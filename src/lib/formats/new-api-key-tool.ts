import type { Condition, Format } from './format';
import { QUOTA_TO_USD } from './new-api-log';

const NOTHING: Condition[] = ['提示', '补全', '花费'].map((column) => ({ column, is: ['0'] }));

/**
 * The CSV of new-api-key-tool, the page on which the holder of a key looks up its use: time, model, seconds, prompt,
 * completion, quota, details. Times are of the browser that wrote it and carry no zone. Cached tokens are in the free
 * text of the details only, so input is as the log counts it: with cached tokens, but without them for Claude.
 */
export const newApiKeyTool: Format = {
  id: 'new-api-key-tool',
  label: 'new-api-key-tool CSV',
  about:
    'The page of new-api-key-tool, where the holder of a key looks up its use, Export: data.csv. The JSON log of the relay holds cached tokens besides: prefer it.',
  unconfirmed:
    'Its times are of the browser that wrote it and name no zone: they are read as China Standard Time. Copy the format with another zone where that is wrong.',
  grain: 'request',
  zone: 'Asia/Shanghai',
  currency: 'USD',
  inputIncludesCached: true,
  errorsOptional: true,
  numberStyle: '1234.56',
  signature: ['时间', '模型', '用时', '提示', '补全', '花费'],
  fields: {
    starts_at: { column: '时间' },
    model: { column: '模型' },
    input: { column: '提示' },
    output: { column: '补全' },
    status: { cases: [{ when: NOTHING, value: 'error' }], value: 'ok' },
    error_class: {
      cases: [
        { when: [...NOTHING, { column: '详情', is: { contains: ['超时'] } }], value: 'timeout' },
        { when: NOTHING, column: '详情' },
      ],
    },
    duration_ms: { column: '用时', unit: 's' },
    charged: { column: '花费', factor: QUOTA_TO_USD },
  },
  ignored: [{ kind: 'no use of a model', when: [{ column: '模型', is: 'empty' }] }],
  lacks: ['cached tokens', 'latency finer than a second', 'what was paid for the credit', 'keys'],
};
