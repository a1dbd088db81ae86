import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { count, percent } from '$lib/components/format-number';
import type { RolloutAnswer } from '$lib/server/answers/rollout-answer';
import { minutesText } from './rollout-words';

const REFUSED_FROM = {
  given: 'given here',
  measured: 'the 95 % interval of the relay’s rate-limited requests in this data',
  assumed: 'assumed: the relay has too few requests in this data',
};

/** What an import time is made of. */
export function importEvidence({
  inputs,
  estimate,
  conversations,
  messages,
  refused_from,
}: RolloutAnswer['import']): EvidenceSpec {
  const { p10, p50, p90 } = estimate?.minutes ?? { p10: 0, p50: 0, p90: 0 };
  return {
    title: 'Import time',
    value: `${minutesText(p10)} to ${minutesText(p90)}`,
    formula:
      'Time = the longer of attempts ÷ rate limit and busy time ÷ requests in flight; busy time = a round trip for every attempt and a random wait before every repeat, up to first backoff × 2ⁿ. A range of simulated imports, each with a share of refused requests between the two.',
    working: `${count(estimate?.requests)} requests = ${count(conversations)} to open + ${count(messages)} messages ÷ ${count(inputs.messages_per_request)}; at the rate limit alone ${minutesText((estimate?.requests ?? 0) / inputs.requests_per_minute)}`,
    inputs: [
      { label: 'P10, P50, P90', value: [p10, p50, p90].map(minutesText).join(', ') },
      { label: 'Repeats, P50', value: count(Math.round(estimate?.repeats.p50 ?? 0)) },
      {
        label: 'Refused',
        value: `${percent(inputs.refused_low_pct, 2)} to ${percent(inputs.refused_high_pct, 2)}`,
        note: REFUSED_FROM[refused_from],
      },
      { label: 'Rate limit', value: `${count(inputs.requests_per_minute)} a minute` },
      { label: 'Seed', value: String(inputs.seed), note: 'the same seed gives the same range' },
    ],
  };
}
