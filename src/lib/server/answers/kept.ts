import { app } from '$lib/server/app';
import { keeper } from '$lib/server/keep';

/** Cubes kept at one time: those of large data are large. */
const MOST = 16;
/** Headlines kept at one time: a few hundred bytes each. */
const MOST_HEADLINES = 64;

/**
 * What `produce` works out, once per revision of the store: a page and its parts ask for the same cube, and so does the
 * next reader. Forgotten as soon as anything is written; the one asked for longest ago goes first. What failed is not kept.
 */
export const kept = ofStore(MOST);

/** The same for what is small and dear: cubes that come and go do not push it out. */
export const keptHeadline = ofStore(MOST_HEADLINES);

function ofStore(most: number): <T>(key: string, produce: () => Promise<T>) => Promise<T> {
  const keep = keeper(most);
  return async (key, produce) => {
    const { store, questions } = await app();
    return questions.during(() => keep(store.revision, key, produce));
  };
}
