import { error } from '@sveltejs/kit';
import { builtInFormat } from '$lib/formats/built-in';
import { describeFormat } from '$lib/formats/describe-format';
import { app } from '$lib/server/app';
import type { PageServerLoad } from './$types';

/** What one export is, from its declaration. */
export const load: PageServerLoad = async ({ params }) => {
  const { store } = await app();
  const format = builtInFormat(params.id) ?? (await store.formats()).find(({ id }) => id === params.id);
  if (!format) error(404, `There is no format ${params.id}.`);
  return { format: describeFormat(format) };
};
