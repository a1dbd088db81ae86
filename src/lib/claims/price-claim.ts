import Big from 'big.js';
import { percentText } from './claim-numbers';
import type { Judgement } from './judgement';

/** What prices, terms and bills say of the base price on both routes. */
export interface PriceFacts {
  baseline: string;
  candidate: string;
  /** Models with a price on both routes; undefined where nothing can be compared. */
  compared?: number;
  /** Of these, models that the candidate's list price or multiplier makes dearer or cheaper. */
  different: string[];
  /** Where the candidate's terms stand. */
  termsSource?: string;
  /** Charged against computed on the candidate; undefined where it charged nothing that the data holds. */
  bill?: {
    /** Models and months that agree with what is computed, and that do not. */
    agrees: number;
    differs: number;
    /** charged − computed of them all together, in percent of what was charged; whether that counts as agreement. */
    gapPct: number;
    holds: boolean;
  };
}

/** How many models a sentence names. */
const NAMED = 3;

/**
 * The same base price on both routes: contradicted by a multiplier or a list price of its own, or by what was charged;
 * terms that only somebody entered do not support it, a bill that agrees with them does.
 */
export function judgePriceEquality({
  baseline,
  candidate,
  compared,
  different,
  termsSource,
  bill,
}: PriceFacts): Judgement {
  const decides = `Upload what ${candidate} charged, and enter its terms: reconciliation tells whether the bill follows the list price.`;
  if (compared === undefined)
    return {
      verdict: 'data decides',
      why: 'No usage here has a price on both routes.',
      working: [],
      measured: null,
      decides,
    };
  const entered = termsSource === undefined ? '' : ` (${termsSource})`;
  const working = [
    `List price and multiplier are the same on ${baseline} and ${candidate} for ${compared - different.length} of ${compared} models${entered}`,
  ];
  const measured = bill
    ? `What ${candidate} charged agrees with list price × terms in ${bill.agrees} of ${bill.agrees + bill.differs} models and months; all together the gap is ${percentText(Big(bill.gapPct), 1)}.`
    : null;
  const found = { working, measured };
  if (different.length > 0) {
    const more = different.length - NAMED;
    return {
      verdict: 'contradicted',
      why: `The terms of ${candidate} have another base price for ${different.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      ...found,
      decides: null,
    };
  }
  if (!bill)
    return {
      verdict: 'data decides',
      why: `By the terms entered it is the same; nothing here says what ${candidate} charged.`,
      ...found,
      decides,
    };
  return {
    verdict: bill.holds ? 'supported' : 'contradicted',
    why: bill.holds
      ? `The terms say so, and what ${candidate} charged agrees.`
      : `What ${candidate} charged differs from the list price and the terms entered.`,
    ...found,
    decides: null,
  };
}
