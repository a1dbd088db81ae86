import { StoreFailed } from '../store';

/** Does an engine error mean that every later statement fails too? */
export function isFatal(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /database has been invalidated|^FATAL Error|No space left on device/i.test(message);
}

/** A fatal engine error as StoreFailed, any other as it is. */
export function asStoreError(error: unknown): unknown {
  if (!isFatal(error) || error instanceof StoreFailed) return error;
  return new StoreFailed(`The database cannot go on: ${(error as Error).message}`, { cause: error });
}
