import { books } from '$lib/server/answers/books';
import type { PageServerLoad } from './$types';

/** Every exchange rate known, with its source. */
export const load: PageServerLoad = async () => {
  const { rates } = await books();
  return { rates: [...rates.rates].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)) };
};
