import { books } from '$lib/server/answers/books';
import type { PageServerLoad } from './$types';

/** Every route with its terms. */
export const load: PageServerLoad = async () => {
  const { routes } = await books();
  return { routes };
};
