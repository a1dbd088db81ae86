import type { Day } from '../usage/spend-cell';
import { breakEven, type BreakEven } from './break-even';
import type { RateUsed } from './rate';
import { collapseDays } from './savings-days';
import { groupLines, type Grouped, type LeftOut, type SavingsInput } from './savings-groups';
import { addLevels, figuresOf, noLevels, type CostFigures, type Levels } from './savings-levels';
import type { LineUsage, SavingsLine } from './savings-lines';

/** The same usage on two routes, in the reporting currency. */
export interface Savings {
  currency: string;
  /** Dearest on the baseline first; rows without a figure last, most tokens first. */
  rows: SavingsRow[];
  totals: SavingsFigures;
  breakEven: BreakEven;
  /** Priced usage that is in no figure: before the first terms of a route, or on days without a rate. */
  leftOut: { noTerms: LeftOut; noRate: LeftOut };
  rates: SavingsRates;
}

export interface SavingsRow extends SavingsFigures {
  model: string;
  provider?: string;
}

export interface SavingsFigures extends LineUsage {
  /** Undefined where nothing can be costed: no price, no rate or no terms. */
  figures?: CostFigures;
}

/** The market rates that the figures rest on. */
export interface SavingsRates {
  /** The pair between the two routes' billing (else home and reporting) currencies; equal where no rate is needed. */
  base: string;
  quote: string;
  /** Its rate on the last day of the usage. */
  latest?: RateUsed;
  worstAgeDays: number;
  /** Share of the costed tokens that a stale rate served, 0 to 1. */
  staleShare: number;
}

/** What a slider changes without touching the routes. */
export interface SavingsOverrides {
  /** The candidate's credit price in its billing currency, decimal. */
  creditPrice?: string;
}

/**
 * Saving of the candidate against the baseline for the same usage = landed(baseline) − landed(candidate), per model
 * and in total, split in the order list price, multiplier, exchange rate (credit price against the market), fees and
 * taxes, caching: each part is the difference of two successive levels, one factor moved at a time. Levels are sums of
 * exact products, rounded once, half to even at 12 places; totals are rounded from their own exact sums.
 */
export function savings(
  lines: SavingsLine[],
  input: SavingsInput,
  overrides: SavingsOverrides = {},
): Savings {
  const grouped = groupLines(lines, input);
  const levels = levelsByModel(grouped, input.home, overrides.creditPrice);
  const usage = collapseDays(lines, input.baseline, input.candidate).lines;
  return {
    currency: input.currency,
    rows: rowsOf(usage, levels.models),
    totals: withFigures(addUsage(noUsage(), usage), levels.all),
    breakEven: breakEven(lines, input, grouped),
    leftOut: { noTerms: grouped.noTerms, noRate: grouped.noRate },
    rates: ratesOf(lines, input, grouped),
  };
}

function levelsByModel(
  { groups }: Grouped,
  home: string,
  creditPrice: string | undefined,
): { models: Map<string, Levels>; all?: Levels } {
  const models = new Map<string, Levels>();
  const all = noLevels();
  for (const group of groups) {
    const key = keyOf(group);
    const levels = models.get(key) ?? noLevels();
    models.set(key, levels);
    addLevels([levels, all], group, home, creditPrice);
  }
  return groups.length > 0 ? { models, all } : { models };
}

function rowsOf(lines: SavingsLine[], levels: Map<string, Levels>): SavingsRow[] {
  const byModel = new Map<string, SavingsRow>();
  for (const line of lines) {
    const key = keyOf(line);
    const provider = line.provider === undefined ? {} : { provider: line.provider };
    const row = byModel.get(key) ?? { model: line.model, ...provider, ...noUsage() };
    byModel.set(key, addUsage(row, [line]));
  }
  return [...byModel].map(([key, row]) => withFigures(row, levels.get(key))).sort(dearestFirst);
}

function keyOf({ provider, model }: { provider?: string; model: string }): string {
  return `${provider}/${model}`;
}

function withFigures<T extends LineUsage>(usage: T, levels: Levels | undefined): T & SavingsFigures {
  return levels ? { ...usage, figures: figuresOf(levels) } : usage;
}

function dearestFirst(a: SavingsRow, b: SavingsRow): number {
  const difference = (b.figures?.baseline ?? -1n) - (a.figures?.baseline ?? -1n);
  return difference === 0n ? b.tokens - a.tokens : difference > 0n ? 1 : -1;
}

function noUsage(): LineUsage {
  return {
    records: 0,
    requests: 0,
    recordsWithoutRequests: 0,
    tokens: 0,
    unpricedTokens: 0,
    unpricedRequests: 0,
    tierUnknownRequests: 0,
  };
}

function addUsage<T extends LineUsage>(to: T, lines: LineUsage[]): T {
  for (const line of lines)
    for (const key of Object.keys(noUsage()) as (keyof LineUsage)[]) (to as LineUsage)[key] += line[key];
  return to;
}

function ratesOf(lines: SavingsLine[], input: SavingsInput, grouped: Grouped): SavingsRates {
  const { costedTokens, staleTokens, worstAgeDays } = grouped;
  const [base, quote] = mainPair(input, grouped);
  const latest = base === quote ? undefined : input.rates.on(base, quote, lastDayOf(lines), input.rate);
  return {
    base,
    quote,
    ...(latest ? { latest } : {}),
    worstAgeDays,
    staleShare: costedTokens > 0 ? staleTokens / costedTokens : 0,
  };
}

/** USD first, as the market quotes it. */
function mainPair({ home, currency }: SavingsInput, { groups }: Grouped): [string, string] {
  const billing = groups.flatMap((group) => [
    group.baselineTerms.creditPrice.currency,
    group.candidateTerms.creditPrice.currency,
  ]);
  const [base, quote] = [...new Set([...billing, home, currency])];
  if (billing.length === 0 || base === undefined || quote === undefined) return [home, home];
  return quote === 'USD' ? [quote, base] : [base, quote];
}

function lastDayOf(lines: SavingsLine[]): Day {
  return lines.reduce((last, line) => Math.max(last, line.day), -Infinity);
}
