import type { Case, Field, Format } from './format';

/** The model in the text of a SKU or a label: `gemini 2.5 flash`, `Gemini 2.5 Pro`, `gemini-2.5-flash-lite`. */
const GEMINI =
  '([Gg]emini[ -][0-9.]+(?:[ -](?:[Ff]lash[ -][Ll]ite|[Ff]lash|[Pp]ro|[Uu]ltra|[Nn]ano|[Ee]mbedding))?)';

/** What Google's prices are of: both consoles call them so. */
export const GOOGLE_AI = ['Gemini API', 'Vertex AI'];

/** What the text of a SKU says, as columns of these names have it: models, classes of tokens, tiers. */
export function skuFields(sku: string[], labels: string[] = []): Record<string, Field> {
  const [column = '', ...fallback] = [...labels, ...sku];
  const says = (value: string, ...words: string[]): Case[] =>
    sku.map((name) => ({
      when: words.map((word) => ({ column: name, is: { contains: [word] } })),
      value,
    }));
  const storage = sku.map((name) => ({ when: [{ column: name, is: { contains: ['storage'] } }] }));
  return {
    provider: { value: 'google' },
    model: { column, fallback, pattern: GEMINI },
    line_item: { column: sku[0] ?? '', fallback: sku.slice(1) },
    token_class: {
      cases: [
        ...storage,
        ...says('cached_audio_input', 'audio', 'cache'),
        ...says('audio_output', 'audio', 'output'),
        ...says('audio_input', 'audio', 'input'),
        ...says('image_output', 'image', 'output'),
        ...says('image_input', 'image', 'input'),
        ...says('cached_input', 'cache'),
        ...says('output', 'output'),
        ...says('uncached_input', 'input'),
      ],
    },
    tier: {
      cases: [...says('batch', 'batch'), ...says('flex', 'flex'), ...says('priority', 'priority')],
    },
  };
}

/** What amounts by SKU never tell. */
export const GCP_LACKS = ['latency', 'errors', 'conversations', 'features'];

/**
 * The cost table of the Google Cloud console, by day and SKU. The unrounded subtotal counts: net of savings, and not
 * rounded to cents. Of a SKU's text output comes first, as `output token count … short input text` is output.
 */
export const gcpCost: Format = {
  id: 'gcp-cost',
  label: 'Google Cloud cost table',
  about:
    'Google Cloud console, Billing, Cost table, group by Date, Service and SKU, Download CSV. Only lines of Gemini API and Vertex AI are used; models of others on Vertex AI are services of their own.',
  kind: 'cost',
  grain: 'bucket',
  zone: 'America/Los_Angeles',
  inputIncludesCached: false,
  numberStyle: '1,234.56',
  signature: ['Date', 'Service description', 'SKU description', 'Unrounded subtotal ({currency})'],
  fields: {
    starts_at: { column: 'Date' },
    ...skuFields(['SKU description']),
    project: { column: 'Project ID', fallback: ['Project name'] },
    charged: { column: 'Unrounded subtotal ({currency})' },
  },
  ignored: [
    { kind: 'total', when: [{ column: 'Service description', is: 'empty' }] },
    { kind: 'other service', when: [{ column: 'Service description', is: { not: GOOGLE_AI } }] },
  ],
  lacks: GCP_LACKS,
};
