import type { Pico } from '$lib/usage/money';
import type { SpendCell } from '$lib/usage/spend-cell';
import type { CostedCell } from './costed-cells';
import type { ChargeLinesNote } from './spend-answer';
import { decimals } from './spend-figures';

/** What cost exports have to do with the money of cells. */
export function chargeLinesNote(costed: CostedCell[]): ChargeLinesNote {
  const cells = costed.map(({ cell }) => cell);
  return {
    used: cells.some(({ fromLines }) => fromLines !== undefined),
    set_aside: decimals(amountsAside(cells)),
  };
}

/** What records themselves say was charged for usage that a cost export charges, by currency. */
export function amountsAside(cells: SpendCell[]): Map<string, Pico> {
  const amounts = new Map<string, Pico>();
  for (const { fromLines } of cells) {
    const own = fromLines?.setAside;
    if (own) amounts.set(own.currency, (amounts.get(own.currency) ?? 0n) + own.amount);
  }
  return amounts;
}

/** Names of the usage whose charge lines several of the groups share. */
export function sharedAmong(groups: CostedCell[][]): Set<string> {
  const groupOf = new Map<string, number>();
  const shared = new Set<string>();
  groups.forEach((cells, index) => {
    for (const { cell } of cells)
      for (const over of cell.fromLines?.over ?? []) {
        if ((groupOf.get(over) ?? index) !== index) shared.add(over);
        groupOf.set(over, index);
      }
  });
  return shared;
}
