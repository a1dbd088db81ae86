import type { PriceBook } from '$lib/pricing/price-book';
import { app } from '$lib/server/app';
import { TooMuch, type Fold, type Scope } from '$lib/server/store/store';
import { parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import type { Day, SpendCell } from '$lib/usage/spend-cell';
import type { Label } from '$lib/usage/usage-record';
import { books } from './books';
import { kept } from './kept';
import { priceCuts, priceCutsWith } from './price-cuts';
import { showsSample, toScope } from './scope';

/** Labels by which usage is kept summed; only records tell the others apart, and reading them all is slow. */
const SUMMED: readonly Label[] = ['tier', 'feature', 'region', 'project'];

/** A cube with more cells is read by scope: to go over it costs more than the query. */
const MOST_KEPT = 100_000;

/** A spend cube, and which of its cells filters leave. */
export interface CellsInScope {
  cells: SpendCell[];
  isInScope: (cell: SpendCell) => boolean;
}

/**
 * The spend cube that answers filters, prompt sizes and hours told apart only where a price of the models in the data changes.
 * It is the cube of all usage wherever that is small, kept until something is written: another period, route or model
 * then costs no query.
 */
export async function cellsInScope(filters: Filters, labels: Label[], fold?: Fold): Promise<CellsInScope> {
  const whole = fold ? undefined : await keptCube(filters, labels);
  const cells = whole ?? (await cubeOfScope(filters, labels, fold));
  const isOfModels = await modelTest(filters);
  const isInPeriod = periodTest(filters);
  const routes = filters.routes.length > 0 ? new Set(filters.routes) : undefined;
  const isInScope = (cell: SpendCell): boolean =>
    isInPeriod(cell.day) && (!routes || routes.has(cell.route)) && isOfModels(cell);
  return { cells, isInScope };
}

/** The cells of the spend cube that filters leave. */
export async function spendCells(filters: Filters, labels: Label[]): Promise<SpendCell[]> {
  const { cells, isInScope } = await cellsInScope(filters, labels);
  return cells.filter(isInScope);
}

/** The cube of all usage, where it is small enough to be kept. */
export async function keptCube(filters: Filters, labels: Label[]): Promise<SpendCell[] | undefined> {
  return isKeptWhole(filters, labels) ? wholeCube(filters, labels) : undefined;
}

function isKeptWhole({ features, regions }: Filters, labels: Label[]): boolean {
  return features.length === 0 && regions.length === 0 && labels.every((label) => SUMMED.includes(label));
}

async function wholeCube(filters: Filters, labels: Label[]): Promise<SpendCell[] | undefined> {
  const { store } = await app();
  const sample = await showsSample(filters);
  return kept(`cube ${sample} ${labels.join()}`, async () => {
    try {
      const { promptBounds, dayParts } = await priceCuts(sample);
      const cells = await store.spendCells({ sample }, labels, promptBounds, dayParts);
      return cells.length > MOST_KEPT ? undefined : cells;
    } catch (error) {
      if (error instanceof TooMuch) return undefined;
      throw error;
    }
  });
}

async function cubeOfScope(filters: Filters, labels: Label[], fold: Fold | undefined): Promise<SpendCell[]> {
  const { store } = await app();
  const scope = await toScope(filters);
  return kept(`cells ${JSON.stringify([scope, labels, fold])}`, async () => {
    const { promptBounds, dayParts } = await priceCuts(scope.sample);
    return store.spendCells(scope, labels, promptBounds, dayParts, fold);
  });
}

/** The spend cube of a scope, told apart as finely as the prices in force and those of an edit want it. */
export async function cellsForEdit(scope: Scope, edited: PriceBook): Promise<SpendCell[]> {
  const { store } = await app();
  const { promptBounds, dayParts } = await priceCutsWith(edited, scope.sample);
  return store.spendCells(scope, [], promptBounds, dayParts);
}

/** One name may be a model of the table with one provider and unknown with another: only cells that are of it stay. */
async function modelTest({ models }: Filters): Promise<(cell: SpendCell) => boolean> {
  if (models.length === 0) return () => true;
  const wanted = new Set(models);
  const { prices } = await books();
  return ({ provider, model }) =>
    wanted.has(model) || wanted.has(prices.resolve(provider, model)?.model ?? model);
}

/** Is a day in the period of filters, [from, to)? */
export function periodTest({ from, to }: Filters): (day: Day) => boolean {
  const first = (from === undefined ? undefined : parseDay(from)) ?? -Infinity;
  const end = (to === undefined ? undefined : parseDay(to)) ?? Infinity;
  return (day) => day >= first && day < end;
}
