import { breakEven, type BreakEven } from './break-even';
import {
  atOne,
  groupLines,
  type Grouped,
  type LeftOut,
  type SavingsInput,
  type SavingsRates,
} from './savings-groups';
import { addLevels, figuresOf, noLevels, type CostFigures, type Levels } from './savings-levels';
import { addUsage, noUsage, type LineUsage, type SavingsLine } from './savings-lines';

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
  return savingsOfGroups(groupLines(lines, input), groupLines(lines, atOne(input)), overrides);
}

/** The same from usage already summed over days: at the rates that count, and at ¥1 per USD for the break-even. */
export function savingsOfGroups(
  grouped: Grouped,
  groupedAtOne: Grouped,
  overrides: SavingsOverrides = {},
): Savings {
  const levels = levelsByModel(grouped, overrides.creditPrice);
  const rows = grouped.usage.map((usage) => withFigures(usage, levels.models.get(keyOf(usage))));
  const totals = noUsage();
  for (const usage of grouped.usage) addUsage(totals, usage);
  return {
    currency: grouped.currency,
    rows: rows.sort(dearestFirst),
    totals: withFigures(totals, levels.all),
    breakEven: breakEven(grouped, groupedAtOne),
    leftOut: { noTerms: grouped.noTerms, noRate: grouped.noRate },
    rates: grouped.rates,
  };
}

function levelsByModel(
  { groups, home }: Grouped,
  creditPrice: string | undefined,
): { models: Map<string, Levels>; all?: Levels } {
  const models = new Map<string, Levels>();
  const all = noLevels();
  for (const group of groups) {
    const levels = models.get(keyOf(group)) ?? noLevels();
    models.set(keyOf(group), levels);
    addLevels([levels, all], group, home, creditPrice);
  }
  return groups.length > 0 ? { models, all } : { models };
}

function keyOf({ provider, model }: { provider?: string; model: string }): string {
  return `${provider}/${model}`;
}

function withFigures<T extends LineUsage>(usage: T, levels: Levels | undefined): T & SavingsFigures {
  return levels ? { ...usage, figures: figuresOf(levels) } : usage;
}

function dearestFirst(a: SavingsRow, b: SavingsRow): number {
  const difference = (b.figures?.baseline ?? -1n) - (a.figures?.baseline ?? -1n);
  if (difference !== 0n) return difference > 0n ? 1 : -1;
  return b.tokens - a.tokens || (keyOf(a) < keyOf(b) ? -1 : 1);
}
