import { durationChange } from '$lib/components/format-duration';
import { date } from '$lib/components/format-date';
import { count, counted, percent } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import type { LatencyHeadline } from '$lib/server/answers/latency-headline';
import type { ReadinessHeadline } from '$lib/server/answers/readiness';
import type { RoiHeadline } from '$lib/server/answers/roi-headline';
import type { RolloutHeadline } from '$lib/server/answers/rollout';
import { estimateShort, monthsText } from './roi/estimates';
import { movedWords } from './roi/moved-words';

/** What a card says: its value, and lines under it. */
export interface Headline {
  value: string;
  lines: string[];
  tone?: 'good' | 'bad';
}

/** The money ahead: a month's saving with its range, the payback, the chance of a loss. All are estimates. */
export function moneyHeadline(found: RoiHeadline | null): Headline {
  if (!found)
    return {
      value: UNKNOWN,
      lines: ['No usage here has a price and a rate on both routes: there is nothing to estimate from.'],
    };
  const { currency, monthly_saving: saving, scenario } = found;
  const range = `${estimateShort(saving.p10, currency)} to ${estimateShort(saving.p90, currency)}`;
  return {
    value: estimateShort(saving.amount, currency),
    lines: [
      `a month, estimate; 8 in 10 futures: ${range}`,
      paybackLine(found),
      `Chance of a loss over ${found.horizon_months} months: ${chance(found.loss_probability_pct)}`,
      scenario
        ? `Scenario ${scenario.name}${scenario.moved ? `: ${movedWords(scenario.moved)} since it was saved` : ''}`
        : 'At the run rate of the last 30 days, without a plan of your own',
      ...(found.left_out_pct
        ? [`Without ${percent(found.left_out_pct)} of the tokens, which have no price, rate or terms`]
        : []),
    ],
    ...(saving.amount < 0 ? { tone: 'bad' as const } : {}),
  };
}

function paybackLine({ has_costs, payback }: RoiHeadline): string {
  if (!has_costs) return 'Payback says nothing yet: no one-time cost is written down';
  const { months, why, p10, p90 } = payback;
  if (months === null) return `No payback: ${why ?? 'not within the horizon'}`;
  const range = p10 !== null && p90 !== null ? ` (${p10.toFixed(1)} to ${p90.toFixed(1)})` : '';
  return `Pays back after ${monthsText(months)}${range}`;
}

function chance(pct: number): string {
  return pct === 0 ? 'none of the simulated futures' : percent(pct);
}

/** Like for like, with the interval; why there is none where the routes cannot be compared or the time is too short. */
export function latencyCard({ p95, metric, baseline, candidate, verdict, why }: LatencyHeadline): Headline {
  if (!p95) return { value: 'not comparable', lines: [why] };
  const of = `p95 ${metric === 'ttft' ? 'time to first token' : 'duration'}, ${candidate} − ${baseline}, like for like`;
  if (p95.low === null || p95.high === null)
    return { value: verdict, lines: [`${of}: ${durationChange(p95.value)}`, why] };
  return {
    value: durationChange(p95.value),
    lines: [
      of,
      `${verdict}; 95 % interval ${durationChange(p95.low)} to ${durationChange(p95.high)}`.replace(
        '95 %',
        '95\u00a0%',
      ),
    ],
    ...(verdict === 'slower' ? { tone: 'bad' as const } : {}),
  };
}

/** The verdict and what it rests on. */
export function readinessCard({ verdict, why }: ReadinessHeadline): Headline {
  return {
    value: verdict,
    lines: [why],
    ...(verdict === 'ready' ? { tone: 'good' as const } : {}),
    ...(verdict === 'wait' ? { tone: 'bad' as const } : {}),
  };
}

/** How far the rollout is: share of traffic, parallel run, triggers, checklist. */
export function rolloutCard(found: RolloutHeadline): Headline {
  const { relay, began, parallel, relay_share_pct, planned_pct, firings, last_fired_at, windows, checklist } =
    found;
  const checks = `Checklist: ${checklist.met} of ${checklist.of} met`;
  if (!began) return { value: 'not begun', lines: [`No traffic on ${relay} here`, checks] };
  const plan = planned_pct === null ? '' : `, planned ${percent(planned_pct, 0)}`;
  return {
    value: relay_share_pct === null ? UNKNOWN : percent(relay_share_pct),
    lines: [
      `of requests on relay routes on the last day${plan}`,
      parallel.met
        ? `Parallel run: ${count(parallel.hours)} h, gate of ${parallel.gate_hours} h met`
        : `Parallel run: ${count(parallel.hours)} of ${parallel.gate_hours} h`,
      triggersLine(firings, last_fired_at, windows),
      checks,
    ],
  };
}

function triggersLine(firings: number, last: string | null, windows: RolloutHeadline['windows']): string {
  if (firings > 0) return `${counted(firings, 'trigger firing')}, last on ${date(last?.slice(0, 10))}`;
  if (windows.evaluated === 0) return 'No window has enough data to judge a trigger by';
  const thin = windows.not_enough_data > 0 ? `; ${windows.not_enough_data} without enough data` : '';
  return `No trigger fired in ${counted(windows.evaluated, 'window')}${thin}`;
}
