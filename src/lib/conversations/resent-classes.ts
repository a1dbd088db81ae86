import type { TokenClass } from '../usage/token-classes';

/**
 * Input classes in the order in which a prompt's front is made of them. History stands at the front of a prompt and
 * caches hold fronts: of `resent` tokens those read from a cache come first, then those written to one, then the rest.
 */
export const INPUT_FROM_THE_FRONT = [
  'cached_input',
  'cached_audio_input',
  'cached_image_input',
  'cache_write_1h',
  'cache_write_5m',
  'uncached_input',
  'audio_input',
  'image_input',
] as const satisfies readonly TokenClass[];

export type InputClass = (typeof INPUT_FROM_THE_FRONT)[number];

/** Classes that are answers: the rest of TOKEN_CLASSES. */
export const OUTPUT_CLASSES = [
  'output',
  'audio_output',
  'image_output',
] as const satisfies readonly TokenClass[];
