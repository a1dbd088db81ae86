import { describe, expect, it } from 'vitest';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import type { LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';
import { bandWords, deltaSentence } from './latency-words';

const names = { baseline: 'Official', candidate: 'Relay A', metric: 'duration' };
const evidence: EvidenceSpec = { title: '', value: '', formula: '' };

function said(verdict: LatencyDeltaAnswer['verdict'], value: number, low: number, high: number): string {
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

  it('has nothing to say of what is not comparable', () => {
    expect(said('not comparable', -3, -8, 2)).toBe('');
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
