import type { FieldName } from '$lib/formats/format';
import type { TokenClass } from '$lib/usage/token-classes';
import type { Reading } from './loading-text';

/**
 * Disjoint classes out of the source's counts `n_…` (see Format.inputIncludesCached and totalsIncludeMedia), as SQL;
 * '0' where the file has nothing for a class.
 */
export function tokenClassesSql({ format, texts }: Reading): Record<TokenClass, string> {
  const media = format.totalsIncludeMedia === true;
  const includes = format.inputIncludesCached;
  const of = (first: FieldName, ...less: FieldName[]): string => {
    const parts = [first, ...less].map((name) =>
      texts[name] === undefined ? '0' : `coalesce(n_${name}, 0)`,
    );
    return parts.filter((part, index) => index === 0 || part !== '0').join(' - ');
  };
  const cached = media ? of('cached_input', 'cached_audio_input', 'cached_image_input') : of('cached_input');
  const uncached = [
    of('input'),
    ...(includes && cached !== '0' ? [`(${cached})`] : []),
    ...(includes ? present(of('cache_write_5m'), of('cache_write_1h')) : []),
    ...(media ? present(of('audio_input'), of('image_input')) : []),
  ];
  return {
    uncached_input: uncached.join(' - '),
    cached_input: cached,
    cache_write_5m: of('cache_write_5m'),
    cache_write_1h: of('cache_write_1h'),
    output: media ? of('output', 'audio_output', 'image_output') : of('output'),
    audio_input: includes ? of('audio_input', 'cached_audio_input') : of('audio_input'),
    cached_audio_input: of('cached_audio_input'),
    audio_output: of('audio_output'),
    image_input: includes ? of('image_input', 'cached_image_input') : of('image_input'),
    cached_image_input: of('cached_image_input'),
    image_output: of('image_output'),
  };
}

function present(...parts: string[]): string[] {
  return parts.filter((part) => part !== '0');
}
