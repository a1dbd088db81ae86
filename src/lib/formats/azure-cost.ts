import type { Case, Format } from './format';

/** A class of tokens where the meter's name has one of some words, and one of the others. */
const meter = (value: string, ...words: string[][]): Case => ({
  when: words.map((contains) => ({ column: 'meterName', is: { contains } })),
  value,
});

const INPUT = [' inp'];
const OUTPUT = [' outp', ' opt ', ' out '];
const CACHED = ['cached', 'cchd'];
const AUDIO = [' aud'];

/**
 * Azure's cost and usage details: amounts by day and meter. Of the three amounts the one in the billing currency counts,
 * as it is what the invoice says. Only a meter's name tells the model and the class of tokens, in many spellings; the
 * month and day of a model's version (gpt 4o 1120) is left off, as the request log names models without it too.
 */
export const azureCost: Format = {
  id: 'azure-cost',
  label: 'Azure cost details',
  about:
    'Azure portal, Cost Management, Exports, cost and usage details (actual), of a billing account or a subscription. Only lines of Microsoft.CognitiveServices are used.',
  unconfirmed:
    'The header of Enterprise Agreements after its first 14 columns, and how meters are called: what is charged is exact, model and token class are read from names seen.',
  kind: 'cost',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['date', 'meterName', 'quantity', 'unitOfMeasure', 'costInBillingCurrency'],
  fields: {
    starts_at: { column: 'date', unit: 'mdy' },
    provider: { value: 'azure' },
    model: {
      column: 'meterName',
      pattern:
        '^(.+?)(?: \\d{4})?(?: (?:[Cc]ached|[Cc]chd|[Aa]ud|[Tt]xt|[Bb]atch))* (?:[Ii]npt?|[Ii]nput|[Oo]utp?|[Oo]utput|[Oo]pt)(?: .*)?$',
      map: { '5.4': 'gpt-5.4' },
    },
    line_item: { column: 'meterName' },
    token_class: {
      cases: [
        meter('cached_audio_input', AUDIO, CACHED),
        meter('audio_input', AUDIO, INPUT),
        meter('audio_output', AUDIO, OUTPUT),
        meter('cached_input', CACHED, INPUT),
        meter('uncached_input', INPUT),
        meter('output', OUTPUT),
      ],
    },
    project: { column: 'resourceGroupName', fallback: ['resourceGroup'] },
    tier: { cases: [meter('batch', ['batch'])] },
    charged: { column: 'costInBillingCurrency' },
    charged_currency: { column: 'billingCurrency', fallback: ['billingCurrencyCode'] },
  },
  ignored: [
    {
      kind: 'other service',
      when: [
        { column: 'consumedService', is: 'not_empty' },
        { column: 'consumedService', is: { not: ['Microsoft.CognitiveServices'] } },
      ],
    },
  ],
  lacks: ['latency', 'errors', 'conversations', 'features'],
};
