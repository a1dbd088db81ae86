import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { describeFormat } from '$lib/formats/describe-format';
import { app } from '$lib/server/app';
import type { PageServerLoad } from './$types';

/** Every export that is recognised: those that come with Crossrate, and the user's own. */
export const load: PageServerLoad = async () => {
  const { store } = await app();
  return { builtIn: BUILT_IN_FORMATS.map(describeFormat), own: (await store.formats()).map(describeFormat) };
};
