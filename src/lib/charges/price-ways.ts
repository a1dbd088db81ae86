import { ExactSum } from '../exchange/exact-sum';
import { listCost } from '../pricing/list-cost';
import { decimalToPico, type Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import type { TokenClass } from '../usage/token-classes';
import type { Way } from './explain-rest';
import { billedCost, computedOf, type ReckonedCell, type Reckoning } from './reckoned-cell';

const CACHED: [TokenClass, TokenClass][] = [
  ['cached_input', 'uncached_input'],
  ['cached_audio_input', 'audio_input'],
  ['cached_image_input', 'image_input'],
];
const MILLION = 1_000_000n;

/** Cached input charged at the price of uncached input. */
export function cachedAsUncachedWay(cells: ReckonedCell[], reckoning: Reckoning): Way | undefined {
  const amount = otherwise(cells, reckoning, ({ list }) => list.costCachedAsUncached);
  return way('cached_as_uncached', amount, 'Charging cached input at the price of uncached input');
}

/** Cached input that has no price of its own, charged at the price of uncached input. */
export function missingCachedPriceWay(cells: ReckonedCell[]): Way | undefined {
  const sum = new ExactSum();
  for (const { cell, list, toCharge } of cells)
    for (const [cached, uncached] of CACHED) {
      const tokens = cell.tokens[cached];
      const price = list.price?.perMTok[uncached];
      if (tokens === 0 || price === undefined || list.price?.perMTok[cached] !== undefined || !toCharge)
        continue;
      sum.add((BigInt(tokens) * decimalToPico(price)) / MILLION, toCharge.factor);
    }
  return way(
    'missing_cached_price',
    sum.amount,
    'Cached input has no price here; charging it at the price of uncached input',
  );
}

/** Prompts whose size is not told, charged at the price for the largest. */
export function longPromptsWay(cells: ReckonedCell[], reckoning: Reckoning): Way | undefined {
  if (!cells.some(({ list }) => list.tierUnknown)) return undefined;
  const bounds = pricesOf(cells, reckoning).map(({ abovePromptTokens }) => abovePromptTokens);
  const promptOver = Math.max(0, ...bounds);
  const amount = otherwise(cells, reckoning, (one) =>
    one.list.tierUnknown ? costAs(one, { promptOver }, reckoning) : billedCost(one, reckoning),
  );
  const size = promptOver.toLocaleString('en');
  return way('long_prompts', amount, `Charging every prompt at the price above ${size} tokens`);
}

/** All usage charged at another service tier that the model has prices for. */
export function otherTierWays(cells: ReckonedCell[], reckoning: Reckoning): Way[] {
  const tiers = new Set(['standard', ...pricesOf(cells, reckoning).flatMap(({ tier }) => tier ?? [])]);
  return [...tiers].flatMap((tier) => {
    const amount = otherwise(cells, reckoning, (one) => costAs(one, { tier }, reckoning));
    return way('other_tier', amount, `Charging all of it at the prices of the ${tier} tier`) ?? [];
  });
}

function pricesOf(
  cells: ReckonedCell[],
  { prices }: Reckoning,
): { tier?: string; abovePromptTokens: number }[] {
  const model = cells[0]?.list.model;
  return prices.prices.filter((price) => price.provider === model?.provider && price.model === model.model);
}

/** What a cell would be billed were it another; undefined where that has no price. */
function costAs(
  { cell, list }: ReckonedCell,
  change: Partial<Pick<SpendCell, 'tier' | 'promptOver'>>,
  reckoning: Reckoning,
): Pico | undefined {
  const other = listCost({ ...cell, ...change }, reckoning.prices, list.price?.priceList ?? 'list');
  if (!other.price || other.currency !== list.currency) return undefined;
  return billedCost({ cell, list: other, currency: undefined, toCharge: undefined }, reckoning);
}

/** How much more (less) would be computed at other costs; undefined where one of them is not known. */
function otherwise(
  cells: ReckonedCell[],
  reckoning: Reckoning,
  costOf: (one: ReckonedCell) => Pico | undefined,
): Pico | undefined {
  const sum = new ExactSum();
  for (const one of cells) {
    if (!one.toCharge || one.cell.records === 0) continue;
    const cost = costOf(one);
    if (cost === undefined) return undefined;
    sum.add(cost, one.toCharge.factor);
  }
  const computed = computedOf(cells, reckoning);
  return sum.amount === undefined || computed === undefined ? undefined : sum.amount - computed;
}

function way(kind: Way['kind'], amount: Pico | undefined, what: string): Way | undefined {
  return amount === undefined || amount === 0n ? undefined : { kind, amount, what };
}
