import { TIMEOUT_MINUTES } from '$lib/conversations/messages';
import { replay, type Firing } from '$lib/rollout/replay';
import type { TriggerRules } from '$lib/rollout/triggers';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import { kept } from './kept';
import type { FiringRow, RolloutAnswer } from './rollout-answer';
import type { RoutePair } from './savings';
import { toScope } from './scope';

/** The triggers replayed over the windows in scope, with the conversations that a rollback would have left behind. */
export async function replayed(
  filters: Filters,
  pair: RoutePair,
  rules: TriggerRules,
): Promise<Pick<RolloutAnswer, 'windows' | 'firings'>> {
  const { store } = await app();
  const scope = await toScope(filters);
  const request = {
    official: pair.baseline.id,
    relay: pair.candidate.id,
    windowMinutes: rules.window_minutes,
    minRequests: rules.min_requests,
  };
  const { windows, buckets } = await kept(`guard windows ${JSON.stringify([scope, request])}`, () =>
    store.guardWindows(scope, request),
  );
  const found = replay(windows, rules);
  const moments = found.firings.map(({ firedMs }) => firedMs);
  const atRisk = await kept(`active ${JSON.stringify([scope, request.relay, moments])}`, () =>
    store.activeConversations(scope, request.relay, moments, TIMEOUT_MINUTES),
  );
  return {
    windows: {
      evaluated: found.evaluated,
      not_enough_data: found.notEnoughData,
      by_trigger: found.byTrigger,
      session_state_not_judged: found.sessionStateNotJudged,
      bucket_records: buckets,
    },
    firings: found.firings.map((firing, index) => firingRow(firing, atRisk[index] ?? 0)),
  };
}

function firingRow({ trigger, startMs, firedMs, endMs, over }: Firing, atRisk: number): FiringRow {
  const windows = over.map(({ startMs: start, official, relay, difference }) => ({
    window_start: new Date(start).toISOString(),
    official,
    relay,
    difference,
  }));
  const [first] = windows;
  if (!first) throw new Error('a firing has no window');
  return {
    trigger,
    ...first,
    fired_at: new Date(firedMs).toISOString(),
    ended_at: new Date(endMs).toISOString(),
    known_after_minutes: (firedMs - startMs) / 60_000,
    windows: windows.length,
    over: windows,
    conversations_at_risk: atRisk,
  };
}
