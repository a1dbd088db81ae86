import { expect, it } from 'vitest';
import { DEFAULT_TRIGGERS } from '$lib/rollout/triggers';
import type { RolloutAnswer } from '$lib/server/answers/rollout-answer';
import { rolloutFigures, rolloutSentence } from './rollout-words';

const none = { judged: 0, over: 0 };
const answer = {
  official: { id: 'official', name: 'Official' },
  relay: { id: 'relay-a', name: 'Relay A' },
  parallel: { hours: 30, gate_hours: 48, longest_hours: 30, days: 2, recommended_days: 14, min_requests: 20 },
  // two relays: 20 of 80 on Relay A, 30 on another
  ramp: {
    starts_on: null,
    now: { day: '2026-06-03', official: 30, relay: 50, share_pct: 62.5, planned_pct: null },
  },
  rules: DEFAULT_TRIGGERS,
  windows: {
    evaluated: 0,
    not_enough_data: 3,
    by_trigger: { error_rate: none, p95_duration: none, session_state: none },
    bucket_records: 0,
  },
  firings: [],
  checklist: [],
} as unknown as RolloutAnswer;

it('says the share of all relay routes as theirs, not as that of one of them', () => {
  const sentence = rolloutSentence(answer)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')
    .replaceAll('\u00a0', ' ');
  expect(sentence).toContain('relay routes carried 62.5 % on 3 Jun');
  expect(sentence).not.toContain('Relay A');
  const share = rolloutFigures(answer).find(({ label }) => label === 'Share of relay routes');
  expect(share?.evidence?.working?.replaceAll('\u00a0', ' ')).toBe('62.5 % = 50 ÷ 80');
});
