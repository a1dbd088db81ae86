import type { Field, Format, IgnoredKind } from './format';

/**
 * What the JSON log and its table in Log Analytics have in common; column names compare without case. A duration that
 * is negative was not measured: the log has such.
 */
export function azureLogFields(properties: string): Record<string, Field> {
  return {
    provider: { value: 'azure' },
    model: { column: `${properties}.modelName`, fallback: [`${properties}.modelDeploymentName`] },
    feature: { column: `${properties}.modelDeploymentName` },
    project: { column: 'resourceId', pattern: '/[Aa][Cc][Cc][Oo][Uu][Nn][Tt][Ss]/([^/]+)' },
    region: { column: 'location' },
    request_id: { column: 'correlationId' },
    status: { column: 'resultSignature' },
    duration_ms: {
      cases: [{ when: [{ column: 'durationMs', is: { below: 0 } }] }],
      column: 'durationMs',
    },
  };
}

/** Rows of other categories (Audit, Trace), and operations that call no model (lists of models, files). */
export function azureLogIgnored(properties: string): IgnoredKind[] {
  return [
    {
      kind: 'other category',
      when: [
        { column: 'category', is: 'not_empty' },
        { column: 'category', is: { not: ['RequestResponse'] } },
      ],
    },
    {
      kind: 'no call of a model',
      when: [
        { column: `${properties}.modelName`, is: 'empty' },
        { column: `${properties}.modelDeploymentName`, is: 'empty' },
      ],
    },
  ];
}

/**
 * Azure OpenAI's diagnostic log of category RequestResponse. It counts no tokens: only attempts, errors and durations.
 * `time` is when the answer had been given; `properties`, JSON or the text of it, has the time of the request in ticks.
 */
export const azureRequestLog: Format = {
  id: 'azure-request-log',
  label: 'Azure OpenAI request log (RequestResponse)',
  about:
    'Azure OpenAI, Diagnostic settings, category RequestResponse, sent to a storage account (PT1H.json) or an event hub. It has no tokens: latency and errors come from it, money from the cost details.',
  shape: 'json',
  records: ['', 'records[]'],
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['time', 'operationName', 'durationMs', 'resultSignature', 'correlationId', 'properties'],
  fields: {
    starts_at: { column: 'properties.requestTime', fallback: ['time'], unit: 'ticks' },
    ...azureLogFields('properties'),
  },
  ignored: azureLogIgnored('properties'),
};
