import type { Route } from '$lib/exchange/route';
import type { Filters } from '$lib/usage/filters';
import { divideHalfEven, type Pico } from '$lib/usage/money';
import type { SpendCell } from '$lib/usage/spend-cell';
import { books } from './books';
import { costCells, type CostedCell } from './costed-cells';
import { drawnBooks } from './drawn-books';
import { landedSum } from './spend-figures';

/** What usage saved by running on the relay. */
export interface Realised {
  saving: Pico;
  /** Usage that has a figure on both routes. */
  cells: SpendCell[];
  /** Share of records whose source says what was charged; null without any. */
  chargedPct: number | null;
}

/**
 * Saving of the relay's usage = what it would have cost on the official route by list prices and terms − what it did cost
 * on the relay (as charged, where the source says), over the cells that have both figures; rounded once a side. Of the
 * official cost only `savedShare` counts: what is sent to both routes is billed on both.
 */
export async function realisedSaving(
  cells: SpendCell[],
  official: Route,
  filters: Filters,
  savedShare: number,
): Promise<Realised> {
  const onRelay = costCells(cells, await drawnBooks(filters), filters);
  const onOfficial = costCells(
    cells.map((cell) => asIfOn(official.id, cell)),
    await books(),
    filters,
  );
  const both = onRelay.flatMap((relay, i) => {
    const like = onOfficial[i];
    return like && isCosted(relay) && isCosted(like) ? [{ relay, like }] : [];
  });
  const relayCells = both.map(({ relay }) => relay);
  const records = relayCells.reduce((sum, { cell }) => sum + cell.records, 0);
  const charged = relayCells.reduce(
    (sum, { cell }) => sum + (cell.chargedCurrency === undefined ? 0 : cell.records),
    0,
  );
  const avoided = landedSum(both.map(({ like }) => like)) ?? 0n;
  return {
    saving: shareOf(avoided, savedShare) - (landedSum(relayCells) ?? 0n),
    cells: relayCells.map(({ cell }) => cell),
    chargedPct: records === 0 ? null : (charged / records) * 100,
  };
}

/** All of it exactly; a part to the twelfth place of the share, as plans have it. */
function shareOf(amount: Pico, share: number): Pico {
  return share === 1 ? amount : divideHalfEven(amount * BigInt(Math.round(share * 1e12)), 10n ** 12n);
}

function isCosted({ list, landed }: CostedCell): boolean {
  return list.unpricedTokens === 0 && landed !== undefined;
}

/** The same usage on another route, where nothing was charged for it. */
function asIfOn(route: string, { chargedCurrency: _, ...cell }: SpendCell): SpendCell {
  return { ...cell, route, charged: 0n };
}
