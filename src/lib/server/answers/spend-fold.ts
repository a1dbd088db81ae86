import { app } from '$lib/server/app';
import type { Fold } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import type { Label } from '$lib/usage/usage-record';
import { keptCube } from './cells';
import type { CostedCell } from './costed-cells';
import { kept } from './kept';
import { comparedFilters, toScope } from './scope';
import { unitCosts } from './unit-costs';

/** So many names are told apart at least: tables and charts of one breakdown then ask for the same. */
const LEAST = 40;
/** Ranks rest on average costs: some more names than asked for are costed exactly, and ranked again. */
const SPARE = 10;

/** Which names of a label to tell apart, and how many there are. */
export interface SpendFold extends Fold {
  groups: number;
}

/**
 * The names of a label that the dearest `top` are among, in the period and in the compared one; undefined where all
 * can be told apart at no cost, or where filters choose them.
 * @param costed the usage of filters with its money, no label told apart
 */
export async function foldOf(
  filters: Filters,
  label: Label,
  top: number,
  costed: (filters: Filters) => Promise<CostedCell[]>,
): Promise<SpendFold | undefined> {
  const chosen = { feature: filters.features, region: filters.regions }[label as string];
  if (chosen?.length || (await keptCube(filters, [label]))) return undefined;
  const most = Math.max(LEAST, top + SPARE);
  const compared = comparedFilters(filters);
  const [now, before] = [
    await ranksOf(filters, label, most, costed),
    compared && (await ranksOf(compared, label, most, costed)),
  ];
  return { label, names: [...new Set([...now.names, ...(before?.names ?? [])])], groups: now.groups };
}

async function ranksOf(
  filters: Filters,
  label: Label,
  most: number,
  costed: (filters: Filters) => Promise<CostedCell[]>,
): Promise<Omit<SpendFold, 'label'>> {
  const { store } = await app();
  const scope = await toScope(filters);
  const { home, currency, rate } = filters;
  return kept(`ranks ${JSON.stringify([scope, label, most, home, currency, rate])}`, async () =>
    store.labelRanks(scope, label, unitCosts(await costed(filters)), most),
  );
}
