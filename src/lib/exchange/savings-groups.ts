import type { Day } from '../usage/spend-cell';
import { atRate } from './fixed-rate';
import type { Payer } from './payer';
import type { PairUsed, RateUsed } from './rate';
import type { RateBook } from './rate-book';
import { noteOldest } from './rates-used';
import type { Route, RouteTerms } from './route';
import { addUsage, noUsage, type LineCost, type LineUsage, type SavingsLine } from './savings-lines';
import { dayFactors, type Currencies, type DayFactors } from './savings-market';
import { termsOn } from './terms';

/** What savings lines are costed with: the routes, the payer and the market. */
export interface SavingsInput extends Payer {
  baseline: Route;
  candidate: Route;
  rates: RateBook;
}

/**
 * Usage summed over days at each day's market rates: all that a slider for credit prices needs, and with the rate
 * fixed at 1 (see atRate) all that a slider for the market rate needs. Plain data, some dozens of groups.
 */
export interface Grouped {
  home: string;
  currency: string;
  usage: ModelUsage[];
  groups: SavingsGroup[];
  /** Priced usage before the first terms of one of the routes. */
  noTerms: LeftOut;
  /** Priced usage on days for which a rate is unknown. */
  noRate: LeftOut;
  rates: SavingsRates;
}

export interface ModelUsage extends LineUsage {
  model: string;
  provider?: string;
}

/** Usage of one model under the same terms. */
export interface SavingsGroup {
  model: string;
  provider?: string;
  currencies: Currencies;
  baselineTerms: RouteTerms;
  candidateTerms: RouteTerms;
  sums: GroupSums;
}

/** Pico-units × 10⁻⁴⁰ of the reporting currency (listUsd: of USD), before multipliers, credit prices and fees. */
export interface GroupSums {
  list: bigint;
  listUsd: bigint;
  /** The baseline's billed list cost at the rate of its billing currency. */
  baseline: bigint;
  /** The candidate's list cost, cached as the baseline bills it, at the rate of the baseline's billing currency. */
  candidateAtBaselineRate: bigint;
  /** The same at the rate of the candidate's billing currency. */
  candidateAsBaseline: bigint;
  /** The candidate's billed list cost at the rate of its billing currency. */
  candidate: bigint;
}

export interface LeftOut {
  requests: number;
  tokens: number;
}

/** The market rates that figures rest on. */
export interface SavingsRates {
  /** The pair between the two routes' billing (else home and reporting) currencies; equal where no rate is needed. */
  base: string;
  quote: string;
  /** Its rate on the last day of the usage. */
  latest?: RateUsed;
  /** Costed tokens that a stale rate served. */
  staleTokens: number;
  /** The oldest of the stale rates that served them. */
  oldest?: PairUsed;
  /** Pairs without a rate on some day, as `EUR/CNY`. */
  missing: string[];
}

interface Kept {
  input: SavingsInput;
  grouped: Grouped;
}

/** Several relays and payers are looked at side by side, each at dated rates and at ¥1. */
const MOST_KEPT = 24;

const kept = new WeakMap<SavingsLine[], Kept[]>();

/** Lines summed over days at the market rates of the input. The last sums of an array of lines are kept. */
export function groupLines(lines: SavingsLine[], input: SavingsInput): Grouped {
  if (input.rate.policy === 'fixed' && input.rate.cnyPerUsd !== '1')
    return atRate(groupLines(lines, atOne(input)), input.rate.cnyPerUsd);
  const known = kept.get(lines) ?? [];
  const same = known.find((entry) => isSameMarket(entry.input, input));
  if (same) return same.grouped;
  const grouped = addUp(lines, input);
  kept.set(lines, [{ input, grouped }, ...known].slice(0, MOST_KEPT));
  return grouped;
}

/** The same input at ¥1 per USD. */
export function atOne(input: SavingsInput): SavingsInput {
  return { ...input, rate: { policy: 'fixed', cnyPerUsd: '1' } };
}

function isSameMarket(a: SavingsInput, b: SavingsInput): boolean {
  const keys = ['baseline', 'candidate', 'rates', 'home', 'currency'] as const;
  return a.rate.policy === b.rate.policy && keys.every((key) => a[key] === b[key]);
}

function addUp(lines: SavingsLine[], input: SavingsInput): Grouped {
  const { home, currency } = input;
  const sums = { groups: new Map<string, SavingsGroup>(), marketOf: keepFactors(input) };
  const grouped: Grouped = {
    home,
    currency,
    usage: usageByModel(lines),
    groups: [],
    noTerms: { requests: 0, tokens: 0 },
    noRate: { requests: 0, tokens: 0 },
    rates: { base: home, quote: home, staleTokens: 0, missing: [] },
  };
  for (const line of lines) if (line.cost) addCosted(sums, grouped, line, line.cost, input);
  grouped.groups.push(...sums.groups.values());
  Object.assign(grouped.rates, mainRate(lines, grouped.groups, input));
  return grouped;
}

function usageByModel(lines: SavingsLine[]): ModelUsage[] {
  const byModel = new Map<string, ModelUsage>();
  for (const line of lines) {
    const key = `${line.provider}/${line.model}`;
    let usage = byModel.get(key);
    if (!usage) byModel.set(key, (usage = { ...nameOf(line), ...noUsage() }));
    addUsage(usage, line);
  }
  return [...byModel.values()];
}

function addCosted(
  { groups, marketOf }: { groups: Map<string, SavingsGroup>; marketOf: MarketOf },
  grouped: Grouped,
  line: SavingsLine,
  cost: LineCost,
  { baseline, candidate }: SavingsInput,
): void {
  const baselineTerms = termsOn(baseline, line.day);
  const candidateTerms = termsOn(candidate, line.day);
  if (!baselineTerms || !candidateTerms) return leaveOut(grouped.noTerms, line);
  const currencies = currenciesOf(cost, baselineTerms, candidateTerms);
  const factors = marketOf(line.day, currencies);
  if ('missing' in factors) return noRate(grouped, line, factors.missing);
  const terms = `${baselineTerms.effectiveFrom}/${candidateTerms.effectiveFrom}`;
  const key = `${terms}/${currencies.baselineList}/${currencies.candidateList}/${line.provider}/${line.model}`;
  let group = groups.get(key);
  if (!group)
    groups.set(key, (group = { ...nameOf(line), currencies, baselineTerms, candidateTerms, sums: noSums() }));
  addCost(group.sums, cost, factors);
  countRate(grouped.rates, line, factors);
}

function addCost(sums: GroupSums, cost: LineCost, factors: DayFactors): void {
  sums.list += cost.list * factors.list;
  sums.listUsd += cost.list * factors.listUsd;
  sums.baseline += cost.baseline * factors.baseline;
  sums.candidateAtBaselineRate += cost.candidateAsBaseline * factors.candidateAtBaselineRate;
  sums.candidateAsBaseline += cost.candidateAsBaseline * factors.candidate;
  sums.candidate += cost.candidate * factors.candidate;
}

function countRate(rates: SavingsRates, line: SavingsLine, factors: DayFactors): void {
  const tokens = line.tokens - line.unpricedTokens;
  if (!factors.oldest || tokens === 0) return;
  rates.staleTokens += tokens;
  noteOldest(rates, factors.oldest);
}

function noRate({ noRate, rates }: Grouped, line: SavingsLine, missing: string[]): void {
  leaveOut(noRate, line);
  rates.missing = [...new Set([...rates.missing, ...missing])];
}

function leaveOut(count: LeftOut, line: SavingsLine): void {
  count.requests += line.requests;
  count.tokens += line.tokens - line.unpricedTokens;
}

function nameOf({ model, provider }: { model: string; provider?: string }): {
  model: string;
  provider?: string;
} {
  return provider === undefined ? { model } : { model, provider };
}

function noSums(): GroupSums {
  return {
    list: 0n,
    listUsd: 0n,
    baseline: 0n,
    candidateAtBaselineRate: 0n,
    candidateAsBaseline: 0n,
    candidate: 0n,
  };
}

function currenciesOf(cost: LineCost, baselineTerms: RouteTerms, candidateTerms: RouteTerms): Currencies {
  return {
    baselineList: cost.baselineCurrency,
    candidateList: cost.candidateCurrency,
    baselineBilling: baselineTerms.creditPrice.currency,
    candidateBilling: candidateTerms.creditPrice.currency,
  };
}

type Market = ReturnType<typeof dayFactors>;
type MarketOf = (day: Day, currencies: Currencies) => Market;

const keptFactors = new WeakMap<RateBook, Map<string, Map<Day, Market>>>();

/** Factors by day, kept as long as the book: rates are dated or fixed at 1 here, so there are few kinds of them. */
function keepFactors(input: SavingsInput): MarketOf {
  const { home, currency, rate, rates } = input;
  const ofBook = keptFactors.get(rates) ?? new Map<string, Map<Day, Market>>();
  keptFactors.set(rates, ofBook);
  return (day, currencies) => {
    const { baselineList, candidateList, baselineBilling, candidateBilling } = currencies;
    const key = `${rate.policy}/${home}/${currency}/${baselineList}/${candidateList}/${baselineBilling}/${candidateBilling}`;
    const days = ofBook.get(key) ?? new Map<Day, Market>();
    ofBook.set(key, days);
    const known = days.get(day) ?? dayFactors(day, currencies, input, rates);
    days.set(day, known);
    return known;
  };
}

/** The pair that matters most, USD first as the market quotes it, and its rate on the last day. */
function mainRate(
  lines: SavingsLine[],
  groups: SavingsGroup[],
  { home, currency, rate, rates }: SavingsInput,
): Partial<SavingsRates> {
  const billing = groups.flatMap(({ currencies }) => [
    currencies.baselineBilling,
    currencies.candidateBilling,
  ]);
  const [first, second] = [...new Set([...billing, home, currency])];
  if (billing.length === 0 || first === undefined || second === undefined) return {};
  const [base, quote] = second === 'USD' ? [second, first] : [first, second];
  const lastDay = lines.reduce((last, line) => Math.max(last, line.day), -Infinity);
  const latest = rates.on(base, quote, lastDay, rate);
  return { base, quote, ...(latest ? { latest } : {}) };
}
