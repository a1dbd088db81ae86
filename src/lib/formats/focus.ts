import type { Condition, Format } from './format';

const COLUMNS = ['BilledCost', 'BillingCurrency', 'ChargePeriodStart', 'ChargeCategory', 'ServiceName'];
const OF_TOKENS: Condition[] = [{ column: 'ConsumedUnit', is: { contains: ['token'] } }];
/** What the published samples write for null. */
const NULL = { null: '' };

/**
 * FOCUS, the FinOps Foundation's cost and usage specification: charges by period and SKU, of any provider. BilledCost
 * counts, in BillingCurrency, as it adds up to the invoice that charges are held against; EffectiveCost spreads
 * commitments and prepaid credits over the periods that use them, and adds up to no invoice.
 *
 * There are no columns of models and classes of tokens. Where tokens are consumed, the SKU is the model if it has a
 * letter that hexadecimal ids and SKU codes do not have, and the meter or the description tells the class.
 */
export const focus: Format = {
  id: 'focus',
  label: 'FOCUS cost and usage (1.0 to 1.4)',
  about:
    'The FOCUS export of a cloud or SaaS provider, or of a FinOps tool: dataset Cost and Usage. Only charges of the service category AI and Machine Learning are used.',
  shape: 'any',
  kind: 'cost',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: [...COLUMNS, 'ProviderName'],
  alternatives: [[...COLUMNS, 'ServiceProviderName']],
  fields: {
    starts_at: { column: 'ChargePeriodStart' },
    provider: {
      column: 'ServiceProviderName',
      fallback: ['ProviderName'],
      map: {
        ...NULL,
        aws: 'bedrock',
        'amazon web services': 'bedrock',
        microsoft: 'azure',
        'microsoft azure': 'azure',
        'google cloud': 'google',
      },
    },
    model: { cases: [{ when: OF_TOKENS, column: 'SkuId', pattern: '^(.*[g-z].*)$', map: NULL }] },
    line_item: { column: 'ChargeDescription', fallback: ['SkuMeter', 'ServiceName'], map: NULL },
    token_class: {
      cases: [
        {
          when: OF_TOKENS,
          column: 'SkuMeter',
          fallback: ['ChargeDescription'],
          pattern: '\\b([Cc]ached?[ _-][Ii]nput|[Ii]nput|[Oo]utput)\\b',
          map: {
            input: 'uncached_input',
            'cached input': 'cached_input',
            cached_input: 'cached_input',
            'cached-input': 'cached_input',
            'cache input': 'cached_input',
          },
        },
      ],
    },
    project: { column: 'SubAccountName', fallback: ['SubAccountId'], map: NULL },
    charged: { column: 'BilledCost', map: NULL },
    charged_currency: { column: 'BillingCurrency' },
  },
  ignored: [
    {
      kind: 'other service',
      when: [{ column: 'ServiceCategory', is: { not: ['AI and Machine Learning'] } }],
    },
  ],
  lacks: ['latency', 'errors', 'conversations', 'features'],
};
