import { azureLogFields, azureLogIgnored } from './azure-request-log';
import type { Format } from './format';

/** The same log as Log Analytics exports it: `properties_s` is the text of the properties. */
export const azureRequestLogCsv: Format = {
  id: 'azure-request-log-csv',
  label: 'Azure OpenAI request log (Log Analytics)',
  about:
    'Azure OpenAI, Diagnostic settings, category RequestResponse, sent to Log Analytics: table AzureDiagnostics, Export, CSV with all columns. It has no tokens.',
  unconfirmed: 'The names of the columns, and how the time is written.',
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['TimeGenerated [{zone}]', 'DurationMs', 'ResultSignature', 'CorrelationId', 'properties_s'],
  fields: {
    starts_at: { column: 'TimeGenerated [{zone}]', unit: 'mdy' },
    ...azureLogFields('properties_s'),
  },
  ignored: azureLogIgnored('properties_s'),
};
