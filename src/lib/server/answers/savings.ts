import { BadInput } from '$lib/server/api';
import { shippedFacts } from '$lib/server/facts';
import type { RateUsed } from '$lib/exchange/rate';
import type { Route } from '$lib/exchange/route';
import { savings as computeSavings } from '$lib/exchange/savings';
import { savingsAnswer, type SavingsAnswer } from '$lib/exchange/savings-answer';
import { atOne, groupLines, type Grouped } from '$lib/exchange/savings-groups';
import { keptLines, savingsLines, type SavingsLine } from '$lib/exchange/savings-lines';
import { withTopUps } from '$lib/exchange/top-up';
import type { Filters, RatePolicy } from '$lib/usage/filters';
import type { Day } from '$lib/usage/spend-cell';
import { books } from './books';
import { cellsInScope, periodTest } from './cells';
import { dataset } from './dataset';
import { latestCheck } from './money-basis';
import { toScope } from './scope';
import { costedCells } from './spend';

const DAILY: RatePolicy = { policy: 'daily' };

/** Which two routes are compared. */
export interface RoutePair {
  baseline: Route;
  candidate: Route;
}

/** All that savings are worked out from: on the server, and again in the browser behind the sliders. */
export interface SavingsBasis extends RoutePair {
  lines: SavingsLine[];
  lastDay: Day;
  pricesAsOf: string | null;
}

/**
 * The compared routes of a query; by default `official` against the relay that carries most of the data's traffic,
 * else against `relay`. Throws BadInput on a route that does not exist.
 */
export async function routePair(query: URLSearchParams, filters: Filters): Promise<RoutePair> {
  const { routes } = await books();
  const candidate = query.get('candidate') ?? (await busiestRelay(routes, filters));
  return {
    baseline: await findRoute('baseline', query.get('baseline') ?? 'official', query),
    candidate: await findRoute('candidate', candidate, query),
  };
}

/**
 * A route by its id, else one of the shipped terms to try out, as it costs somebody who tops up by `top_up` of the query
 * at a time. Throws BadInput where there is neither, naming `key`.
 */
export async function findRoute(key: string, id: string, query: URLSearchParams): Promise<Route> {
  const { routes } = await books();
  const found = [...routes, ...shippedFacts().presets].find((route) => route.id === id);
  if (!found)
    throw new BadInput([
      { where: key, message: `there is no route ${id}. Routes: ${routes.map((one) => one.id).join(', ')}` },
    ]);
  const amount = query.get('top_up');
  if (amount === null) return found;
  if (!(/^\d{1,12}(\.\d{1,8})?$/.test(amount) && Number(amount) > 0))
    throw new BadInput([{ where: 'top_up', message: `not an amount such as 20: ${amount}` }]);
  return withTopUps(found, amount);
}

async function busiestRelay(routes: Route[], filters: Filters): Promise<string> {
  const relays = new Set(routes.filter((route) => route.kind === 'relay').map((route) => route.id));
  const asked = filters.routes.find((id) => relays.has(id));
  if (asked !== undefined) return asked;
  const { sample } = await toScope(filters);
  const used = (await dataset(sample)).routes.filter(({ name }) => relays.has(name));
  used.sort((a, b) => b.requests - a.requests);
  return used[0]?.name ?? 'relay';
}

/** All usage in scope, whichever route it ran on, as savings lines of two routes. The route filter does not narrow it. */
export async function savingsBasis(filters: Filters, pair: RoutePair): Promise<SavingsBasis> {
  const anywhere = { ...filters, routes: [] };
  const costed = await costedCells(anywhere, []);
  return {
    ...pair,
    lines: await linesOf(anywhere, pair),
    lastDay: costed.reduce((latest, { cell }) => (cell.records > 0 ? Math.max(latest, cell.day) : latest), 0),
    pricesAsOf: latestCheck(costed),
  };
}

/** Lines of a whole cube are made once and cut to the period; only a model filter needs lines of its own. */
async function linesOf(filters: Filters, { baseline, candidate }: RoutePair): Promise<SavingsLine[]> {
  const { prices } = await books();
  const { cells, isInScope } = await cellsInScope(filters, []);
  if (filters.models.length > 0) return savingsLines(cells.filter(isInScope), prices, baseline, candidate);
  const isInPeriod = periodTest(filters);
  return keptLines(cells, prices, baseline, candidate).filter(({ day }) => isInPeriod(day));
}

/** The same usage costed on both routes (model.md section 3). */
export async function savings(filters: Filters, pair: RoutePair): Promise<SavingsAnswer> {
  return answerOf(await savingsBasis(filters, pair), filters);
}

/** What the sliders work from: usage summed over days at its dated rates, and at ¥1 per USD for every other rate. */
export interface SliderBasis extends RoutePair {
  grouped: Grouped;
  groupedAtOne: Grouped;
  lastDay: Day;
  pricesAsOf: string | null;
  /** CNY per USD on the last day of the usage; undefined where none is known. */
  market: RateUsed | undefined;
}

/** A basis made small enough for a page: its size is that of models × terms, not of days. */
export async function sliderBasis({ lines, ...basis }: SavingsBasis, filters: Filters): Promise<SliderBasis> {
  const { rates } = await books();
  const dated = filters.rate.policy === 'fixed' ? DAILY : filters.rate;
  const input = { ...basis, home: filters.home, currency: filters.currency, rate: dated, rates };
  return {
    ...basis,
    grouped: groupLines(lines, input),
    groupedAtOne: groupLines(lines, atOne(input)),
    market: rates.on('USD', 'CNY', basis.lastDay, dated),
  };
}

/** The answer of a basis under filters' payer and rate policy. */
export async function answerOf(basis: SavingsBasis, filters: Filters): Promise<SavingsAnswer> {
  const { rates } = await books();
  const { home, currency, rate } = filters;
  const context = { ...basis, home, currency, rate, rates };
  return savingsAnswer(computeSavings(basis.lines, context), context);
}
