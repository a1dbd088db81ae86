import { lanesOf } from '$lib/rollout/lanes';
import {
  GATE_HOURS,
  PARALLEL_REQUESTS,
  parallelRun,
  RECOMMENDED_DAYS,
  servedByBoth,
} from '$lib/rollout/parallel-run';
import { rampDays, type DayTraffic, type RampPlan } from '$lib/rollout/ramp';
import { app } from '$lib/server/app';
import { formatDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { books } from './books';
import { spendCells } from './cells';
import { kept, keptHeadline } from './kept';
import type { ParallelDay, RolloutAnswer } from './rollout-answer';
import { checklist } from './rollout-checklist';
import { rolloutSettings } from './rollout-documents';
import { importPart } from './rollout-import';
import { replayed } from './rollout-triggers';
import type { RoutePair } from './savings';
import { toScope } from './scope';
import { isOfSample } from './data-set';

/** The parallel run, the ramp, the triggers replayed, the checklist and the import. The route filter does not narrow it. */
export function rollout(filters: Filters, pair: RoutePair): Promise<RolloutAnswer> {
  const anywhere = { ...filters, routes: [] };
  const key = JSON.stringify([anywhere, pair.baseline.id, pair.candidate.id]);
  return keptHeadline(`rollout ${key}`, () => workedOut(anywhere, pair));
}

async function workedOut(anywhere: Filters, pair: RoutePair): Promise<RolloutAnswer> {
  const settings = await rolloutSettings(await isOfSample(anywhere));
  const [parallel, traffic, triggers, moved] = await Promise.all([
    parallelPart(anywhere, pair),
    trafficByDay(anywhere),
    replayed(anywhere, pair, settings.rules),
    importPart(anywhere, pair, settings.importSpec),
  ]);
  const relayRequests = (await spendCells({ ...anywhere, routes: [pair.candidate.id] }, [])).reduce(
    (sum, { requests }) => sum + requests,
    0,
  );
  return {
    official: named(pair.baseline),
    relay: named(pair.candidate),
    relay_requests: relayRequests,
    parallel,
    ramp: rampPart(traffic, settings.ramp),
    rules: settings.rules,
    ...triggers,
    checklist: await checklist(anywhere, pair, settings.checks, {
      parallel,
      relayRequests,
      estimate: moved.estimate,
    }),
    import: moved,
  };
}

/** What Overview says of the rollout. */
export interface RolloutHeadline {
  relay: string;
  /** False where the relay has not served in scope. */
  began: boolean;
  parallel: Pick<RolloutAnswer['parallel'], 'hours' | 'gate_hours' | 'met'>;
  /** Of all relay routes together on the last day with traffic, percent; null without any. */
  relay_share_pct: number | null;
  planned_pct: number | null;
  firings: number;
  /** RFC 3339; null where none fired. */
  last_fired_at: string | null;
  windows: { evaluated: number; not_enough_data: number };
  checklist: { met: number; of: number };
}

/** The rollout in short. */
export async function rolloutHeadline(filters: Filters, pair: RoutePair): Promise<RolloutHeadline> {
  const {
    relay,
    relay_requests,
    parallel,
    ramp,
    firings,
    windows,
    checklist: checks,
  } = await rollout(filters, pair);
  const { hours, gate_hours, met } = parallel;
  return {
    relay: relay.name,
    began: relay_requests > 0,
    parallel: { hours, gate_hours, met },
    relay_share_pct: ramp.now?.share_pct ?? null,
    planned_pct: ramp.now?.planned_pct ?? null,
    firings: firings.length,
    last_fired_at: firings.at(-1)?.fired_at ?? null,
    windows: { evaluated: windows.evaluated, not_enough_data: windows.not_enough_data },
    checklist: { met: checks.filter(({ state }) => state === 'met').length, of: checks.length },
  };
}

async function parallelPart(filters: Filters, pair: RoutePair): Promise<RolloutAnswer['parallel']> {
  const { store } = await app();
  const scope = await toScope(filters);
  const routes = { official: pair.baseline.id, relay: pair.candidate.id };
  const served = await kept(`served hours ${JSON.stringify([scope, routes])}`, () =>
    store.servedHours(scope, routes, PARALLEL_REQUESTS),
  );
  const hours = servedByBoth(served, PARALLEL_REQUESTS);
  const { runs, gateMs } = lanesOf(served, PARALLEL_REQUESTS, GATE_HOURS);
  const run = parallelRun(hours);
  const days = new Map<number, ParallelDay>();
  for (const { hour, official, relay } of hours) {
    const day = Math.floor(hour / 24);
    const sum = days.get(day) ?? { day: formatDay(day), hours: 0, official: 0, relay: 0 };
    days.set(day, {
      ...sum,
      hours: sum.hours + 1,
      official: sum.official + official,
      relay: sum.relay + relay,
    });
  }
  return {
    hours: run.hours,
    longest_hours: run.longest,
    gate_hours: GATE_HOURS,
    met: run.hours >= GATE_HOURS,
    days: run.days,
    recommended_days: RECOMMENDED_DAYS,
    recommended_met: run.days >= RECOMMENDED_DAYS,
    min_requests: PARALLEL_REQUESTS,
    from: timeOf(run.fromMs),
    to: timeOf(run.toMs),
    by_day: [...days.values()],
    gate_at: timeOf(gateMs),
    lanes: runs.map(({ lane, fromMs, toMs }) => ({
      lane,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    })),
  };
}

async function trafficByDay(filters: Filters): Promise<DayTraffic[]> {
  const { routes } = await books();
  const kinds = new Map(routes.map(({ id, kind }) => [id, kind]));
  const days = new Map<number, DayTraffic>();
  for (const { day, route, requests } of await spendCells(filters, [])) {
    const kind = kinds.get(route);
    if (!kind || requests === 0) continue;
    const sum = days.get(day) ?? { day, official: 0, relay: 0 };
    days.set(day, { ...sum, [kind]: sum[kind] + requests });
  }
  return [...days.values()].sort((a, b) => a.day - b.day);
}

function rampPart(traffic: DayTraffic[], plan: RampPlan): RolloutAnswer['ramp'] {
  const days = rampDays(traffic, plan);
  return { ...plan, days, now: days.findLast(({ share_pct }) => share_pct !== null) ?? null };
}

function named({ id, name }: RoutePair['baseline']): { id: string; name: string } {
  return { id, name };
}

function timeOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
