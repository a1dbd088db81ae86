import type { CriterionGroup, CriterionId, CriterionSource, CriterionState } from './criteria';

/** What the verdict is made from. */
export interface Judged {
  id: CriterionId;
  name: string;
  group: CriterionGroup;
  state: CriterionState;
  source: CriterionSource;
}

export type ReadinessVerdict = 'ready' | 'not yet' | 'wait' | 'not enough information';

/** Ready needs so many primaries. */
export const PRIMARIES_NEEDED = 2;

export interface Verdict {
  verdict: ReadinessVerdict;
  why: string;
}

/**
 * The verdict (model.md section 7): wait with a blocker that is met and not waived; ready with two primaries; not yet
 * where two cannot be reached whatever the unknown ones turn out to be; else not enough information. A blocker that
 * nobody has declared does not hold anybody up, but is named.
 */
export function verdictOf(criteria: readonly Judged[]): Verdict {
  const primaries = criteria.filter(({ group }) => group === 'primary');
  const blockers = criteria.filter(({ group }) => group === 'blocker');
  const blocking = blockers.filter(({ state, source }) => state === 'met' && source !== 'waived');
  if (blocking.length > 0)
    return {
      verdict: 'wait',
      why: `${namesOf(blocking)} ${blocking.length === 1 ? 'speaks' : 'speak'} against it, and nobody has waived ${blocking.length === 1 ? 'it' : 'them'}.`,
    };
  const met = primaries.filter(({ state }) => state === 'met');
  const unknown = primaries.filter(({ state }) => state === 'unknown');
  const counted = `${met.length} of ${primaries.length} primary criteria ${met.length === 1 ? 'is' : 'are'} met`;
  if (met.length >= PRIMARIES_NEEDED)
    return { verdict: 'ready', why: `${counted}: ${namesOf(met)}.${undeclared(blockers)}` };
  const missed = `${namesOf(primaries.filter(({ state }) => state === 'not met'))} not`;
  if (met.length + unknown.length < PRIMARIES_NEEDED)
    return {
      verdict: 'not yet',
      why: `${counted}, ${missed}: ${PRIMARIES_NEEDED} cannot be reached${unknown.length > 0 ? `, whatever ${namesOf(unknown)} turns out to be` : ''}.`,
    };
  return {
    verdict: 'not enough information',
    why: `${counted}, ${PRIMARIES_NEEDED} are needed, and ${namesOf(unknown)} ${unknown.length === 1 ? 'is' : 'are'} not known.`,
  };
}

function undeclared(blockers: Judged[]): string {
  const open = blockers.filter(({ state, source }) => state === 'unknown' && source !== 'waived');
  return open.length === 0 ? '' : ` Nobody has said yet whether there is a blocker: ${namesOf(open)}.`;
}

function namesOf(criteria: Judged[]): string {
  return criteria.map(({ name, source }) => (source === 'waived' ? `${name} (waived)` : name)).join(', ');
}
