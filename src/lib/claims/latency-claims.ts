import Big from 'big.js';
import type { Check, ClaimSpec } from './claim-spec';
import { changePct, milliseconds, percentText, readsAs } from './claim-numbers';
import type { Judgement } from './judgement';
import {
  FEWEST,
  intervalText,
  judgeOverhead,
  shareText,
  tooFew,
  verdictOfShare,
  type Share,
} from './share-claims';

type CheckOf<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;

/** Candidate − baseline of like requests at one quantile, in milliseconds with its 95 % interval. */
export interface MatchedFacts {
  baseline: string;
  candidate: string;
  metric: 'ttft' | 'duration';
  delta?: { value: number; low: number; high: number; baseline: number };
  /** Why there is no delta, or what it rests on. */
  why: string;
}

/** The same, and the candidate's requests under the claimed budget. */
export interface BudgetFacts extends MatchedFacts {
  /** Undefined where none of the candidate's requests is measured. */
  under?: Share;
  /** What the candidate's gateway adds by its own log; undefined where no source logs it. */
  overhead?: Share;
}

const METRICS = { ttft: 'time to first token', duration: 'duration' };
const LOGS =
  'Upload request logs of both routes with like traffic (same models, regions and sizes of answers): the matched delta and its interval decide.';

/**
 * A latency that gets better by so many milliseconds. Contradicted where from − to is not the figure, or where all of the
 * interval of the matched delta is less of an improvement; supported where all of it is as much.
 */
export function judgeLatencyDelta(
  claim: ClaimSpec & { check: CheckOf<'latency_delta'> },
  facts: MatchedFacts,
): Judgement {
  const { from_ms: from, to_ms: to, quantile } = claim.check;
  const figure = claim.figure ?? '0';
  const change = Big(to).minus(from);
  const working = [
    `${milliseconds(Big(to))} − ${milliseconds(Big(from))} = ${milliseconds(change)}, ${percentText(changePct(from, to), 1)}`,
  ];
  if (!readsAs(change.times(-1), figure))
    return {
      verdict: 'contradicted',
      why: `The claim’s own numbers differ by ${milliseconds(change)}, not by ${milliseconds(Big(figure).times(-1))}.`,
      working,
      measured: null,
      decides: null,
    };
  const { delta } = facts;
  if (!delta) return { verdict: 'data decides', why: facts.why, working, measured: null, decides: LOGS };
  const needed = -Number(figure);
  const verdict = delta.high <= needed ? 'supported' : delta.low > needed ? 'contradicted' : 'data decides';
  const short = milliseconds(Big(needed));
  const WHY = {
    supported: `All of the interval is ${short} or better.`,
    contradicted: `None of the interval reaches ${short}.`,
    'data decides': `The interval reaches from better to worse than ${short}.`,
  };
  return {
    verdict,
    why: WHY[verdict],
    working,
    measured: deltaText(facts, quantile),
    decides: verdict === 'data decides' ? 'More requests on both routes make the interval narrower.' : null,
  };
}

/**
 * Proxying under a budget. Where the gateway's own part is logged, that decides: supported or contradicted where all of
 * the interval of the share under the budget lies at or over, or under, what is claimed. Else supported where all of the
 * interval of whole requests under it suffices, or where the matched overhead's interval (p95) lies under it; contradicted
 * where that lies over it. Whole requests over the budget contradict nothing: the model's own time is in them. Shares of
 * fewer than 20 requests decide nothing.
 */
export function judgeUnderBudget(
  claim: ClaimSpec & { check: CheckOf<'under_budget'> },
  facts: BudgetFacts,
): Judgement {
  const { share_pct: share } = claim.check;
  const budget = Number(claim.figure ?? '0');
  const named = milliseconds(Big(budget));
  const { under, delta, candidate, metric } = facts;
  if (facts.overhead) return judgeOverhead(facts.overhead, Number(share), named, candidate);
  const shown = under
    ? `${shareText(under)} on ${candidate} have a ${METRICS[metric]} under ${named} ${intervalText(under)}. `
    : '';
  const measured = delta ? `${shown}${deltaText(facts, 'p95')}` : shown.trim();
  const found = { working: [], measured: measured === '' ? null : measured };
  if (under && verdictOfShare(under, Number(share)) === 'supported')
    return {
      verdict: 'supported',
      why: `Whole requests, the model’s own time and all, are under ${named} in at least ${share}\u00a0% of cases, with all of the interval.`,
      ...found,
      decides: null,
    };
  if (!delta) return { verdict: 'data decides', why: undecided(facts, share), ...found, decides: LOGS };
  const verdict = delta.high < budget ? 'supported' : delta.low >= budget ? 'contradicted' : 'data decides';
  const WHY = {
    supported: `What the relay adds to a like request is under ${named} with all of its interval.`,
    contradicted: `What the relay adds to a like request is ${named} or more with all of its interval.`,
    'data decides': `What the relay adds to a like request may be under or over ${named}.`,
  };
  return {
    verdict,
    why: WHY[verdict],
    ...found,
    decides: verdict === 'data decides' ? 'More requests on both routes make the interval narrower.' : null,
  };
}

/** Why whole requests do not support it, and nothing else can. */
function undecided({ under, candidate, metric, why }: BudgetFacts, share: string): string {
  if (!under) return `No request on ${candidate} has a measured ${METRICS[metric]}.`;
  if (under.measured < FEWEST) return `${tooFew(under.measured)} ${why}`;
  return under.under * 100 < under.measured * Number(share)
    ? `Whole requests hold the model’s own time, so they cannot tell the relay’s part: ${why}`
    : `The interval of whole requests reaches from less to more than ${share}\u00a0%: ${why}`;
}

function deltaText({ delta, baseline, candidate, metric }: MatchedFacts, quantile: string): string {
  if (!delta) return '';
  const pct =
    delta.baseline > 0 ? `, ${percentText(Big(delta.value).div(delta.baseline).times(100), 1)}` : '';
  const ms = (value: number): string => milliseconds(Big(value));
  return `Like for like, ${candidate} − ${baseline} at ${quantile} of ${METRICS[metric]} is ${ms(delta.value)}${pct} (95\u00a0% interval ${ms(delta.low)} to ${ms(delta.high)}).`;
}
