/** Gives what `produce` works out, once per key and revision. */
export type Keep = <T>(revision: number, key: string, produce: () => Promise<T>) => Promise<T>;

/**
 * Keeps what was worked out at one revision of the store, at most so many: all is forgotten at the next revision, and the
 * one asked for longest ago goes first. What failed is not kept. One key is of one type.
 */
export function keeper(most: number): Keep {
  let keptAt: number | undefined;
  const answers = new Map<string, Promise<unknown>>();
  return <T>(revision: number, key: string, produce: () => Promise<T>): Promise<T> => {
    if (revision !== keptAt) {
      keptAt = revision;
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
