import * as v from 'valibot';
import type { Parsed } from '../usage/filters';
import { lotIssues, LOTS, lotsOf, lotsToSpec } from './lot-spec';
import type { Route, RouteTerms } from './route';
import { currency, date, decimal, notNegative, positive, words } from './spec-parts';

const pct = v.exactOptional(v.pipe(decimal(4, 6), notNegative), '0');
const name = words(200);

const fees = v.strictObject({
  top_up_pct: v.exactOptional(
    v.pipe(
      decimal(4, 6),
      v.check((bonus) => Number(bonus) > -100, 'a bonus must be less than 100'),
    ),
    '0',
  ),
  top_up_min: v.exactOptional(v.pipe(decimal(12, 8), notNegative), '0'),
  conversion_pct: pct,
  vat_pct: pct,
  withholding_pct: pct,
});

const terms = v.strictObject({
  effective_from: date,
  credit_price: v.strictObject({
    amount: v.pipe(decimal(8, 8), positive),
    currency,
  }),
  price_list: v.exactOptional(name, 'list'),
  multipliers: v.exactOptional(
    v.pipe(
      v.array(v.strictObject({ model: name, value: v.pipe(decimal(8, 8), notNegative) })),
      v.maxLength(1_000, 'holds more than 1,000 multipliers'),
    ),
    [],
  ),
  fees: v.exactOptional(fees, {}),
  bills_cached_as_uncached: v.exactOptional(v.boolean(), false),
  source: words(2_000),
});

/** What a route may be called: it stands in addresses. */
export const ROUTE_ID = /^(?! )(?!\.{1,2}$)[^\p{C}]{1,200}(?<! )$/u;

/** The same in words. */
export const ROUTE_ID_RULE =
  'at most 200 characters, none of them a control character, and no space at either end';

/** A route as JSON (api.md "Routes, prices, rates"). */
const ROUTE_SPEC = v.strictObject({
  id: v.pipe(v.string(), v.regex(ROUTE_ID, ROUTE_ID_RULE)),
  name,
  kind: v.picklist(['official', 'relay'], 'must be official or relay'),
  terms: v.pipe(
    v.array(terms),
    v.nonEmpty('a route needs terms'),
    v.maxLength(500, 'holds more than 500 terms'),
    v.check((history) => hasDistinctDates(history), 'two terms begin on the same date'),
  ),
  lots: v.exactOptional(LOTS),
});

/** A route's JSON, every default filled in. */
export type RouteSpec = v.InferOutput<typeof ROUTE_SPEC>;
type TermsSpec = RouteSpec['terms'][number];

/**
 * A route from its JSON, terms in order of time. Top-up, conversion and taxes default to 0, the price list to the
 * providers' own, the multiplier to 1. Unknown keys are refused; issues name the key at fault, as in terms.0.source.
 */
export function parseRoute(spec: unknown): Parsed<Route> {
  const parsed = v.safeParse(ROUTE_SPEC, spec);
  if (parsed.success) {
    const route = routeOf(parsed.output);
    const issues = lotIssues(route);
    return issues.length > 0 ? { ok: false, issues } : { ok: true, value: route };
  }
  return {
    ok: false,
    issues: parsed.issues.map((issue) => ({ where: v.getDotPath(issue) ?? 'body', message: said(issue) })),
  };
}

/** The JSON of a route: parseRoute reads it back. */
export function routeToSpec({ id, name: title, kind, terms: history, lots }: Route): RouteSpec {
  return {
    id,
    name: title,
    kind,
    terms: history.map(termsToSpec),
    ...(lots ? { lots: lotsToSpec(lots) } : {}),
  };
}

function routeOf({ terms: history, lots = [], ...route }: RouteSpec): Route {
  const sorted = [...history].sort((a, b) => (a.effective_from < b.effective_from ? -1 : 1));
  return { ...route, terms: sorted.map(termsOf), ...(lots.length > 0 ? { lots: lotsOf(lots) } : {}) };
}

function termsOf(spec: TermsSpec): RouteTerms {
  return {
    effectiveFrom: spec.effective_from,
    creditPrice: spec.credit_price,
    priceList: spec.price_list,
    multipliers: spec.multipliers,
    fees: {
      topUpPct: spec.fees.top_up_pct,
      topUpMin: spec.fees.top_up_min,
      conversionPct: spec.fees.conversion_pct,
      vatPct: spec.fees.vat_pct,
      withholdingPct: spec.fees.withholding_pct,
    },
    billsCachedAsUncached: spec.bills_cached_as_uncached,
    source: spec.source,
  };
}

function termsToSpec(held: RouteTerms): TermsSpec {
  return {
    effective_from: held.effectiveFrom,
    credit_price: held.creditPrice,
    price_list: held.priceList,
    multipliers: held.multipliers,
    fees: {
      top_up_pct: held.fees.topUpPct,
      top_up_min: held.fees.topUpMin,
      conversion_pct: held.fees.conversionPct,
      vat_pct: held.fees.vatPct,
      withholding_pct: held.fees.withholdingPct,
    },
    bills_cached_as_uncached: held.billsCachedAsUncached,
    source: held.source,
  };
}

function said(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'there is no such key';
  return issue.received === 'undefined' ? 'needed, but missing' : 'must be an object';
}

function hasDistinctDates(history: { effective_from: string }[]): boolean {
  return new Set(history.map((held) => held.effective_from)).size === history.length;
}
