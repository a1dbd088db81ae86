import { cashFlows, type CashFlow } from '$lib/roi/cash-flows';
import { picoOf, splitGap, type GapParts, type MixPart } from '$lib/roi/gap';
import { projectedSaving, reEstimatedPayback } from '$lib/roi/re-estimate';
import { roi } from '$lib/roi/roi';
import type { Found, Scenario } from '$lib/roi/scenario';
import { scenarioOf } from '$lib/roi/scenario-spec';
import { monthOf, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { groupBy } from '$lib/usage/group-by';
import { picoToDecimal, type Pico } from '$lib/usage/money';
import type { SpendCell } from '$lib/usage/spend-cell';
import { totalTokens } from '$lib/usage/token-classes';
import type { ActualMonth, ActualsAnswer } from './actuals-answer';
import { spendCells } from './cells';
import { mixParts } from './mix-parts';
import { realisedSaving } from './realised-saving';
import { extentOf } from './run-rate';
import { scopeOf } from './scenario-moved';
import type { KeptScenario } from './scenario-document';
import type { RoutePair } from './savings';

/**
 * A saved scenario beside what happened, month by month since the relay carries traffic (or since the scenario says it
 * begins): the saving projected, the saving realised, and what the gap between them is made of. Realised = what the
 * relay's usage would have cost on the official route − what it did cost (as charged, where the source says), for usage
 * that has both figures. Nothing in usage tells which requests were sent to both routes, so of a month with mirrored
 * traffic the plan's share counts as mirrored: it saves nothing. In the scenario's currency and scope.
 */
export async function actuals(saved: KeptScenario): Promise<ActualsAnswer> {
  const { filters, pair } = await scopeOf(saved.query);
  const { from: _from, to: _to, ...rest } = filters;
  const scope: Filters = {
    ...rest,
    currency: saved.scenario.currency,
    data: saved.sample ? 'sample' : 'own',
  };
  const cells = await spendCells({ ...scope, routes: [pair.candidate.id] }, []);
  const [first] = cells.map(({ day }) => monthOf(day)).sort();
  const extent = await extentOf(scope);
  const start = saved.scenario.start_month ?? first;
  if (start === undefined || first === undefined || !extent)
    return nothingYet(saved, `There is no traffic on ${pair.candidate.name} in this data yet.`);
  const months = monthsBetween(start, monthOf(extent.to - 1));
  const byMonth = groupBy(cells, ({ day }) => monthOf(day));
  const plan = planOf(saved);
  const rows = await Promise.all(
    months.map((month, index) =>
      monthRow(month, index + 1, byMonth.get(month) ?? [], plan, scope, pair, extent.completeTo),
    ),
  );
  return answerOf(saved, start, rows);
}

interface Plan {
  scenario: Scenario;
  flows: CashFlow[];
  base: MixPart[];
  /** A month of the measured usage. */
  baseTokens: number;
  marketRate: string;
}

function planOf({ scenario: spec, made_on }: KeptScenario): Plan {
  const scenario = scenarioOf(spec);
  const base = made_on?.mix ?? [];
  const baseTokens = base.reduce((sum, { tokens }) => sum + tokens, 0);
  return { scenario, flows: cashFlows(scenario), base, baseTokens, marketRate: spec.market_rate };
}

async function monthRow(
  month: string,
  planMonth: number,
  cells: SpendCell[],
  plan: Plan,
  filters: Filters,
  pair: RoutePair,
  completeTo: number,
): Promise<ActualMonth> {
  const planned = plan.flows[planMonth];
  const fixed: Filters = { ...filters, rate: { policy: 'fixed', cnyPerUsd: plan.marketRate } };
  const savedShare = planned ? savedShareOf(planned) : 1;
  const realised = await realisedSaving(cells, pair.baseline, filters, savedShare);
  const projected = planned ? picoOf(projectedSaving(planned)) : undefined;
  const parts =
    planned && projected !== undefined
      ? splitGap({
          projected,
          projectedTokens: (planned.adoption + planned.mirrored) * planned.volume * plan.baseTokens,
          base: plan.base,
          actual: await mixParts(realised.cells, pair, fixed),
          savedShare,
          realisedAtPlannedRate: (await realisedSaving(cells, pair.baseline, fixed, savedShare)).saving,
          realised: realised.saving,
        })
      : undefined;
  return {
    month,
    plan_month: planMonth,
    complete: (parseDay(nextMonth(month)) ?? Infinity) <= completeTo,
    projected: projected === undefined ? null : picoToDecimal(projected),
    realised: picoToDecimal(realised.saving),
    charged_pct: realised.chargedPct,
    mirrored_pct: (1 - savedShare) * 100,
    gap: projected === undefined ? null : picoToDecimal(realised.saving - projected),
    ...partsJson(parts),
    relay_tokens: tokensOf(cells),
    left_out_tokens: tokensOf(cells) - tokensOf(realised.cells),
  };
}

/** Of what runs on the relay, the share that is not mirrored in the plan's month. */
function savedShareOf({ adoption, mirrored }: CashFlow): number {
  return mirrored === 0 ? 1 : adoption / (adoption + mirrored);
}

function answerOf(saved: KeptScenario, start: string, rows: ActualMonth[]): ActualsAnswer {
  const { scenario } = planOf(saved);
  const over = rows.filter(({ complete, projected }) => complete && projected !== null);
  const realised = over.map((row) => Number(row.realised));
  return {
    scenario: { id: saved.id, name: saved.name },
    currency: scenario.currency,
    start_month: start,
    rows,
    payback: {
      planned: valueOf(roi(scenario).payback),
      re_estimated: over.length === 0 ? null : valueOf(reEstimatedPayback(scenario, realised)),
      months_realised: over.length,
      why:
        over.length === 0
          ? 'No month of the plan is over in this data.'
          : whyOf(reEstimatedPayback(scenario, realised)),
    },
    why: rows.length === 0 ? `The plan begins in ${start}, after this data.` : null,
  };
}

function nothingYet({ id, name, scenario }: KeptScenario, why: string): ActualsAnswer {
  return {
    scenario: { id, name },
    currency: scenario.currency,
    start_month: null,
    rows: [],
    payback: {
      planned: valueOf(roi(scenarioOf(scenario)).payback),
      re_estimated: null,
      months_realised: 0,
      why,
    },
    why,
  };
}

function partsJson(parts: GapParts | undefined): Pick<ActualMonth, 'volume' | 'mix' | 'price' | 'rate'> {
  const json = (amount: Pico | undefined): string | null =>
    amount === undefined ? null : picoToDecimal(amount);
  return {
    volume: json(parts?.volume),
    mix: json(parts?.mix),
    price: json(parts?.price),
    rate: json(parts?.rate),
  };
}

function tokensOf(cells: SpendCell[]): number {
  return cells.reduce((sum, { tokens }) => sum + totalTokens(tokens), 0);
}

function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month).slice(0, 7)) months.push(month);
  return months;
}

/** First day of the month after. */
function nextMonth(month: string): string {
  const start = parseDay(`${month}-01`) ?? 0;
  return `${monthOf(start + 31)}-01`;
}

function valueOf(found: Found): number | null {
  return 'value' in found ? found.value : null;
}

function whyOf(found: Found): string | null {
  return 'why' in found ? found.why : (found.note ?? null);
}
