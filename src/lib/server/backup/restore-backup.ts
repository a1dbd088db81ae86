import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncPath } from '$lib/server/ingest/originals';
import { DATABASE, fingerprint, ORIGINALS, readNote, type BackupNote } from './backup-note';
import { copyOriginals } from './copy-originals';
import { newIncoming, present, switchIn } from './switch-in';

export interface RestoreFrom {
  /** Folder of the backup. */
  backup: string;
  /** Nobody else may have it open. */
  dataDir: string;
  /** Move aside what is in the data folder, instead of refusing. */
  replace: boolean;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * Puts a backup into a data folder; what was there is moved aside, never removed. Gives the backup's note and where the
 * old data are. Throws, with nothing changed, where the backup is damaged or the folder has data and `replace` is not set.
 */
export async function restoreBackup(from: RestoreFrom): Promise<{ note: BackupNote; aside?: string }> {
  const { backup, dataDir } = from;
  const note = await readNote(backup);
  const leaving = await present(dataDir, true);
  if (leaving.length > 0 && !from.replace)
    throw new Error(
      `${dataDir} has data. Add --replace to move them aside, or set CROSSRATE_DATA to another folder.`,
    );
  const incoming = await newIncoming(dataDir);
  const database = join(incoming, DATABASE);
  await copyFile(join(backup, DATABASE), database);
  const found = await fingerprint(database);
  if (found.sha256 !== note.database.sha256)
    throw new Error(
      `The backup is damaged: ${join(backup, DATABASE)} is not what was written. Take another.`,
    );
  await syncPath(database);
  await copyOriginals(join(backup, ORIGINALS), join(incoming, ORIGINALS));
  const time = new Date(from.now).toISOString().replace(/[:.]/g, '-');
  const switched = { arriving: [DATABASE, ORIGINALS], leaving, aside: `before-restore-${time}` };
  const aside = await switchIn(dataDir, switched);
  return aside === undefined ? { note } : { note, aside };
}
