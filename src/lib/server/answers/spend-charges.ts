import type { Pico } from '$lib/usage/money';
import type { CostedCell } from './costed-cells';
import type { ChargeLinesNote } from './spend-answer';
import { decimals } from './spend-figures';

/** What cost exports have to do with the money of cells. */
export function chargeLinesNote(costed: CostedCell[]): ChargeLinesNote {
  const aside = new Map<string, Pico>();
  let used = false;
  for (const { cell } of costed) {
    used ||= cell.fromLines !== undefined;
    const own = cell.fromLines?.setAside;
    if (own) aside.set(own.currency, (aside.get(own.currency) ?? 0n) + own.amount);
  }
  return { used, set_aside: decimals(aside) };
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
