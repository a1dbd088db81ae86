import Big from 'big.js';
import { wilson } from '$lib/latency/wilson';
import { percentText } from './claim-numbers';
import type { Judgement } from './judgement';

/** How many of the measured requests are under the claimed budget. */
export interface Share {
  under: number;
  measured: number;
}

/** A share of fewer measured requests decides nothing, as in a matched delta (model.md section 5). */
export const FEWEST = 20;

/** What a share says of a claimed one (in percent): decided where all of its Wilson 95 % interval lies on one side. */
export function verdictOfShare(
  { under, measured }: Share,
  claimedPct: number,
): 'supported' | 'contradicted' | 'data decides' {
  const interval = measured < FEWEST ? undefined : wilson(under, measured);
  if (!interval) return 'data decides';
  if (interval.low * 100 >= claimedPct) return 'supported';
  return interval.high * 100 < claimedPct ? 'contradicted' : 'data decides';
}

/** `95.0 % of 200 requests` */
export function shareText({ under, measured }: Share): string {
  return `${percent(under / measured)} of ${measured.toLocaleString('en')} ${measured === 1 ? 'request' : 'requests'}`;
}

/** `(95 % interval 91.0 to 97.3 %)` */
export function intervalText({ under, measured }: Share): string {
  const { low, high } = wilson(under, measured) ?? { low: 0, high: 1 };
  return `(95\u00a0% interval ${percent(low)} to ${percent(high)})`;
}

/** Why so few requests decide nothing. */
export function tooFew(measured: number): string {
  return `Only ${measured === 1 ? '1 request is' : `${measured} requests are`} measured: ${FEWEST} are needed.`;
}

/** The share of requests to which the gateway adds less than the budget, by its own log. */
export function judgeOverhead(share: Share, claimed: number, named: string, candidate: string): Judgement {
  const { under, measured } = share;
  const verdict = verdictOfShare(share, claimed);
  const WHY = {
    supported: `By the gateway’s own log it adds under ${named} to at least ${claimed}\u00a0% of requests, with all of the interval.`,
    contradicted: `By the gateway’s own log it adds under ${named} to less than ${claimed}\u00a0% of requests, with all of the interval.`,
    'data decides': `By the gateway’s own log the share of requests to which it adds under ${named} may be more or less than ${claimed}\u00a0%.`,
  };
  return {
    verdict,
    why: measured < FEWEST ? tooFew(measured) : WHY[verdict],
    working: [
      `${under.toLocaleString('en')} ÷ ${measured.toLocaleString('en')} = ${percent(under / measured)}`,
    ],
    measured: `${candidate} itself adds under ${named} to ${shareText(share)} ${intervalText(share)}.`,
    decides: verdict === 'data decides' ? 'More requests make the interval narrower.' : null,
  };
}

function percent(part: number): string {
  return percentText(Big(part * 100), 1);
}
