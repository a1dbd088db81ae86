/** Forgets what was taken in first, beyond so many. */
export function keepNewest<Key>(kept: Map<Key, unknown> | Set<Key>, most: number): void {
  for (const key of [...kept.keys()].slice(0, -most)) kept.delete(key);
}
