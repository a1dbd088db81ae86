import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';

/** Names inside a backup's folder, and inside a data folder. */
export const DATABASE = 'crossrate.duckdb';
export const ORIGINALS = 'originals';
export const NOTE = 'backup.json';

const NOTE_SPEC = v.object({
  made_at: v.string(),
  database: v.object({ bytes: v.number(), sha256: v.string() }),
  uploads: v.number(),
  records: v.number(),
  without_original: v.array(v.string()),
});

/** What a backup is, beside its files: by this it is checked before it is restored. */
export interface BackupNote {
  /** When it was as the backup has it, RFC 3339. */
  made_at: string;
  database: { bytes: number; sha256: string };
  /** How many, the sample company's left out. */
  uploads: number;
  /** Records of usage, the sample company's too. */
  records: number;
  /** Names of uploads whose original is not kept: they are in the database only. */
  without_original: string[];
}

/** The note of a backup's folder. Throws where the folder is no backup, or an unfinished one. */
export async function readNote(folder: string): Promise<BackupNote> {
  const text = await readFile(join(folder, NOTE), 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`${folder} is not a backup of Crossrate: it has no ${NOTE}.`);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), NOTE_SPEC), text);
  if (!parsed.success) throw new Error(`${join(folder, NOTE)} cannot be read.`);
  return parsed.output;
}

/** Bytes and SHA-256 of a file. */
export async function fingerprint(path: string): Promise<BackupNote['database']> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}
