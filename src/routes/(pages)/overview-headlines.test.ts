import { describe, expect, it } from 'vitest';
import type { RoiHeadline } from '$lib/server/answers/roi-headline';
import type { RolloutHeadline } from '$lib/server/answers/rollout';
import { latencyCard, moneyHeadline, readinessCard, rolloutCard } from './overview-headlines';

const plain = (lines: string[]): string[] => lines.map((line) => line.replaceAll('\u00a0', ' '));

const ROI: RoiHeadline = {
  currency: 'CNY',
  scenario: null,
  monthly_saving: { amount: 40_897.64, p10: 39_028.83, p90: 42_818.44 },
  payback: { months: 7.751, why: null, p10: 7.318, p90: 10.787 },
  npv: { amount: 656_423, p10: 334_272, p90: 1_046_745 },
  horizon_months: 24,
  loss_probability_pct: 2.5,
  left_out_pct: 0,
  has_costs: true,
};

const ROLLOUT: RolloutHeadline = {
  relay: 'Relay A',
  began: true,
  parallel: { hours: 30, gate_hours: 48, met: false },
  relay_share_pct: 12.34,
  planned_pct: 25,
  firings: 0,
  last_fired_at: null,
  windows: { evaluated: 40, not_enough_data: 3 },
  checklist: { met: 2, of: 9 },
};

describe('the headlines of Overview', () => {
  it('money: the saving with its range, payback with its range, chance of a loss, and of which plan', () => {
    const { value, lines } = moneyHeadline(ROI);
    expect(value).toBe('¥40.9k');
    expect(plain(lines)).toEqual([
      'a month, estimate; 8 in 10 futures: ¥39.0k to ¥42.8k',
      'Pays back after 7.8 months (7.3 to 10.8)',
      'Chance of a loss over 24 months: 2.5 %',
      'At the run rate of the last 30 days, without a plan of your own',
    ]);
  });

  it('money: without a one-time cost payback says nothing, and without a price there is no estimate', () => {
    const free = moneyHeadline({ ...ROI, has_costs: false, loss_probability_pct: 0 });
    expect(free.lines[1]).toBe('Payback says nothing yet: no one-time cost is written down');
    expect(free.lines[2]).toContain('none of the simulated futures');
    const never = { months: null, why: 'the flows never turn positive', p10: null, p90: null };
    expect(moneyHeadline({ ...ROI, payback: never }).lines[1]).toBe(
      'No payback: the flows never turn positive',
    );
    expect(moneyHeadline(null).value).toBe('—');
  });

  it('money: says that what a saved scenario was made on has moved', () => {
    const last = (moved: 'data' | 'costs' | null) =>
      moneyHeadline({ ...ROI, left_out_pct: null, scenario: { id: '1', name: 'Plan A', moved } }).lines.at(
        -1,
      );
    expect(last(null)).toBe('Scenario Plan A');
    expect(last('data')).toBe('Scenario Plan A: the data has moved since it was saved');
    expect(last('costs')).toBe('Scenario Plan A: prices, rates or terms have changed since it was saved');
  });

  it('money: says how much of the usage the estimate is without', () => {
    expect(plain(moneyHeadline({ ...ROI, left_out_pct: 12.5 }).lines).at(-1)).toBe(
      'Without 12.5 % of the tokens, which have no price, rate or terms',
    );
  });

  it('latency: the delta with interval and verdict, else why there is none', () => {
    const found = {
      metric: 'ttft' as const,
      baseline: 'Official',
      candidate: 'Relay A',
      p95: { value: -74.2, low: -93.5, high: -55.2, baseline: 1677, candidate: 1603 },
      coverage_pct: 91.6,
      verdict: 'faster' as const,
      why: 'Because.',
    };
    const { value, lines } = latencyCard(found);
    expect(plain([value, ...lines])).toEqual([
      '−74 ms',
      'p95 time to first token, Relay A − Official, like for like',
      'faster; 95 % interval −94 ms to −55 ms',
    ]);
    const none = latencyCard({ ...found, p95: null, verdict: 'not comparable' });
    expect(none).toEqual({ value: 'not comparable', lines: ['Because.'] });
    const p95 = { ...found.p95, low: null, high: null };
    const short = latencyCard({ ...found, p95, verdict: 'too short a time' });
    expect(plain([short.value, ...short.lines])).toEqual([
      'too short a time',
      'p95 time to first token, Relay A − Official, like for like: −74 ms',
      'Because.',
    ]);
    expect(short.tone).toBeUndefined();
  });

  it('readiness: the verdict and why', () => {
    const { value, lines } = readinessCard({
      verdict: 'ready',
      why: '2 of 3 are met.',
      primaries: { met: 2, needed: 2, of: 3 },
      blocking: [],
      undeclared: [],
    });
    expect(plain([value, ...lines])).toEqual(['ready', '2 of 3 are met.']);
  });

  it('rollout: share, parallel run, triggers, checklist; not begun without traffic', () => {
    const { value, lines } = rolloutCard(ROLLOUT);
    expect(plain([value, ...lines])).toEqual([
      '12.3 %',
      'of requests on relay routes on the last day, planned 25 %',
      'Parallel run: 30 of 48 h',
      'No trigger fired in 40 windows; 3 without enough data',
      'Checklist: 2 of 9 met',
    ]);
    const met = rolloutCard({ ...ROLLOUT, parallel: { hours: 1747, gate_hours: 48, met: true } });
    expect(met.lines[1]).toBe('Parallel run: 1,747 h, gate of 48 h met');
    const fired = rolloutCard({ ...ROLLOUT, firings: 2, last_fired_at: '2026-06-03T10:00:00Z' });
    expect(plain(fired.lines)[2]).toMatch(/^2 trigger firings, last on 3 Jun(e)? 2026$/);
    const thin = rolloutCard({ ...ROLLOUT, windows: { evaluated: 0, not_enough_data: 9 } });
    expect(thin.lines[2]).toBe('No window has enough data to judge a trigger by');
    expect(rolloutCard({ ...ROLLOUT, began: false }).value).toBe('not begun');
  });
});
