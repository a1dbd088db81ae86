/**
 * The disjoint token classes of a usage record: their sum is what was processed.
 * Each class has its own price per million tokens. `reasoning` is not among them: it is part of `output`.
 */
export const TOKEN_CLASSES = [
  'uncached_input',
  'cached_input',
  'cache_write_5m',
  'cache_write_1h',
  'output',
  'audio_input',
  'cached_audio_input',
  'audio_output',
  'image_input',
  'cached_image_input',
  'image_output',
] as const;

export type TokenClass = (typeof TOKEN_CLASSES)[number];

/** Token counts per class; 0 where the class did not occur. */
export type Tokens = Record<TokenClass, number>;

const NONE = Object.fromEntries(TOKEN_CLASSES.map((name) => [name, 0])) as Tokens;

/** All classes at 0. */
export function noTokens(): Tokens {
  return { ...NONE };
}

/** Adds tokens to sums. Written out, for it is done with every cell of a cube: names looked up in turn take four times as long. */
export function addTokens(sums: Tokens, tokens: Tokens): void {
  sums.uncached_input += tokens.uncached_input;
  sums.cached_input += tokens.cached_input;
  sums.cache_write_5m += tokens.cache_write_5m;
  sums.cache_write_1h += tokens.cache_write_1h;
  sums.output += tokens.output;
  sums.audio_input += tokens.audio_input;
  sums.cached_audio_input += tokens.cached_audio_input;
  sums.audio_output += tokens.audio_output;
  sums.image_input += tokens.image_input;
  sums.cached_image_input += tokens.cached_image_input;
  sums.image_output += tokens.image_output;
}

/** Tokens processed: the sum over all classes. */
export function totalTokens(tokens: Tokens): number {
  let sum = 0;
  for (const name of TOKEN_CLASSES) sum += tokens[name];
  return sum;
}
