import type { Format } from './format';

/**
 * The usage export of LiteLLM's user interface, by team, organisation, tag …: sums without models, or with models where
 * several versions repeat the sum of the team in the row of each model. The header does not tell which.
 */
export const litellmUiUsage: Format = {
  id: 'litellm-ui-usage',
  label: 'LiteLLM usage export of the interface',
  about: 'The usage page of the LiteLLM interface, Export: daily totals, by key or by model.',
  refuse:
    'Its rows name no model, or repeat the total of the team with each model, which counts it several times. Export the table LiteLLM_SpendLogs or LiteLLM_DailyUserSpend of the proxy’s database instead.',
  grain: 'bucket',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1,234.56',
  signature: ['Date', 'Spend ($)', 'Requests', 'Total Tokens'],
  fields: { starts_at: { column: 'Date' }, model: { column: 'Model' }, charged: { column: 'Spend ($)' } },
  ignored: [],
};
