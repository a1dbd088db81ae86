import { app } from '$lib/server/app';

/** Answers kept at one time; the one asked for longest ago goes first. */
const MOST = 16;

let revision: number | undefined;
const answers = new Map<string, Promise<unknown>>();

/**
 * What `produce` works out, once per revision of the store: a page and its parts ask for the same cube, and so does the
 * next reader. Forgotten as soon as anything is written. What failed is not kept.
 */
export async function kept<T>(key: string, produce: () => Promise<T>): Promise<T> {
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
  if (answers.size > MOST && oldest !== undefined) answers.delete(oldest);
  return answer;
}
