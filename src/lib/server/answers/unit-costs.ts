import { FACTOR_SCALE } from '$lib/exchange/exact-sum';
import type { SpendCell } from '$lib/usage/spend-cell';
import { noTokens, TOKEN_CLASSES, totalTokens, type Tokens } from '$lib/usage/token-classes';
import type { UnitCost } from '$lib/usage/unit-cost';
import type { CostedCell } from './costed-cells';

type Kind = Omit<UnitCost, 'perToken' | 'perCharge'>;

/** Sums behind one unit cost. */
interface Sums {
  of: UnitCost;
  tokens: Tokens;
  cost: Tokens;
  charged: number;
  chargedCost: number;
}

/**
 * What each kind of usage cost on average: a landed cost is shared out over token classes as list prices weigh them,
 * or goes by what was charged. Floats, to rank names of a label by without reading all of their usage.
 */
export function unitCosts(costed: CostedCell[]): UnitCost[] {
  return averages(costed, kindOf);
}

/** The same, with prompts of each size by which prices differ apart. */
export function unitCostsBySize(costed: CostedCell[]): UnitCost[] {
  return averages(costed, (cell) => ({ ...kindOf(cell), promptOver: cell.promptOver ?? -1 }));
}

function averages(costed: CostedCell[], kindIn: (cell: SpendCell) => Kind): UnitCost[] {
  const kinds = new Map<string, Sums>();
  for (const one of costed) {
    if (one.landed === undefined || one.cell.records === 0) continue;
    const kind = kindIn(one.cell);
    const id = JSON.stringify(kind);
    let sums = kinds.get(id);
    if (!sums) kinds.set(id, (sums = nothingOf(kind)));
    add(sums, one, valueOf(one.landed));
  }
  return [...kinds.values()].map(averageOf);
}

function nothingOf(kind: Kind): Sums {
  return {
    of: { ...kind, perToken: noTokens(), perCharge: 0 },
    tokens: noTokens(),
    cost: noTokens(),
    charged: 0,
    chargedCost: 0,
  };
}

/** Records know what they themselves were charged; shares of a cost export's lines go by tokens. */
function kindOf({ route, provider, model, tier, ...cell }: SpendCell): Kind {
  const chargedCurrency = cell.fromLines ? cell.fromLines.setAside?.currency : cell.chargedCurrency;
  return {
    route,
    ...(provider === undefined ? {} : { provider }),
    model,
    ...(tier === undefined ? {} : { tier }),
    ...(chargedCurrency === undefined ? {} : { chargedCurrency }),
  };
}

function add(sums: Sums, { cell, list }: CostedCell, value: number): void {
  if (cell.chargedCurrency !== undefined && !cell.fromLines) {
    sums.charged += Number(cell.charged) / 1e12;
    sums.chargedCost += value;
    return;
  }
  const weights = noTokens();
  for (const name of TOKEN_CLASSES)
    if (cell.tokens[name] > 0) weights[name] = cell.tokens[name] * Number(list.price?.perMTok[name] ?? 0);
  const byPrice = totalTokens(weights) > 0 ? weights : cell.tokens;
  const all = totalTokens(byPrice);
  for (const name of TOKEN_CLASSES) {
    if (cell.tokens[name] === 0) continue;
    sums.tokens[name] += cell.tokens[name];
    if (all > 0) sums.cost[name] += (value * byPrice[name]) / all;
  }
}

function averageOf({ of, tokens, cost, charged, chargedCost }: Sums): UnitCost {
  for (const name of TOKEN_CLASSES) if (tokens[name] > 0) of.perToken[name] = cost[name] / tokens[name];
  return { ...of, perCharge: charged > 0 ? chargedCost / charged : 0 };
}

function valueOf({ amount, factor }: NonNullable<CostedCell['landed']>): number {
  return Number((amount * factor) / FACTOR_SCALE);
}
