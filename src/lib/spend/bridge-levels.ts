import { divideHalfEven } from '../usage/money';
import type { BridgeSums, ClassSum } from './bridge-sums';

/** Landed cost of one model on one route after each step, in 10⁻⁴⁰ pico-units: before, volume, mix, price, rate, fees = after. */
export type Levels = [bigint, bigint, bigint, bigint, bigint, bigint];

const SCALE = 10n ** 40n;

/** Tokens of all models that both periods have. */
export interface Volumes {
  before: bigint;
  after: bigint;
}

/**
 * The way from one period's landed cost to the other's for one model on one route, one thing moved at a time. With T
 * tokens, B what is paid before rates and fees (list cost × multiplier, or the charge), N the same in the reporting
 * currency without fees, L landed cost; 0 before, 1 after; V = Σ T₁ ÷ Σ T₀ over all models that both periods have:
 *
 *     before  L₀
 *     volume  L₀ × V
 *     mix     L₀ × Σ T₁ᶜ c₀ ÷ Σ T₀ᶜ c₀    c₀: list cost per token of class c (with tier and prompt size) before
 *     price   L₀ × B₁ ÷ B₀
 *     rate    L₀ × N₁ ÷ N₀
 *     fees    L₁
 *
 * A class that was not used before takes its later price, so that its coming is mix. Without list prices, classes count
 * as tokens. A model that is new on a route is held against the same model on all routes before. B is in the currency
 * of the prices where that is one and the same, else in USD at the rates of the days. Where a quotient has nothing to
 * stand on (the usage was free before), the step goes to L₁ at once.
 */
export function levelsOf(
  before: BridgeSums | undefined,
  after: BridgeSums | undefined,
  model: BridgeSums,
  volumes: Volumes,
): Levels {
  const start = before?.landed ?? 0n;
  const grown = ratio(start, volumes.after, volumes.before) ?? 0n;
  if (!after) return [start, grown, 0n, 0n, 0n, 0n];
  const base = before ?? model;
  const mixed = mixedLevel(base, after);
  const [billBefore, billAfter] = bills(base, after);
  const priced = ratio(base.landed, billAfter, billBefore) ?? after.landed;
  const exchanged = ratio(base.landed, after.net, base.net) ?? after.landed;
  return [start, grown, mixed, priced, exchanged, after.landed];
}

function mixedLevel(base: BridgeSums, after: BridgeSums): bigint {
  return byClass(base, after) ?? ratio(base.landed, after.tokens, base.tokens) ?? after.landed;
}

function byClass(base: BridgeSums, after: BridgeSums): bigint | undefined {
  if (!base.classes || !after.classes || base.classCurrency !== after.classCurrency) return undefined;
  return ratio(base.landed, valueOf(after.classes, base.classes), valueOf(base.classes, base.classes));
}

/** Σ tokens × what a token of the class cost by other sums, in 10⁻⁴⁰ pico-units. */
function valueOf(classes: Map<string, ClassSum>, at: Map<string, ClassSum>): bigint {
  let value = 0n;
  for (const [key, { tokens, cost }] of classes) {
    const old = at.get(key);
    value += old ? divideHalfEven(tokens * old.cost * SCALE, old.tokens) : cost * SCALE;
  }
  return value;
}

function bills(base: BridgeSums, after: BridgeSums): [bigint | undefined, bigint | undefined] {
  const isOneBasis = base.basis !== undefined && base.basis === after.basis;
  return isOneBasis ? [base.bill, after.bill] : [base.billUsd, after.billUsd];
}

function ratio(amount: bigint, to: bigint | undefined, from: bigint | undefined): bigint | undefined {
  return to === undefined || from === undefined || from <= 0n ? undefined : divideHalfEven(amount * to, from);
}
