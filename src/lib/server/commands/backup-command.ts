import { join } from 'node:path';
import { makeBackup, type Backup } from '$lib/server/backup/make-backup';
import { AlreadyOpen } from '$lib/server/store/duckdb/process-lock';
import { askServer } from './ask-server';
import { plainWords, type Command } from './command';
import { needDatabase, openAs } from './data-folder';

const USAGE = 'Use: npm run backup';

/** npm run backup: of a stopped data folder by itself, else by asking the server that has it open. */
export async function backupCommand({ words, config, say }: Command): Promise<number> {
  if (plainWords(words, [], USAGE).length > 0) throw new Error(USAGE);
  needDatabase(config);
  const made = await ofStopped(config, say).catch((error: unknown) => {
    if (error instanceof AlreadyOpen) return askServer(config, process.env.CROSSRATE_TOKEN);
    throw error;
  });
  say(
    `Backed up ${made.uploads} uploads, ${made.records} records: ${join(config.dataDir, 'backups', made.id)}`,
  );
  for (const name of made.without_original)
    say(`There is no original of ${name}: it is in the database only.`);
  return 0;
}

async function ofStopped(config: Command['config'], say: Command['say']): Promise<Backup> {
  const { dataDir } = config;
  const store = await openAs(config, dataDir, say);
  try {
    return await makeBackup({ store, dataDir, now: () => Date.now(), between: (task) => task() });
  } finally {
    await store.close();
  }
}
