import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CRITERIA, type CriterionSource, type CriterionState } from './criteria';
import { verdictOf, type Judged, type ReadinessVerdict } from './verdict';

const STATES: CriterionState[] = ['met', 'not met', 'unknown'];

/** What the model says in so many words, found by trying every way in which the unknown primaries can turn out. */
function byTrying(criteria: Judged[]): ReadinessVerdict {
  if (
    criteria.some(({ group, state, source }) => group === 'blocker' && state === 'met' && source !== 'waived')
  )
    return 'wait';
  const primaries = criteria.filter(({ group }) => group === 'primary').map(({ state }) => state);
  const met = (states: CriterionState[]): number => states.filter((state) => state === 'met').length;
  if (met(primaries) >= 2) return 'ready';
  const outcomes = primaries.reduce<CriterionState[][]>(
    (ways, state) =>
      ways.flatMap((way) =>
        (state === 'unknown' ? (['met', 'not met'] as const) : [state]).map((one) => [...way, one]),
      ),
    [[]],
  );
  return outcomes.some((way) => met(way) >= 2) ? 'not enough information' : 'not yet';
}

const criteriaOf = (states: CriterionState[], sources: CriterionSource[] = []): Judged[] =>
  CRITERIA.map(({ id, name, group }, i) => ({
    id,
    name,
    group,
    state: states[i] ?? 'unknown',
    source: sources[i] ?? 'measured',
  }));

describe('verdictOf', () => {
  it('is what trying every outcome of the unknown ones gives, for every criterion in every state', () => {
    const all = fc.record({
      states: fc.array(fc.constantFrom(...STATES), { minLength: 12, maxLength: 12 }),
      sources: fc.array(fc.constantFrom<CriterionSource>('measured', 'declared', 'waived'), {
        minLength: 12,
        maxLength: 12,
      }),
    });
    fc.assert(
      fc.property(all, ({ states, sources }) => {
        const criteria = criteriaOf(states, sources);
        expect(verdictOf(criteria).verdict).toBe(byTrying(criteria));
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it.each(STATES.flatMap((a) => STATES.flatMap((b) => STATES.map((c) => [a, b, c] as const))))(
    'of primaries %s, %s, %s without a blocker likewise',
    (a, b, c) => {
      const criteria = criteriaOf([a, b, c]);
      expect(verdictOf(criteria).verdict).toBe(byTrying(criteria));
    },
  );

  it('waits for a blocker that two primaries do not outweigh, until it is waived', () => {
    const blocked = criteriaOf(['met', 'met', 'met']).map((one) =>
      one.id === 'residency' ? { ...one, state: 'met' as const } : one,
    );
    expect(verdictOf(blocked)).toEqual({
      verdict: 'wait',
      why: 'Data residency speaks against it, and nobody has waived it.',
    });
    const waived = blocked.map((one) =>
      one.id === 'residency' ? { ...one, source: 'waived' as const } : one,
    );
    expect(verdictOf(waived).verdict).toBe('ready');
  });

  it('names what is not known', () => {
    expect(verdictOf(criteriaOf(['met', 'unknown', 'unknown'])).why).toBe(
      '1 of 3 primary criteria is met, 2 are needed, and Context-heavy features, International users are not known.',
    );
    expect(verdictOf(criteriaOf(['not met', 'not met', 'unknown'])).why).toBe(
      '0 of 3 primary criteria are met, API bill, Context-heavy features not: 2 cannot be reached, whatever International users turns out to be.',
    );
    expect(verdictOf(criteriaOf(['met', 'met', 'not met'])).why).toBe(
      '2 of 3 primary criteria are met: API bill, Context-heavy features. Nobody has said yet whether there is a blocker: Prototype, Data residency, Fine-tuning, Single-turn use.',
    );
  });
});
