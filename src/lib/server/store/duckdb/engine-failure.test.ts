import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../store';
import { asStoreError, isFatal } from './engine-failure';

describe('isFatal', () => {
  it.each([
    'FATAL Error: Failed: database has been invalidated because of a previous fatal error.',
    'IO Error: Could not write file "/data/crossrate.duckdb": No space left on device',
  ])('%s', (message) => {
    expect(isFatal(new Error(message))).toBe(true);
    expect(asStoreError(new Error(message))).toBeInstanceOf(StoreFailed);
  });

  it.each(['INTERRUPT Error: Interrupted!', 'Out of Memory Error: failed to allocate data of size 32.0 MiB'])(
    'not %s',
    (message) => {
      const error = new Error(message);
      expect(isFatal(error)).toBe(false);
      expect(asStoreError(error)).toBe(error);
    },
  );
});
