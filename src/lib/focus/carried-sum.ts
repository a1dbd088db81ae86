import { FACTOR_SCALE } from '../exchange/exact-sum';
import { divideHalfEven, type Pico } from '../usage/money';

/**
 * Rounds the parts of a sum so that they sum to the rounded sum: each part is what the rounded running total rises by.
 * Every part is within one pico-unit of its exact amount.
 */
export class CarriedSum {
  #exact = 0n;
  #given = 0n;

  /** The next part, of pico-units × 10⁻⁴⁰. */
  next(exact: bigint): Pico {
    this.#exact += exact;
    const part = divideHalfEven(this.#exact, FACTOR_SCALE) - this.#given;
    this.#given += part;
    return part;
  }

  /** The same where the next part is rounded already. */
  take(exact: bigint, part: Pico): void {
    this.#exact += exact;
    this.#given += part;
  }
}
