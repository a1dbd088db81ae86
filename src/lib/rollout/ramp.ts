import type { Day } from '$lib/usage/spend-cell';
import { formatDay, parseDay } from '$lib/usage/day';

/** A step of the ramp: from so many days after its start, this share of the traffic. */
export interface RampStep {
  after_days: number;
  share_pct: number;
}

/** The plan of moving traffic to the relay, step by step. */
export interface RampPlan {
  /** YYYY-MM-DD; null while nobody has set a date. */
  starts_on: string | null;
  /** In order, the first after 0 days. */
  steps: RampStep[];
}

/** Starts at 5 % (model.md section 8), a week a step. */
export const DEFAULT_RAMP: RampPlan = {
  starts_on: null,
  steps: [
    { after_days: 0, share_pct: 5 },
    { after_days: 7, share_pct: 25 },
    { after_days: 14, share_pct: 50 },
    { after_days: 21, share_pct: 100 },
  ],
};

/** Share planned for a day, percent; undefined before the plan begins or without a date. */
export function plannedShare(plan: RampPlan, day: Day): number | undefined {
  const start = plan.starts_on === null ? undefined : parseDay(plan.starts_on);
  if (start === undefined) return undefined;
  return plan.steps.filter(({ after_days }) => start + after_days <= day).at(-1)?.share_pct;
}

/** Requests of a day by kind of route. */
export interface DayTraffic {
  day: Day;
  official: number;
  relay: number;
}

export interface RampDay {
  /** YYYY-MM-DD. */
  day: string;
  official: number;
  relay: number;
  /** relay ÷ (relay + official), percent; null on a day without requests. */
  share_pct: number | null;
  planned_pct: number | null;
}

/** Traffic beside the plan, every day from the first with relay traffic or of the plan to the last with traffic. */
export function rampDays(traffic: DayTraffic[], plan: RampPlan): RampDay[] {
  const byDay = new Map(traffic.map((one) => [one.day, one]));
  const start = plan.starts_on === null ? undefined : parseDay(plan.starts_on);
  const began = traffic.filter(({ relay }) => relay > 0).map(({ day }) => day);
  const last = Math.max(...traffic.map(({ day }) => day));
  const first = Math.min(...began, ...(start === undefined ? [] : [start]));
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const day = first + index;
    const { official, relay } = byDay.get(day) ?? { official: 0, relay: 0 };
    const all = official + relay;
    return {
      day: formatDay(day),
      official,
      relay,
      share_pct: all > 0 ? (relay / all) * 100 : null,
      planned_pct: plannedShare(plan, day) ?? null,
    };
  });
}
