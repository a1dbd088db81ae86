import type { Format } from './format';
import { GCP_LACKS, GOOGLE_AI, skuFields } from './gcp-cost';

const SERVICES = ['service.description', 'service_description'];
const SKUS = ['sku.description', 'sku_description'];

/**
 * Rows of Google Cloud's billing export to BigQuery: amounts by hour and SKU. What is charged is the cost and its
 * credits, which are negative. The model is the label of the Gemini API where there is one, else what the SKU says.
 */
export const gcpBillingExport: Format = {
  id: 'gcp-billing-export',
  label: 'Google Cloud billing export (BigQuery)',
  about:
    'Query gcp_billing_export_v1_… or gcp_billing_export_resource_v1_… in BigQuery and save the results as JSON (newline delimited), or as CSV with the nested fields named service_description, sku_description …. Only lines of Gemini API and Vertex AI are used.',
  unconfirmed:
    'In a CSV, names of nested fields are those of the query. Without credits in it, amounts are before credits.',
  shape: 'any',
  kind: 'cost',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['service.description', 'sku.description', 'usage_start_time', 'cost', 'currency'],
  alternatives: [['service_description', 'sku_description', 'usage_start_time', 'cost', 'currency']],
  fields: {
    starts_at: { column: 'usage_start_time' },
    ...skuFields(SKUS, ['labels.goog-generativelanguage-model']),
    project: { column: 'project.id', fallback: ['project_id'] },
    charged: { column: 'cost', plus: ['credits[].amount'] },
    charged_currency: { column: 'currency' },
  },
  ignored: [
    { kind: 'tax of the whole bill', when: [{ column: 'cost_type', is: ['tax'] }] },
    { kind: 'other service', when: SERVICES.map((column) => ({ column, is: { not: GOOGLE_AI } })) },
  ],
  lacks: GCP_LACKS,
};
