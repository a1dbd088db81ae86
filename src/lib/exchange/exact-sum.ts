import { divideHalfEven, type Pico } from '../usage/money';

/** Factors are whole numbers of 10⁻⁴⁰: far below the twelfth place of any amount that people hold. */
export const FACTOR_SCALE = 10n ** 40n;

/** A multiplier of money, in 10⁻⁴⁰. */
export type Factor = bigint;

/** A sum of amount × factor that rounds once, at the end; it knows how much it could not take. */
export class ExactSum {
  #sum = 0n;
  #terms = 0;

  /** Adds amount × factor. */
  add(amount: Pico, factor: Factor): void {
    this.#sum += amount * factor;
    this.#terms += 1;
  }

  /** Adds another sum. */
  merge(other: ExactSum): void {
    this.#sum += other.#sum;
    this.#terms += other.#terms;
  }

  /** Σ amount × factor, rounded half to even at 12 places; undefined where nothing was added: unknown is not zero. */
  get amount(): Pico | undefined {
    return this.#terms === 0 ? undefined : divideHalfEven(this.#sum, FACTOR_SCALE);
  }
}
