import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const UINT32 = 2 ** 32;

/** A seeded source of chance: the same seed gives the same draws, in the browser and on the server. */
export interface Draws {
  /** Uniform in [0, 1). */
  share(): number;
  /** Two independent standard normals, by Box and Muller. */
  normals(): [number, number];
}

/** Draws of a seed, a whole number. */
export function drawsOf(seed: number): Draws {
  const generator = xoroshiro128plus(seed);
  const share = (): number => (generator.next() >>> 0) / UINT32;
  return {
    share,
    normals: () => {
      const radius = Math.sqrt(-2 * Math.log(1 - share()));
      const angle = 2 * Math.PI * share();
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    },
  };
}
