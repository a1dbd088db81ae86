import { app } from '$lib/server/app';

/** Cubes kept at one time: those of large data are large. */
const MOST = 16;
/** Headlines kept at one time: a few hundred bytes each. */
const MOST_HEADLINES = 64;

type Keeper = <T>(key: string, produce: () => Promise<T>) => Promise<T>;

/**
 * What `produce` works out, once per revision of the store: a page and its parts ask for the same cube, and so does the
 * next reader. Forgotten as soon as anything is written; the one asked for longest ago goes first. What failed is not kept.
 */
export const kept = keeper(MOST);

/** The same for what is small and dear: cubes that come and go do not push it out. */
export const keptHeadline = keeper(MOST_HEADLINES);

function keeper(most: number): Keeper {
  let revision: number | undefined;
  const answers = new Map<string, Promise<unknown>>();
  return async <T>(key: string, produce: () => Promise<T>): Promise<T> => {
    const { store } = await app();
    if (store.revision !== revision) {
      revision = store.revision;
      answers.clear();
    }
    const found = answers.get(key) as Promise<T> | undefined;
    const answer = found ?? produce();
    answers.delete(key);
    answers.set(key, answer);
    if (!found) answer.catch(() => answers.delete(key));
    const [oldest] = answers.keys();
    if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    return answer;
  };
}
