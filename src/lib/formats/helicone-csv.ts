import type { Format } from './format';
import { heliconeRequests } from './helicone-requests';

/**
 * The CSV of Helicone's exporter. Its latency column is empty, because the API calls it otherwise: a request took from
 * its time to that of its response.
 */
export const heliconeCsv: Format = {
  id: 'helicone-csv',
  label: 'Helicone export (CSV)',
  about:
    'The exporter of Helicone on the command line, as CSV. Its JSON has more: cached tokens, provider and time to first token; upload one of the two, not both.',
  unconfirmed:
    'Whether prompt tokens are without cached ones, which the file does not have. What the statuses below 0 mean: −1 is read as a timeout, −2 as still running, −3 as cancelled, −4 as refused.',
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: [
    'response_id',
    'response_created_at',
    'response_status',
    'request_created_at',
    'model',
    'prompt_tokens',
    'completion_tokens',
  ],
  fields: {
    ...only(
      'starts_at',
      'feature',
      'user',
      'conversation',
      'request_id',
      'input',
      'output',
      'status',
      'charged',
    ),
    model: { column: 'model' },
    duration_ms: { column: 'response_created_at', since: 'request_created_at' },
  },
  ignored: [{ kind: 'not finished', when: [{ column: 'response_status', is: ['-2', '0'] }] }],
  lacks: [...(heliconeRequests.lacks ?? []), 'cached tokens', 'time to first token', 'providers'],
};

function only(...names: (keyof Format['fields'])[]): Format['fields'] {
  return Object.fromEntries(names.map((name) => [name, heliconeRequests.fields[name]]));
}
