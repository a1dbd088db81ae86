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

/**
 * Sums by class. Written out, for tables have thousands of groups: in variables a sum takes a hundredth of the time that
 * it takes in the fields of an object that begin at 0.
 */
export function sumTokens(all: readonly Tokens[]): Tokens {
  let uncachedInput = 0;
  let cachedInput = 0;
  let cacheWrite5m = 0;
  let cacheWrite1h = 0;
  let output = 0;
  let audioInput = 0;
  let cachedAudioInput = 0;
  let audioOutput = 0;
  let imageInput = 0;
  let cachedImageInput = 0;
  let imageOutput = 0;
  for (const tokens of all) {
    uncachedInput += tokens.uncached_input;
    cachedInput += tokens.cached_input;
    cacheWrite5m += tokens.cache_write_5m;
    cacheWrite1h += tokens.cache_write_1h;
    output += tokens.output;
    audioInput += tokens.audio_input;
    cachedAudioInput += tokens.cached_audio_input;
    audioOutput += tokens.audio_output;
    imageInput += tokens.image_input;
    cachedImageInput += tokens.cached_image_input;
    imageOutput += tokens.image_output;
  }
  return {
    uncached_input: uncachedInput,
    cached_input: cachedInput,
    cache_write_5m: cacheWrite5m,
    cache_write_1h: cacheWrite1h,
    output,
    audio_input: audioInput,
    cached_audio_input: cachedAudioInput,
    audio_output: audioOutput,
    image_input: imageInput,
    cached_image_input: cachedImageInput,
    image_output: imageOutput,
  };
}

/** Tokens processed: the sum over all classes. */
export function totalTokens(tokens: Tokens): number {
  let sum = 0;
  for (const name of TOKEN_CLASSES) sum += tokens[name];
  return sum;
}
