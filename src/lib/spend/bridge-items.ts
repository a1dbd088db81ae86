import type { Payer } from '../exchange/payer';
import { groupBy } from '../usage/group-by';
import { totalTokens } from '../usage/token-classes';
import type { BridgeState } from './bridge';
import { sumOf, times, type BridgeSums } from './bridge-sums';
import { bridgeSums } from './bridge-usage';
import type { CostBooks, CostedUsage } from './costed-usage';

/** One model on one route in both periods. */
export interface BridgeItem {
  model: string;
  route: string;
  state: BridgeState;
  /** Usage with tokens that have a landed cost; undefined where there is none. */
  before: BridgeSums | undefined;
  after: BridgeSums | undefined;
  /** Is there usage, none of which has a landed cost? */
  isUnknownBefore: boolean;
  isUnknownAfter: boolean;
  /** Landed cost of charges without tokens, in 10⁻⁴⁰ pico-units. */
  otherBefore: bigint;
  otherAfter: bigint;
}

interface Side {
  /** Has it tokens, costed or not? */
  isUsed: boolean;
  sums: BridgeSums | undefined;
  other: bigint;
}

/** Usage of two periods by model and route. A model's state is that of all its routes together. */
export function gatherItems(
  before: CostedUsage[],
  after: CostedUsage[],
  books: CostBooks,
  payer: Payer,
): BridgeItem[] {
  const keyOf = ({ cell, list }: CostedUsage): string =>
    JSON.stringify([list.model?.model ?? cell.model, cell.route]);
  const sides = [before, after].map((usage) => groupBy(usage, keyOf));
  const keys = [...new Set(sides.flatMap((side) => [...side.keys()]))].sort();
  const items = keys.map((key) => {
    const [model = '', route = ''] = JSON.parse(key) as string[];
    const [first, second] = sides.map((side) => sideOf(side.get(key) ?? [], books, payer));
    return { model, route, first: first as Side, second: second as Side };
  });
  const models = groupBy(items, ({ model }) => model);
  return items.map(({ model, route, first, second }) => ({
    model,
    route,
    state: stateOf(models.get(model) ?? []),
    isUnknownBefore: isUnknown(first),
    isUnknownAfter: isUnknown(second),
    before: first.sums,
    after: second.sums,
    otherBefore: first.other,
    otherAfter: second.other,
  }));
}

/** An item, its earlier side times one number and its later side times another. */
export function weigh(item: BridgeItem, by: { before: bigint; after: bigint }): BridgeItem {
  return {
    ...item,
    before: item.before && times(item.before, by.before),
    after: item.after && times(item.after, by.after),
    otherBefore: item.otherBefore * by.before,
    otherAfter: item.otherAfter * by.after,
  };
}

function sideOf(usage: CostedUsage[], books: CostBooks, payer: Payer): Side {
  const parts: BridgeSums[] = [];
  let other = 0n;
  for (const one of usage) {
    const sums = bridgeSums(one, books, payer);
    if (!sums) continue;
    if (sums.tokens > 0n) parts.push(sums);
    else other += sums.landed;
  }
  return { isUsed: usage.some(({ cell }) => totalTokens(cell.tokens) > 0), sums: sumOf(parts), other };
}

function isUnknown({ isUsed, sums, other }: Side): boolean {
  return isUsed && !sums && other === 0n;
}

function stateOf(routes: { first: Side; second: Side }[]): BridgeState {
  const has = (test: (side: Side) => boolean): [boolean, boolean] => [
    routes.some(({ first }) => test(first)),
    routes.some(({ second }) => test(second)),
  ];
  const [usedBefore, usedAfter] = has(({ isUsed }) => isUsed);
  const [costedBefore, costedAfter] = has(({ sums }) => sums !== undefined);
  if (!usedBefore && usedAfter) return 'new';
  if (usedBefore && !usedAfter) return 'vanished';
  return costedBefore === costedAfter ? 'both' : 'not_comparable';
}
