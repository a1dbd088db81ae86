import type { Store } from '$lib/server/store/store';

const turns = new WeakMap<Store, Promise<unknown>>();

/**
 * Runs a task that reads a document of the store and writes it anew, after all such tasks before it: none of them loses
 * what another has written. They do not wait for uploads being loaded.
 */
export function documentTurn<T>(store: Store, task: () => Promise<T>): Promise<T> {
  const turn = (turns.get(store) ?? Promise.resolve()).then(task);
  turns.set(
    store,
    turn.catch(() => undefined),
  );
  return turn;
}
