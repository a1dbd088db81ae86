import type { Format } from './format';
import { litellmDaily } from './litellm-daily';

/** LiteLLM's sums by tag: a request is in one row for each of its tags, of which LiteLLM adds two itself. */
export const litellmDailyTags: Format = {
  ...litellmDaily,
  id: 'litellm-daily-tags',
  label: 'LiteLLM daily spend by tag',
  about: 'The table LiteLLM_DailyTagSpend in the database of a LiteLLM proxy.',
  refuse:
    'A request is counted once for each of its tags, so the rows add up to more than was used. Export LiteLLM_SpendLogs instead, which has the tags of each request, or LiteLLM_DailyUserSpend.',
  signature: [...litellmDaily.signature, 'tag'],
};
