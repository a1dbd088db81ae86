import type { Format } from './format';

/** A cost table that is grouped without dates: it has one amount for the whole period, and no day to put it on. */
export const gcpCostUndated: Format = {
  id: 'gcp-cost-undated',
  label: 'Google Cloud cost table without dates',
  about: 'Google Cloud console, Billing, Cost table, grouped by something other than Date and SKU.',
  refuse:
    'its rows have no date and no SKU, so nothing says which day and model an amount is of. In the cost table choose Group by: Date, Service and SKU, and download the CSV again.',
  kind: 'cost',
  grain: 'bucket',
  zone: 'America/Los_Angeles',
  inputIncludesCached: false,
  numberStyle: '1,234.56',
  signature: ['Service description', 'Unrounded subtotal ({currency})'],
  fields: {
    starts_at: { column: 'Date' },
    line_item: { column: 'Service description' },
    charged: { column: 'Unrounded subtotal ({currency})' },
  },
  ignored: [],
};
