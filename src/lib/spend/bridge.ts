import { FACTOR_SCALE } from '../exchange/exact-sum';
import type { Payer } from '../exchange/payer';
import { divideHalfEven, type Pico } from '../usage/money';
import { gatherItems, weigh, type BridgeItem } from './bridge-items';
import { levelsOf, type Volumes } from './bridge-levels';
import { sumOf, type BridgeSums } from './bridge-sums';
import type { CostBooks, CostedUsage } from './costed-usage';

/** The parts of a change, in the order in which they are taken. */
export const BRIDGE_PARTS = [
  'volume',
  'mix',
  'price',
  'exchange_rate',
  'fees_and_taxes',
  'new_models',
  'vanished_models',
  'not_comparable',
  'other_charges',
] as const;
export type BridgePart = (typeof BRIDGE_PARTS)[number];

/** Pico-units of the reporting currency; the parts sum to the difference exactly. */
export interface BridgeFigures {
  before: Pico;
  after: Pico;
  difference: Pico;
  parts: Record<BridgePart, Pico>;
}

/**
 * Of a model: both periods have it; only the later; only the earlier; both have it, but one has no landed cost for it.
 */
export type BridgeState = 'both' | 'new' | 'vanished' | 'not_comparable';

export interface BridgeRow extends BridgeFigures {
  /** Canonical id, or the name as reported where no price knows it. */
  model: string;
  route: string;
  state: BridgeState;
  /** Is there usage, none of which has a landed cost? Then 0 stands for what is not known. */
  isUnknownBefore: boolean;
  isUnknownAfter: boolean;
  /** Tokens that have a landed cost. */
  tokensBefore: bigint;
  tokensAfter: bigint;
}

export interface Bridge {
  /** The greatest change first. */
  rows: BridgeRow[];
  totals: BridgeFigures;
}

/** Days by which either period is divided, for a comparison per day. */
export interface PerDay {
  before: number;
  after: number;
}

/** Landed cost after each part, in 10⁻⁴⁰ pico-units: the first is before, the last after. */
type Steps = bigint[];

/**
 * Bridge between the landed cost of two periods (model.md section 4), per model and route: volume at the old mix and
 * prices, mix, price (list and multiplier, or what was charged), exchange rate (credit price against the market), fees
 * and taxes, each as in levelsOf; then models that are new, that vanished, that have a landed cost in one period only
 * although both used them, and charges that no tokens explain, each as a whole. Every step is rounded once, half to
 * even at 12 places, and the parts are the differences of steps: they sum to the difference exactly, in every row and
 * in total. Totals are rounded from their own sums.
 */
export function bridge(
  before: CostedUsage[],
  after: CostedUsage[],
  books: CostBooks,
  payer: Payer,
  perDay?: PerDay,
): Bridge {
  const weights = weightsOf(perDay);
  const divisor = FACTOR_SCALE * weights.before * weights.after;
  const items = gatherItems(before, after, books, payer).map((item) => weigh(item, weights));
  const market = marketOf(items);
  const all: Steps = Array.from({ length: BRIDGE_PARTS.length + 1 }, () => 0n);
  const rows = items.map((item): BridgeRow => {
    const steps = stepsOf(item, market);
    steps.forEach((step, at) => (all[at] = (all[at] ?? 0n) + step));
    const { model, route, state, isUnknownBefore, isUnknownAfter } = item;
    const tokensBefore = (item.before?.tokens ?? 0n) / weights.before;
    const tokensAfter = (item.after?.tokens ?? 0n) / weights.after;
    return {
      model,
      route,
      state,
      isUnknownBefore,
      isUnknownAfter,
      tokensBefore,
      tokensAfter,
      ...figuresOf(steps, divisor),
    };
  });
  return { rows: rows.sort(greatestFirst), totals: figuresOf(all, divisor) };
}

/** What an item is held against: all tokens of both periods, and its model's cost before, whatever the route. */
interface Market {
  volumes: Volumes;
  models: Map<string, BridgeSums>;
}

/** Sums of the earlier period times the days of the later, and the reverse, are of equally many days. */
function weightsOf(perDay: PerDay | undefined): { before: bigint; after: bigint } {
  return perDay ? { before: BigInt(perDay.after), after: BigInt(perDay.before) } : { before: 1n, after: 1n };
}

function marketOf(items: BridgeItem[]): Market {
  const volumes = { before: 0n, after: 0n };
  const parts = new Map<string, BridgeSums[]>();
  for (const { model, state, before, after } of items) {
    if (state !== 'both') continue;
    volumes.before += before?.tokens ?? 0n;
    volumes.after += after?.tokens ?? 0n;
    if (before) parts.set(model, [...(parts.get(model) ?? []), before]);
  }
  const models = new Map<string, BridgeSums>();
  for (const [model, sums] of parts) {
    const sum = sumOf(sums);
    if (sum) models.set(model, sum);
  }
  return { volumes, models };
}

function stepsOf(item: BridgeItem, { volumes, models }: Market): Steps {
  const { state, before, after, otherBefore, otherAfter } = item;
  const model = models.get(item.model);
  const first = before?.landed ?? 0n;
  const last = after?.landed ?? 0n;
  const levels = state === 'both' && model ? levelsOf(before, after, model, volumes) : undefined;
  const isNew = state === 'new';
  const isGone = state === 'vanished';
  const usage = [
    ...(levels ?? Array.from({ length: 6 }, () => first)),
    levels || isNew ? last : first,
    levels || isNew || isGone ? last : first,
    last,
  ];
  return [...usage.map((step) => step + otherBefore), last + otherAfter];
}

function figuresOf(steps: Steps, divisor: bigint): BridgeFigures {
  const rounded = steps.map((step) => divideHalfEven(step, divisor));
  const before = rounded[0] ?? 0n;
  const after = rounded.at(-1) ?? 0n;
  const parts = BRIDGE_PARTS.map((part, at) => [part, (rounded[at + 1] ?? 0n) - (rounded[at] ?? 0n)]);
  return {
    before,
    after,
    difference: after - before,
    parts: Object.fromEntries(parts) as BridgeFigures['parts'],
  };
}

function greatestFirst(a: BridgeRow, b: BridgeRow): number {
  const [x, y] = [a, b].map(({ difference }) => (difference < 0n ? -difference : difference));
  return x === y ? 0 : (x ?? 0n) < (y ?? 0n) ? 1 : -1;
}
