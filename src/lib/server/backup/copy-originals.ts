import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts all kept originals of a folder into another one; gives their hashes. A kept file never changes, so a second name
 * for it is a copy; where the file system has no such names it is copied. One that is compressed meanwhile is taken in
 * either state.
 */
export async function copyOriginals(from: string, to: string): Promise<string[]> {
  await mkdir(to, { recursive: true });
  const names = await readdir(from).catch(() => []);
  const hashes = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const copied: string[] = [];
  for (const sha256 of hashes) if (await copyOne(from, to, sha256)) copied.push(sha256);
  return copied;
}

async function copyOne(from: string, to: string, sha256: string): Promise<boolean> {
  const take = (kind: string) => copyFrozen(join(from, `${sha256}.${kind}`), join(to, `${sha256}.${kind}`));
  const bytes = (await take('gz')) || (await take('raw')) || (await take('gz'));
  return bytes && take('json');
}

/** Another name for a file that never changes, or a copy of it; false where it is not there. */
export async function copyFrozen(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to).catch((error: unknown) => {
      if (isMissing(error)) throw error;
      return copyFile(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
