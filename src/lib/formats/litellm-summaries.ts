import type { Format } from './format';

/**
 * Summaries of LiteLLM's API, in which models are names of members and not values: of a range of days, where
 * /spend/logs gives no requests, and of the activity by day. A part of them cannot be told from the sum of others.
 */
export const litellmSummaries: Format = {
  id: 'litellm-summaries',
  label: 'LiteLLM summaries by day',
  about: 'GET /spend/logs with a range of days, or GET /user/daily/activity of a LiteLLM proxy.',
  refuse:
    'It holds sums by day, not requests, and has no tokens by model that could be read without counting them twice. Ask /spend/logs/ui for the requests instead, or export the table LiteLLM_SpendLogs.',
  shape: 'json',
  records: ['results[]', ''],
  grain: 'bucket',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['startTime', 'spend', 'users', 'models'],
  alternatives: [['date', 'metrics', 'breakdown']],
  fields: {
    starts_at: { column: 'startTime', fallback: ['date'] },
    model: { column: 'models' },
    charged: { column: 'spend', fallback: ['metrics.spend'] },
  },
  ignored: [],
};
