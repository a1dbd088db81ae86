import type { Pico } from '../usage/money';

/** Tokens of one class of one model, and what they cost on both routes: a part of the volume that a plan was made on. */
export interface MixPart {
  /** Model and token class. */
  key: string;
  tokens: number;
  /** Landed cost on each route. */
  official: number;
  relay: number;
}

/** One month of a plan beside what happened. */
export interface MonthBeside {
  projected: Pico;
  /** Tokens that the plan had on the relay. */
  projectedTokens: number;
  /** What the plan was made on; its tokens and its saving are of one month of today's volume. */
  base: MixPart[];
  /** The relay's tokens, costed on both routes by list prices and terms at the plan's market rate. */
  actual: MixPart[];
  /** Share of the relay's traffic that the official route no longer bills: a ÷ (a + p), 1 where nothing is mirrored. */
  savedShare: number;
  /** The month's saving with what was charged, at the plan's market rate. */
  realisedAtPlannedRate: Pico;
  /** The same at the month's own rates. */
  realised: Pico;
}

/** Parts of realised − projected; they sum to it exactly. */
export interface GapParts {
  volume: Pico;
  mix: Pico;
  price: Pico;
  rate: Pico;
}

/**
 * Splits the gap between a projected and a realised saving, one thing moved at a time:
 * A token saves savedShare × its official cost − its relay cost.
 * - volume: (relay tokens − planned relay tokens) × the plan's saving a token;
 * - mix: Σ relay tokens × (saving a token of their model and class in the plan − the plan's mean); a model that the plan
 *   did not know brings its own saving a token;
 * - price: from there to what was really charged, at the plan's market rate: list prices, multipliers, credit price, fees;
 * - rate: from there to the month's own market rates.
 * Undefined where the plan was made on no measured usage: then volume, mix and price cannot be told apart.
 */
export function splitGap(month: MonthBeside): GapParts | undefined {
  const tokens = sumOf(month.base, (part) => part.tokens);
  if (tokens === 0) return undefined;
  const mean = sumOf(month.base, (part) => savingOf(part, month)) / tokens;
  const onRelay = sumOf(month.actual, (part) => part.tokens);
  const volume = picoOf((onRelay - month.projectedTokens) * mean);
  const mix = picoOf(mixEffect(month, mean));
  return {
    volume,
    mix,
    price: month.realisedAtPlannedRate - month.projected - volume - mix,
    rate: month.realised - month.realisedAtPlannedRate,
  };
}

/** A forecast's double as pico-units, so that it can stand beside exact money. */
export function picoOf(amount: number): Pico {
  const whole = Math.trunc(amount);
  return BigInt(whole) * 10n ** 12n + BigInt(Math.round((amount - whole) * 1e12));
}

function mixEffect(month: MonthBeside, mean: number): number {
  const planned = new Map(month.base.map((part) => [part.key, part]));
  return sumOf(month.actual, (part) => {
    const like = planned.get(part.key) ?? part;
    return like.tokens === 0 ? 0 : part.tokens * (savingOf(like, month) / like.tokens - mean);
  });
}

function savingOf({ official, relay }: MixPart, { savedShare }: MonthBeside): number {
  return savedShare * official - relay;
}

function sumOf(parts: MixPart[], value: (part: MixPart) => number): number {
  return parts.reduce((sum, part) => sum + value(part), 0);
}
