import { describe, expect, it } from 'vitest';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import type { LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';
import { bandWords, deltaSentence, withInterval } from './latency-words';

const names = { baseline: 'Official', candidate: 'Relay A', metric: 'duration' };
const evidence: EvidenceSpec = { title: '', value: '', formula: '' };

function said(
  verdict: LatencyDeltaAnswer['verdict'],
  value: number,
  low: number | null,
  high: number | null,
): string {
  const p95 = { value, low, high, baseline: 100, candidate: 100 + value };
  const answer = { matched: { p50: null, p95, p99: null }, verdict } as LatencyDeltaAnswer;
  const parts = deltaSentence(answer, names, evidence) ?? [];
  return parts
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')
    .replaceAll('\u00a0', ' ');
}

describe('deltaSentence', () => {
  it('says by how much, and how surely', () => {
    expect(said('faster', -47, -61, -12)).toBe(
      'Like for like, Relay A is 47 ms faster than Official at p95 of duration (95 % interval −61 ms to −12 ms).',
    );
    expect(said('slower', 1240, 900, 1500)).toContain('is 1.24 s slower than Official');
  });

  it('never says faster where the interval holds 0', () => {
    expect(said('no difference shown', -3, -8, 2)).toBe(
      'Like for like, no difference between Relay A and Official is shown at p95 of duration: −3.0 ms (95 % interval −8.0 ms to +2.0 ms).',
    );
  });

  it('says neither without an interval', () => {
    expect(said('too short a time', -47, null, null)).toBe(
      'Like for like, Relay A differs from Official by −47 ms at p95 of duration, over too short a time to say that either is faster.',
    );
  });

  it('has nothing to say of what is not comparable', () => {
    expect(said('not comparable', -3, -8, 2)).toBe('');
  });
});

describe('withInterval', () => {
  it('says why there is none', () => {
    const shown = (low: number | null, high: number | null): string =>
      withInterval({ value: -38, low, high }).replaceAll('\u00a0', ' ');
    expect(shown(-61, -12)).toBe('−38 ms (−61 ms to −12 ms)');
    expect(shown(null, null)).toBe('−38 ms (no interval: too short a time)');
  });
});

describe('bandWords', () => {
  it('names the tokens of a band', () => {
    expect(bandWords(1024, 2047)).toBe('1,024 to 2,047\u00a0tokens');
    expect(bandWords(0, 0)).toBe('0\u00a0tokens');
    expect(bandWords(1, 1)).toBe('1\u00a0token');
    expect(bandWords(null, null)).toBe('—');
  });
});
