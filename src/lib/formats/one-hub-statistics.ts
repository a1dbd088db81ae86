import type { Format } from './format';

/** one-hub's statistics by user: sums without a time and without models, which are no usage records. */
export const oneHubStatistics: Format = {
  id: 'one-hub-statistics',
  label: 'one-hub statistics by user',
  about: 'The statistics of one-hub, Export: one row a user, summed over the period that was chosen.',
  refuse:
    'It has sums by user without times and without models. Export the log instead: GET /api/log/ (or /api/log/self) of one-hub, each page as JSON.',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: [
    'Username',
    'Request Count',
    'Quota',
    'Prompt Tokens',
    'Completion Tokens',
    'Request Time (ms)',
  ],
  fields: {
    starts_at: { column: 'Time' },
    model: { column: 'Model' },
    user: { column: 'Username' },
    requests: { column: 'Request Count' },
    input: { column: 'Prompt Tokens' },
    output: { column: 'Completion Tokens' },
  },
  ignored: [],
  lacks: ['times', 'models'],
};
