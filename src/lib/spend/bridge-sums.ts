import type { Pico } from '../usage/money';

/**
 * Usage of one model on one route in one period, with its landed cost and what that is made of. Money is in
 * 10⁻⁴⁰ pico-units, so that quotients may be taken of it. Only tokens that have a landed cost are in it.
 */
export interface BridgeSums {
  tokens: bigint;
  /** Landed cost in the reporting currency. */
  landed: bigint;
  /** The same without the route's fees and taxes. */
  net: bigint;
  /**
   * What is paid before rates and fees: list cost × multiplier, or the charge as credit, in the currency `basis`.
   * Undefined where that is not one currency.
   */
  bill: bigint | undefined;
  basis: string | undefined;
  /** The same in USD, at the rate of each day; undefined where one of them is not known. */
  billUsd: bigint | undefined;
  /** List cost by token class, tier, prompt size and provider; undefined where some tokens have no list price. */
  classes: Map<string, ClassSum> | undefined;
  /** Of the classes' prices; undefined where they are of several. */
  classCurrency: string | undefined;
}

export interface ClassSum {
  tokens: bigint;
  /** Of the price's currency. */
  cost: Pico;
}

/** Sums of several together; undefined of none. */
export function sumOf(parts: BridgeSums[]): BridgeSums | undefined {
  const [first, ...others] = parts;
  if (!first) return undefined;
  const all = { ...first, classes: first.classes && copyOf(first.classes) };
  for (const one of others) add(all, one);
  return all;
}

/** The same, times a whole number: to bring periods of different length to one. */
export function times(sums: BridgeSums, by: bigint): BridgeSums {
  return {
    ...sums,
    tokens: sums.tokens * by,
    landed: sums.landed * by,
    net: sums.net * by,
    bill: sums.bill === undefined ? undefined : sums.bill * by,
    billUsd: sums.billUsd === undefined ? undefined : sums.billUsd * by,
    classes:
      sums.classes &&
      new Map(
        [...sums.classes].map(([key, { tokens, cost }]) => [key, { tokens: tokens * by, cost: cost * by }]),
      ),
  };
}

function add(to: BridgeSums, one: BridgeSums): void {
  to.tokens += one.tokens;
  to.landed += one.landed;
  to.net += one.net;
  const isOneBasis = to.basis !== undefined && to.basis === one.basis;
  to.bill = isOneBasis && to.bill !== undefined && one.bill !== undefined ? to.bill + one.bill : undefined;
  to.basis = isOneBasis ? to.basis : undefined;
  to.billUsd = to.billUsd === undefined || one.billUsd === undefined ? undefined : to.billUsd + one.billUsd;
  const isOneCurrency = to.classCurrency !== undefined && to.classCurrency === one.classCurrency;
  to.classCurrency = isOneCurrency ? to.classCurrency : undefined;
  if (!to.classes || !one.classes || !isOneCurrency) to.classes = undefined;
  else for (const [key, sum] of one.classes) addClass(to.classes, key, sum);
}

function addClass(to: Map<string, ClassSum>, key: string, { tokens, cost }: ClassSum): void {
  const known = to.get(key);
  if (known) {
    known.tokens += tokens;
    known.cost += cost;
  } else to.set(key, { tokens, cost });
}

function copyOf(classes: Map<string, ClassSum>): Map<string, ClassSum> {
  return new Map([...classes].map(([key, sum]) => [key, { ...sum }]));
}
