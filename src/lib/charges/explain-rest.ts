import { picoToDecimal, type Pico } from '../usage/money';
import { explainedPct, type Explanation } from './explanation';
import { feeWays, multiplierWay } from './factor-ways';
import { cachedAsUncachedWay, longPromptsWay, missingCachedPriceWay, otherTierWays } from './price-ways';
import type { ReckonedCell, Reckoning } from './reckoned-cell';

/** One way to explain a gap: what charged − computed would be if it were so. */
export type Way = Pick<Explanation, 'kind' | 'amount' | 'what'>;

/** Usage that has both a charge and a price. */
export interface Matched {
  cells: ReckonedCell[];
  /** See ReckonedGroup. */
  roundedRows: number | undefined;
}

/** A way that explains less is none. */
const LEAST_PCT = 50;
/** Half a hundredth, in pico-units: the most that one amount in whole hundredths can be off. */
const HALF_CENT = 5_000_000_000n;

/**
 * Ways in which the gap of matched usage would come about, each worked out anew from the tokens. They are alternatives:
 * their amounts are not to be added up. None where the certain parts leave less than a hundredth of the gap.
 */
export function explainRest(matched: Matched, rest: Pico, gap: Pico, reckoning: Reckoning): Explanation[] {
  const abs = (amount: Pico): Pico => (amount < 0n ? -amount : amount);
  const { cells } = matched;
  if (abs(rest) * 100n < abs(gap) || rest === 0n || cells.length === 0) return [];
  const ways = [
    cachedAsUncachedWay(cells, reckoning),
    missingCachedPriceWay(cells),
    longPromptsWay(cells, reckoning),
    multiplierWay(cells, reckoning),
    roundingWay(matched, rest),
    ...otherTierWays(cells, reckoning),
    ...feeWays(cells, reckoning),
  ];
  return ways
    .filter((way) => way !== undefined)
    .map((way) => ({ ...way, certain: false, explainsPct: explainedPct(way.amount, rest) }))
    .filter(({ explainsPct }) => explainsPct >= LEAST_PCT);
}

function roundingWay({ cells, roundedRows }: Matched, rest: Pico): Way | undefined {
  if (roundedRows === undefined || !cells.every(({ cell }) => cell.fromLines)) return undefined;
  const most = HALF_CENT * BigInt(roundedRows);
  if (rest > most || rest < -most) return undefined;
  const upTo = picoToDecimal(most).replace(/0+$/, '');
  return {
    kind: 'rounding',
    amount: rest,
    what: `Rounding: ${roundedRows === 1 ? '1 amount' : `${roundedRows} amounts`} in whole hundredths can be off by ${upTo} together`,
  };
}
