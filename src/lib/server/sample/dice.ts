import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const UINT32 = 2 ** 32;

/** A seeded source of chance: the same seed gives the same company, row for row. */
export class Dice {
  readonly #generator;
  #spareNormal: number | undefined;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** Uniform in [0, 1). */
  share(): number {
    return (this.#generator.next() >>> 0) / UINT32;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.share() < probability;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.share();
  }

  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor((high - low + 1) * this.share());
  }

  /** Log-normal with the given median and spread (standard deviation of the logarithm). */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.#normal());
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.share());
  }

  /** One of the items, by weight. The list must not be empty. */
  pick<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item {
    let sum = 0;
    for (const item of items) sum += weightOf(item);
    let left = sum * this.share();
    for (const item of items) if ((left -= weightOf(item)) < 0) return item;
    return items.at(-1) as Item;
  }

  /** Standard normal, by Box and Muller: two at a time. */
  #normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.share()));
    const angle = 2 * Math.PI * this.share();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}
