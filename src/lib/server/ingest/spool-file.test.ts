import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoreFailed } from '$lib/server/store/store';
import { Refused } from './refusal';
import { diskFull, SpoolFile } from './spool-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-spool-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('SpoolFile', () => {
  it('holds what was written, in order', async () => {
    const file = await SpoolFile.create(join(folder, 'a'));
    const chunks = Array.from({ length: 3_000 }, (_, i) => Buffer.alloc(1_000, String(i % 10)));
    for (const chunk of chunks) await file.write(chunk);
    await file.finish(true);
    expect(readFileSync(join(folder, 'a')).equals(Buffer.concat(chunks))).toBe(true);
  });

  it('never writes over a file', async () => {
    await (await SpoolFile.create(join(folder, 'b'))).finish();
    await expect(SpoolFile.create(join(folder, 'b'))).rejects.toThrow(/EEXIST/);
  });
});

describe('diskFull', () => {
  it('is 507 for a full disk, whoever met it', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    for (const error of [full, new StoreFailed('The database cannot go on: No space left on device')]) {
      const refused = diskFull(error);
      expect(refused instanceof Refused && refused.refusal).toMatchObject({
        status: 507,
        problem: 'no-space',
      });
    }
  });

  it('leaves other errors alone', () => {
    const other = new StoreFailed('database has been invalidated');
    expect(diskFull(other)).toBe(other);
  });
});
