import { app } from '$lib/server/app';
import { books } from '$lib/server/answers/books';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { isRemovable } from '$lib/server/ingest/removable';
import type { PageServerLoad } from './$types';

/** Uploads with their books, and what a new one can be told: formats and routes. */
export const load: PageServerLoad = async ({ depends, locals: { identity } }) => {
  depends('crossrate:uploads');
  const { store, ingest } = await app();
  const formats = [...BUILT_IN_FORMATS, ...(await store.formats())];
  const { routes } = await books();
  return {
    uploads: (await ingest.list()).map((upload) => ({
      ...upload,
      removable: isRemovable(upload, identity),
    })),
    formats: formats.map(({ id, label }) => ({ id, label })),
    routes: routes.map(({ id, name, kind }) => ({ id, name, kind })),
  };
};
