import type { Route } from './route';
import { addLine, type SavingsLine } from './savings-lines';
import { termsIndexOn } from './terms';

/** Lines summed over days, and every currency that their costs and the routes' terms are in. */
export interface Collapsed {
  baseline: Route;
  candidate: Route;
  lines: SavingsLine[];
  currencies: Set<string>;
}

const kept = new WeakMap<SavingsLine[], Collapsed>();

/** Lines summed over the days on which the same terms were in force on both routes; made once per array of lines. */
export function collapseDays(lines: SavingsLine[], baseline: Route, candidate: Route): Collapsed {
  const known = kept.get(lines);
  if (known && known.baseline === baseline && known.candidate === candidate) return known;
  const fewer = new Map<string, SavingsLine>();
  for (const line of lines) {
    const { cost } = line;
    const terms = `${termsIndexOn(baseline, line.day)}/${termsIndexOn(candidate, line.day)}`;
    const key = `${terms}/${cost?.baselineCurrency}/${cost?.candidateCurrency}/${line.provider}/${line.model}`;
    const same = fewer.get(key);
    if (same) addLine(same, line);
    else fewer.set(key, { ...line, ...(cost ? { cost: { ...cost } } : {}) });
  }
  const collapsed = { baseline, candidate, lines: [...fewer.values()], currencies: new Set<string>() };
  for (const { cost } of collapsed.lines)
    if (cost) collapsed.currencies.add(cost.baselineCurrency).add(cost.candidateCurrency);
  for (const terms of [...baseline.terms, ...candidate.terms])
    collapsed.currencies.add(terms.creditPrice.currency);
  kept.set(lines, collapsed);
  return collapsed;
}
