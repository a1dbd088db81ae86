import type { Pico } from '../usage/money';

/** Tokens of one class of one model, and what they cost on both routes: a part of the volume that a plan was made on. */
export interface MixPart {
  /** Model and token class. */
  key: string;
  tokens: number;
  /** Landed cost on the official route less that on the relay. */
  saving: number;
}

/** One month of a plan beside what happened. */
export interface MonthBeside {
  projected: Pico;
  /** Tokens that the plan had on the relay. */
  projectedTokens: number;
  /** What the plan was made on; its tokens and its saving are of one month of today's volume. */
  base: MixPart[];
  /** The relay's tokens, with what their like saves by list prices and terms at the plan's market rate. */
  actual: MixPart[];
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
  const mean = sumOf(month.base, (part) => part.saving) / tokens;
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

function mixEffect({ base, actual }: MonthBeside, mean: number): number {
  const planned = new Map(base.map((part) => [part.key, part]));
  return sumOf(actual, (part) => {
    const like = planned.get(part.key) ?? part;
    return like.tokens === 0 ? 0 : part.tokens * (like.saving / like.tokens - mean);
  });
}

function sumOf(parts: MixPart[], value: (part: MixPart) => number): number {
  return parts.reduce((sum, part) => sum + value(part), 0);
}
