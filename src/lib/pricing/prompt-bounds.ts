/**
 * Prompt sizes at which a price tier can begin, in tokens, ascending. A tier applies to the whole request once its
 * prompt exceeds the bound. Rollups keep, for each cell, the largest bound that its prompts exceed: a price with
 * another threshold is refused, for it could not be computed from them.
 */
export const PROMPT_BOUNDS = [
  0, 32_000, 32_768, 64_000, 65_536, 100_000, 128_000, 131_072, 200_000, 204_800, 252_000, 256_000, 258_048,
  262_144, 272_000, 512_000, 524_288, 1_000_000, 1_048_576,
] as const;
