import { parseDay } from './day';
import type { Filters, Issue, Parsed, RatePolicy } from './filters';

/** What filters fall back to where the query does not say. */
export interface FilterDefaults {
  /** ISO 4217. */
  home: string;
  /** Reporting currency, ISO 4217; the home currency where left out. */
  currency?: string;
}

/** Currencies a figure can be asked in: those that rates can reach. */
export const CURRENCIES = [
  'CNY',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'HKD',
  'SGD',
  'AUD',
  'CAD',
  'CHF',
  'INR',
  'KRW',
] as const;

const DATES = { from: 'from', to: 'to', compare_from: 'compareFrom', compare_to: 'compareTo' } as const;
const LISTS = { route: 'routes', model: 'models', feature: 'features', region: 'regions' } as const;

/**
 * Filters of a query string (api.md "Common"). Unknown keys are left to the caller: pages keep state of their own in
 * the same query. Reporting currency falls back to its own default, else to the home currency.
 */
export function parseFilters(query: URLSearchParams, defaults: FilterDefaults): Parsed<Filters> {
  const issues: Issue[] = [];
  const home = currencyOf(query, 'home', issues) ?? defaults.home;
  const filters: Filters = {
    ...lists(query),
    home,
    currency: currencyOf(query, 'currency', issues) ?? defaults.currency ?? home,
    rate: ratePolicy(query.get('rate'), issues),
    ...dates(query, issues),
    ...dataset(query.get('data'), issues),
  };
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: filters };
}

/** The query string of filters: what parseFilters reads back. Defaults are left out. */
export function filtersToQuery(filters: Filters, defaults: FilterDefaults): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, name] of Object.entries(DATES) as [string, keyof Filters][]) {
    const value = filters[name];
    if (typeof value === 'string') query.set(key, value);
  }
  for (const [key, name] of Object.entries(LISTS) as [string, (typeof LISTS)[keyof typeof LISTS]][]) {
    for (const value of filters[name]) query.append(key, value);
  }
  if (filters.home !== defaults.home) query.set('home', filters.home);
  if (filters.currency !== (defaults.currency ?? filters.home)) query.set('currency', filters.currency);
  if (filters.rate.policy === 'month_end') query.set('rate', 'month_end');
  if (filters.rate.policy === 'fixed') query.set('rate', filters.rate.cnyPerUsd);
  if (filters.data) query.set('data', filters.data);
  return query;
}

function lists(query: URLSearchParams): Pick<Filters, (typeof LISTS)[keyof typeof LISTS]> {
  const of = (key: string): string[] => [...new Set(query.getAll(key).filter((value) => value !== ''))];
  return { routes: of('route'), models: of('model'), features: of('feature'), regions: of('region') };
}

function dates(query: URLSearchParams, issues: Issue[]): Partial<Filters> {
  const found: Partial<Filters> = {};
  for (const [key, name] of Object.entries(DATES) as [string, (typeof DATES)[keyof typeof DATES]][]) {
    const text = query.get(key);
    if (!text) continue;
    if (parseDay(text) === undefined)
      issues.push({ where: key, message: `not a date: ${text}. Write YYYY-MM-DD` });
    else found[name] = text;
  }
  if (found.from && found.to && found.from >= found.to)
    issues.push({
      where: 'to',
      message: `the period is empty: ${found.from} up to, not including, ${found.to}`,
    });
  if (found.compareFrom && found.compareTo && found.compareFrom >= found.compareTo)
    issues.push({ where: 'compare_to', message: 'the compared period is empty' });
  return found;
}

function currencyOf(query: URLSearchParams, key: 'home' | 'currency', issues: Issue[]): string | undefined {
  const text = query.get(key)?.toUpperCase();
  if (!text) return undefined;
  if ((CURRENCIES as readonly string[]).includes(text)) return text;
  issues.push({ where: key, message: `unknown currency: ${text}. Use one of ${CURRENCIES.join(', ')}` });
  return undefined;
}

function ratePolicy(text: string | null, issues: Issue[]): RatePolicy {
  if (!text || text === 'daily') return { policy: 'daily' };
  if (text === 'month_end') return { policy: 'month_end' };
  if (/^\d{1,6}(\.\d{1,8})?$/.test(text) && Number(text) > 0) return { policy: 'fixed', cnyPerUsd: text };
  issues.push({
    where: 'rate',
    message: `not a rate: ${text}. Use daily, month_end or CNY per USD such as 7.3`,
  });
  return { policy: 'daily' };
}

function dataset(text: string | null, issues: Issue[]): Pick<Filters, 'data'> {
  if (!text) return {};
  if (text === 'own' || text === 'sample') return { data: text };
  issues.push({ where: 'data', message: `unknown data set: ${text}. Use own or sample` });
  return {};
}
