import * as v from 'valibot';
import { isCurrency } from '../exchange/currencies';
import { parseDay } from '../usage/day';
import type { Issue, Parsed } from '../usage/filters';
import { TOKEN_CLASSES, type TokenClass } from '../usage/token-classes';
import { parseWindow } from './daily-window';
import type { ImportDefaults } from './imported-price';
import type { Price } from './price';
import { canonicalTier, LIST } from './price-book';
import { canonicalPrice, isPromptBound, PRICE_DECIMAL } from './price-rules';
import { PROMPT_BOUNDS } from './prompt-bounds';

/** A price from outside, its fields as text under the names of api.md: a row of CSV, or the form of one price. */
export type PriceSpec = Partial<Record<string, string>>;

type OtherClass = Exclude<TokenClass, 'uncached_input'>;
const OTHER_CLASSES = TOKEN_CLASSES.filter((name): name is OtherClass => name !== 'uncached_input');

/** Names of the prices: `input` is the uncached input. */
const PRICE_FIELDS: Record<string, TokenClass> = {
  input: 'uncached_input',
  ...Object.fromEntries(OTHER_CLASSES.map((name) => [name, name])),
};
const REQUIRED = ['provider', 'model', 'currency', 'effective_from', 'source'] as const;
const OTHER = [
  'effective_to',
  'above_prompt_tokens',
  'window',
  'tier',
  'multiplier',
  'price_list',
  'checked',
] as const;
const FIELDS = [...REQUIRED, ...OTHER, 'input', ...OTHER_CLASSES] as const;

/** Every field that a price from outside may have. */
export const PRICE_SPEC_FIELDS: readonly string[] = FIELDS;

/** A number would have lost its digits on the way. */
const PRICE_BODY = v.record(
  v.picklist(FIELDS, 'not a field of a price'),
  v.nullable(v.string('write it as text, for example "2.50"')),
  'not an object with the fields of a price',
);

/** A price of text fields; per million tokens. Empty fields are absent, and an absent price is unknown. */
export function parsePriceSpec(spec: PriceSpec, defaults: ImportDefaults): Parsed<Price> {
  const issues: Issue[] = Object.keys(spec)
    .filter((name) => !PRICE_SPEC_FIELDS.includes(name))
    .map((name) => ({ where: name, message: 'not a field of a price' }));
  const field = (name: string): string | undefined =>
    spec[name]?.trim() || fallback(name, defaults) || undefined;
  for (const name of REQUIRED) if (!field(name)) issues.push({ where: name, message: 'must not be empty' });
  const currency = field('currency')?.toUpperCase();
  if (currency && !isCurrency(currency))
    issues.push({ where: 'currency', message: `not a currency code such as USD: ${currency}` });
  for (const name of ['effective_from', 'effective_to', 'checked']) checkDate(name, field(name), issues);
  const from = field('effective_from') ?? '';
  const to = field('effective_to');
  if (to !== undefined && to <= from)
    issues.push({ where: 'effective_to', message: `must be after effective_from, which is ${from}` });
  const above = field('above_prompt_tokens') ?? '0';
  if (!/^\d{1,9}$/.test(above) || !isPromptBound(Number(above)))
    issues.push({
      where: 'above_prompt_tokens',
      message: `usage is not kept apart at ${above}. Use one of ${PROMPT_BOUNDS.join(', ')}`,
    });
  const window = field('window') === undefined ? undefined : parseWindow(field('window') ?? '');
  if (field('window') !== undefined && window === undefined)
    issues.push({
      where: 'window',
      message: `not hours of a day in UTC such as 16:30-00:30 or mon-fri 01:00-04:00, 06:00-10:00: ${field('window')}`,
    });
  const tier = canonicalTier(field('tier'));
  const multiplier = multiplierOf(field, tier, issues);
  const perMTok = multiplier === undefined ? pricesOf(field, issues) : {};
  if (issues.length > 0) return { ok: false, issues };
  const price: Price = {
    priceList: field('price_list') ?? LIST,
    provider: field('provider')?.toLowerCase() ?? '',
    model: field('model') ?? '',
    currency: currency ?? '',
    effectiveFrom: from,
    abovePromptTokens: Number(above),
    perMTok,
    source: field('source') ?? '',
    checked: field('checked') ?? defaults.checked,
  };
  if (to !== undefined) price.effectiveTo = to;
  if (tier !== undefined) price.tier = tier;
  if (window !== undefined) price.window = window;
  if (multiplier !== undefined) price.multiplier = multiplier;
  return { ok: true, value: price };
}

/** The one price of a JSON body, its fields as text; null is as left out, and a bound of prompts may be a number. */
export function parsePriceBody(body: unknown, defaults: ImportDefaults): Parsed<Price> {
  const parsed = v.safeParse(PRICE_BODY, withTextBound(body));
  if (parsed.success)
    return parsePriceSpec(
      Object.fromEntries(
        Object.entries(parsed.output).flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
      ) as PriceSpec,
      defaults,
    );
  return {
    ok: false,
    issues: parsed.issues.map((issue) => ({ where: v.getDotPath(issue) ?? 'body', message: issue.message })),
  };
}

function withTextBound(body: unknown): unknown {
  const { above_prompt_tokens: above } = { ...(body as { above_prompt_tokens?: unknown } | null) };
  return typeof above === 'number' ? { ...(body as object), above_prompt_tokens: String(above) } : body;
}

/** A price as text fields: what parsePriceSpec reads back. */
export function priceToSpec(price: Price): Record<string, string> {
  const spec: Record<string, string> = {
    price_list: price.priceList,
    provider: price.provider,
    model: price.model,
    currency: price.currency,
    effective_from: price.effectiveFrom,
  };
  if (price.effectiveTo !== undefined) spec['effective_to'] = price.effectiveTo;
  if (price.tier !== undefined) spec['tier'] = price.tier;
  spec['above_prompt_tokens'] = String(price.abovePromptTokens);
  if (price.window !== undefined) spec['window'] = price.window;
  if (price.multiplier !== undefined) spec['multiplier'] = price.multiplier;
  for (const [field, name] of Object.entries(PRICE_FIELDS)) {
    const value = price.perMTok[name];
    if (value !== undefined) spec[field] = value;
  }
  return { ...spec, source: price.source, checked: price.checked };
}

function fallback(name: string, defaults: ImportDefaults): string | undefined {
  if (name === 'source') return defaults.source;
  if (name === 'price_list') return defaults.priceList;
  return name === 'effective_from' ? defaults.effectiveFrom : undefined;
}

function checkDate(name: string, date: string | undefined, issues: Issue[]): void {
  if (date !== undefined && parseDay(date) === undefined)
    issues.push({ where: name, message: `not a date: ${date}. Write YYYY-MM-DD` });
}

/** What a service tier's prices are of the base tier's; in place of prices, never beside them. */
function multiplierOf(
  field: (name: string) => string | undefined,
  tier: string | undefined,
  issues: Issue[],
): string | undefined {
  const text = field('multiplier');
  if (text === undefined) return undefined;
  const refuse = (message: string): void => void issues.push({ where: 'multiplier', message });
  if (!PRICE_DECIMAL.test(text)) refuse(`not a plain decimal with at most 6 places such as 0.5: ${text}`);
  else if (tier === undefined) refuse('a multiple of the base tier needs a tier such as batch');
  else if (Object.keys(PRICE_FIELDS).some((name) => field(name) !== undefined))
    refuse('give prices or a multiplier, not both');
  return PRICE_DECIMAL.test(text) ? canonicalPrice(text) : text;
}

function pricesOf(field: (name: string) => string | undefined, issues: Issue[]): Price['perMTok'] {
  const perMTok: Price['perMTok'] = {};
  for (const [name, tokenClass] of Object.entries(PRICE_FIELDS)) {
    const text = field(name);
    if (text === undefined) continue;
    if (PRICE_DECIMAL.test(text)) perMTok[tokenClass] = canonicalPrice(text);
    else
      issues.push({
        where: name,
        message: `not a plain decimal with at most 6 places such as 2.50: ${text}`,
      });
  }
  if (Object.keys(PRICE_FIELDS).every((name) => field(name) === undefined))
    issues.push({ where: 'input', message: 'there is no price: give at least one of input, output …' });
  return perMTok;
}
