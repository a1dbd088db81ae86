import type { Pico } from '../usage/money';
import { explainedPct, type Explanation, type ExplanationKind } from './explanation';
import { chargedOf, computedOf, type ReckonedCell, type Reckoning } from './reckoned-cell';

/** A gap taken apart as far as that is certain. */
export interface Structure {
  parts: Explanation[];
  /** The gap less the parts: that of the usage that has both a charge and a price. */
  rest: Pico;
  /** That usage. */
  matched: ReckonedCell[];
}

/**
 * The parts of a gap that are certain, which with the rest sum to it exactly: usage that nothing was charged for (less
 * was charged than computed, so it counts negative), charges without usage, charges of usage without a price, and of
 * usage without terms or a rate.
 */
export function structuralParts(cells: ReckonedCell[], gap: Pico, reckoning: Reckoning): Structure {
  const isCharged = ({ cell }: ReckonedCell): boolean => cell.chargedCurrency !== undefined;
  const used = cells.filter(({ cell }) => cell.records > 0);
  const uncharged = used.filter((one) => !isCharged(one) && one.toCharge);
  const days = new Set(uncharged.map(({ cell }) => cell.day)).size;
  const unused = cells.filter(({ cell }) => cell.records === 0 && (cell.fromLines?.over.length ?? 0) === 0);
  const unpriced = used.filter((one) => isCharged(one) && !one.list.price);
  const unrated = used.filter((one) => isCharged(one) && one.list.price && !one.toCharge);
  const amounts: [ExplanationKind, Pico, string][] = [
    [
      'usage_without_charge',
      -(computedOf(uncharged, reckoning) ?? 0n),
      `Usage of ${days === 1 ? '1 day' : `${days} days`} without a charge`,
    ],
    ['charge_without_usage', chargedOf(unused) ?? 0n, 'Charges without usage of the same model and day'],
    ['unpriced', chargedOf(unpriced) ?? 0n, 'Charges for usage that has no price'],
    ['no_rate', chargedOf(unrated) ?? 0n, 'Charges for usage without terms or an exchange rate'],
  ];
  const parts = amounts
    .filter(([, amount]) => amount !== 0n)
    .map(([kind, amount, what]) => ({
      kind,
      certain: true,
      amount,
      explainsPct: explainedPct(amount, gap),
      what,
    }));
  const left = new Set([...uncharged, ...unused, ...unpriced, ...unrated]);
  return {
    parts,
    rest: parts.reduce((rest, { amount }) => rest - amount, gap),
    matched: cells.filter((one) => !left.has(one)),
  };
}
