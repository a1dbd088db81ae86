/** Rules of the FOCUS 1.2 specification (FinOps Foundation, CC-BY-4.0) for the columns of an export, held against its rows. */

type Kind = 'decimal' | 'string' | 'date' | 'json' | 'iso-currency';

interface Rule {
  kind: Kind;
  mandatory?: true;
  nullable?: true;
  allowed?: readonly string[];
}

const CATEGORIES = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] as const;
const SERVICE_CATEGORIES = [
  'AI and Machine Learning',
  'Analytics',
  'Business Applications',
  'Compute',
  'Databases',
  'Developer Tools',
  'Multicloud',
  'Identity',
  'Integration',
  'Internet of Things',
  'Management and Governance',
  'Media',
  'Migration',
  'Mobile',
  'Networking',
  'Security',
  'Storage',
  'Web',
  'Other',
] as const;

const need = (kind: Kind, more: Partial<Rule> = {}): Rule => ({ kind, mandatory: true, ...more });
const may = (kind: Kind, more: Partial<Rule> = {}): Rule => ({ kind, ...more });

const RULES: Record<string, Rule> = {
  BilledCost: need('decimal'),
  BillingAccountId: need('string'),
  BillingAccountName: need('string', { nullable: true }),
  BillingCurrency: need('iso-currency'),
  BillingPeriodEnd: need('date'),
  BillingPeriodStart: need('date'),
  ChargeCategory: need('string', { allowed: CATEGORIES }),
  ChargeClass: need('string', { nullable: true, allowed: ['Correction'] }),
  ChargeDescription: need('string', { nullable: true }),
  ChargePeriodEnd: need('date'),
  ChargePeriodStart: need('date'),
  ContractedCost: need('decimal'),
  EffectiveCost: need('decimal'),
  InvoiceIssuerName: need('string'),
  ListCost: need('decimal'),
  PricingQuantity: need('decimal', { nullable: true }),
  PricingUnit: need('string', { nullable: true }),
  ProviderName: need('string'),
  PublisherName: need('string'),
  ServiceCategory: need('string', { allowed: SERVICE_CATEGORIES }),
  ServiceName: need('string'),
  ConsumedQuantity: may('decimal', { nullable: true }),
  ConsumedUnit: may('string', { nullable: true }),
  ContractedUnitPrice: may('decimal', { nullable: true }),
  ListUnitPrice: may('decimal', { nullable: true }),
  PricingCategory: may('string', { nullable: true, allowed: ['Standard', 'Dynamic', 'Committed', 'Other'] }),
  PricingCurrency: may('string'),
  PricingCurrencyContractedUnitPrice: may('decimal', { nullable: true }),
  PricingCurrencyEffectiveCost: may('decimal'),
  PricingCurrencyListUnitPrice: may('decimal', { nullable: true }),
  ServiceSubcategory: may('string', { allowed: ['Generative AI'] }),
  SkuId: may('string', { nullable: true }),
  SkuMeter: may('string', { nullable: true }),
  SkuPriceDetails: may('json', { nullable: true }),
  SkuPriceId: may('string', { nullable: true }),
  Tags: may('json', { nullable: true }),
};

const UNIT_PRICES = [
  'ListUnitPrice',
  'ContractedUnitPrice',
  'PricingCurrencyListUnitPrice',
  'PricingCurrencyContractedUnitPrice',
];

const PATTERNS: Partial<Record<Kind, RegExp>> = {
  decimal: /^-?(0|[1-9]\d*)(\.\d+)?$/,
  date: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
};

export type FocusRow = Record<string, string>;

/** What is wrong with a data set, one line a fault; empty where it keeps the rules. */
export function focusFaults(columns: string[], rows: FocusRow[]): string[] {
  const missing = Object.entries(RULES)
    .filter(([name, { mandatory }]) => mandatory && !columns.includes(name))
    .map(([name]) => `column ${name} is missing`);
  const unknown = columns
    .filter((name) => !(name in RULES) && !/^x_[A-Z][A-Za-z]+$/.test(name))
    .map((name) => `column ${name} is neither of FOCUS 1.2 nor named x_…`);
  const faults = rows.flatMap((row, index) =>
    rowFaults(columns, row).map((fault) => `row ${index + 1}: ${fault}`),
  );
  return [...missing, ...unknown, ...faults];
}

function rowFaults(columns: string[], row: FocusRow): string[] {
  const values = columns.flatMap((name) => valueFaults(name, row[name] ?? ''));
  return [
    ...values,
    ...periodFaults(row),
    ...quantityFaults(row),
    ...productFaults(row),
    ...creditFaults(row),
  ];
}

/** A credit is related to no other charge and has no unit price: its costs match what was billed. */
function creditFaults(row: FocusRow): string[] {
  if (row['ChargeCategory'] !== 'Credit') return [];
  const costs = ['ListCost', 'ContractedCost', 'EffectiveCost'].filter(
    (name) => row[name] !== row['BilledCost'],
  );
  const prices = UNIT_PRICES.filter((name) => row[name] !== '');
  return [
    ...costs.map((name) => `${name} of a credit is ${row[name]}, not ${row['BilledCost']}`),
    ...prices.map((name) => `${name} of a credit must be null`),
  ];
}

function valueFaults(name: string, value: string): string[] {
  const rule = RULES[name];
  if (!rule) return [];
  if (value === '') return rule.nullable ? [] : [`${name} must not be null`];
  if (value !== value.trim()) return [`${name} has spaces at an end`];
  if (rule.allowed && !rule.allowed.includes(value)) return [`${name} is ${value}`];
  const pattern = PATTERNS[rule.kind];
  if (pattern && !pattern.test(value)) return [`${name} is no ${rule.kind}: ${value}`];
  if (rule.kind === 'decimal' && value.replace(/[-.]/g, '').length > 36)
    return [`${name} has too many digits`];
  if (rule.kind === 'iso-currency' && !Intl.supportedValuesOf('currency').includes(value))
    return [`${name} is not of ISO 4217: ${value}`];
  if (rule.kind === 'json' && !isFlatObject(value)) return [`${name} is no flat object: ${value}`];
  return [];
}

function isFlatObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one));
  } catch {
    return false;
  }
}

function periodFaults(row: FocusRow): string[] {
  const at = (name: string): number => Date.parse(row[name] ?? '');
  const [from, to] = [at('ChargePeriodStart'), at('ChargePeriodEnd')];
  const [first, end] = [at('BillingPeriodStart'), at('BillingPeriodEnd')];
  return from < to && first <= from && to <= end ? [] : ['ChargePeriod is not within BillingPeriod'];
}

function quantityFaults(row: FocusRow): string[] {
  const isUsage = row['ChargeCategory'] === 'Usage';
  const wanted = isUsage ? ['PricingQuantity', 'SkuId', 'SkuPriceId', ...UNIT_PRICES] : [];
  const faults = wanted
    .filter((name) => row[name] === '')
    .map((name) => `${name} must not be null for usage`);
  if (isUsage && !(Number(row['ConsumedQuantity']) > 0)) faults.push('ConsumedQuantity must be positive');
  if (!isUsage && row['ConsumedQuantity'] !== '') faults.push('ConsumedQuantity must be null');
  for (const [quantity, unit] of [
    ['PricingQuantity', 'PricingUnit'],
    ['ConsumedQuantity', 'ConsumedUnit'],
  ] as const)
    if ((row[quantity] === '') !== (row[unit] === '')) faults.push(`${quantity} and ${unit} go together`);
  const negative = UNIT_PRICES.filter((name) => Number(row[name]) < 0);
  return [...faults, ...negative.map((name) => `${name} is negative`)];
}

/** Unit price × quantity is the cost, but for what rounding at the twelfth place leaves. */
function productFaults(row: FocusRow): string[] {
  return (['List', 'Contracted'] as const).flatMap((name) => {
    const price = row[`${name}UnitPrice`];
    if (price === '' || row['PricingQuantity'] === '') return [];
    const made = Number(price) * Number(row['PricingQuantity']);
    const cost = Number(row[`${name}Cost`]);
    const isSame = Math.abs(made - cost) <= 1e-9 * Math.max(Math.abs(cost), 1e-3);
    return isSame ? [] : [`${name}UnitPrice × PricingQuantity is ${made}, not ${cost}`];
  });
}
