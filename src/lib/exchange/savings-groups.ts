import type { RatePolicy } from '../usage/filters';
import type { Payer } from './landed-cost';
import type { RateBook } from './rate-book';
import type { Route, RouteTerms } from './route';
import { collapseDays } from './savings-days';
import type { LineCost, SavingsLine } from './savings-lines';
import { dayFactors, isDayFree, type DayFactors } from './savings-market';
import { termsOn } from './terms';

/** What savings lines are costed with: the routes, the payer and the market. */
export interface SavingsInput extends Payer {
  baseline: Route;
  candidate: Route;
  rates: RateBook;
}

/** Lines of one model under the same terms, summed at each day's market rates. */
export interface SavingsGroup {
  model: string;
  provider?: string;
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

/** Groups, and what could not be costed. */
export interface Grouped {
  groups: SavingsGroup[];
  /** Before the first terms of one of the routes. */
  noTerms: LeftOut;
  /** On days for which a rate is unknown. */
  noRate: LeftOut;
  /** Oldest rate used, in days; 0 where none was needed. */
  worstAgeDays: number;
  costedTokens: number;
  /** Costed tokens that a stale rate served. */
  staleTokens: number;
}

export interface LeftOut {
  requests: number;
  tokens: number;
}

const kept = new WeakMap<SavingsLine[], { input: SavingsInput; grouped: Grouped }[]>();

/**
 * Lines grouped by model and terms at market rates. Where no rate depends on the day (one currency, or only USD and
 * CNY at a fixed rate) the sums over days serve, so that a slider's next step handles a few dozen lines; else the
 * last groups are kept, so that a slider which leaves rates alone finds them.
 */
export function groupLines(lines: SavingsLine[], input: SavingsInput): Grouped {
  const collapsed = collapseDays(lines, input.baseline, input.candidate);
  if (isDayFree(collapsed.currencies, input)) return addUp(collapsed.lines, input);
  const known = kept.get(lines) ?? [];
  const same = known.find((entry) => isSameMarket(entry.input, input));
  if (same) return same.grouped;
  const grouped = addUp(lines, input);
  kept.set(lines, [{ input, grouped }, ...known].slice(0, 3));
  return grouped;
}

function isSameMarket(a: SavingsInput, b: SavingsInput): boolean {
  const isSame = (['baseline', 'candidate', 'rates', 'home', 'currency'] as const).every(
    (key) => a[key] === b[key],
  );
  return isSame && policyText(a.rate) === policyText(b.rate);
}

function policyText(rate: RatePolicy): string {
  return rate.policy === 'fixed' ? rate.cnyPerUsd : rate.policy;
}

function addUp(lines: SavingsLine[], input: SavingsInput): Grouped {
  const groups = new Map<string, SavingsGroup>();
  const grouped: Grouped = {
    groups: [],
    noTerms: { requests: 0, tokens: 0 },
    noRate: { requests: 0, tokens: 0 },
    worstAgeDays: 0,
    costedTokens: 0,
    staleTokens: 0,
  };
  const marketOf = keepFactors(input);
  for (const line of lines) if (line.cost) addCosted(groups, grouped, line, line.cost, input, marketOf);
  grouped.groups.push(...groups.values());
  return grouped;
}

function addCosted(
  groups: Map<string, SavingsGroup>,
  grouped: Grouped,
  line: SavingsLine,
  cost: LineCost,
  { baseline, candidate }: SavingsInput,
  marketOf: MarketOf,
): void {
  const baselineTerms = termsOn(baseline, line.day);
  const candidateTerms = termsOn(candidate, line.day);
  if (!baselineTerms || !candidateTerms) return leaveOut(grouped.noTerms, line);
  const factors = marketOf(line.day, cost, baselineTerms, candidateTerms);
  if (!factors) return leaveOut(grouped.noRate, line);
  const terms = `${baselineTerms.effectiveFrom}/${candidateTerms.effectiveFrom}`;
  const key = `${terms}/${line.provider}/${line.model}`;
  let group = groups.get(key);
  if (!group) groups.set(key, (group = newGroup(line, baselineTerms, candidateTerms)));
  addCost(group.sums, cost, factors);
  countRate(grouped, line, factors);
}

function addCost(sums: GroupSums, cost: LineCost, factors: DayFactors): void {
  sums.list += cost.list * factors.list;
  sums.listUsd += cost.list * factors.listUsd;
  sums.baseline += cost.baseline * factors.baseline;
  sums.candidateAtBaselineRate += cost.candidateAsBaseline * factors.candidateAtBaselineRate;
  sums.candidateAsBaseline += cost.candidateAsBaseline * factors.candidate;
  sums.candidate += cost.candidate * factors.candidate;
}

function countRate(grouped: Grouped, line: SavingsLine, factors: DayFactors): void {
  const tokens = line.tokens - line.unpricedTokens;
  grouped.costedTokens += tokens;
  if (factors.stale) grouped.staleTokens += tokens;
  grouped.worstAgeDays = Math.max(grouped.worstAgeDays, factors.worstAgeDays);
}

function leaveOut(count: LeftOut, line: SavingsLine): void {
  count.requests += line.requests;
  count.tokens += line.tokens - line.unpricedTokens;
}

function newGroup(line: SavingsLine, baselineTerms: RouteTerms, candidateTerms: RouteTerms): SavingsGroup {
  const sums = {
    list: 0n,
    listUsd: 0n,
    baseline: 0n,
    candidateAtBaselineRate: 0n,
    candidateAsBaseline: 0n,
    candidate: 0n,
  };
  const provider = line.provider === undefined ? {} : { provider: line.provider };
  return { model: line.model, ...provider, baselineTerms, candidateTerms, sums };
}

type MarketOf = (
  day: number,
  cost: LineCost,
  baselineTerms: RouteTerms,
  candidateTerms: RouteTerms,
) => DayFactors | undefined;

function keepFactors(input: SavingsInput): MarketOf {
  const known = new Map<string, DayFactors | undefined>();
  return (day, cost, baselineTerms, candidateTerms) => {
    const currencies = {
      baselineList: cost.baselineCurrency,
      candidateList: cost.candidateCurrency,
      baselineBilling: baselineTerms.creditPrice.currency,
      candidateBilling: candidateTerms.creditPrice.currency,
    };
    const key = `${day}/${Object.values(currencies).join('/')}`;
    if (!known.has(key)) known.set(key, dayFactors(day, currencies, input, input.rates));
    return known.get(key);
  };
}
