import { resolve } from 'node:path';
import { restoreBackup } from '$lib/server/backup/restore-backup';
import { plainWords, type Command } from './command';
import { alone, openAs } from './data-folder';

const USAGE = 'Use: npm run restore -- FOLDER [--replace]';

/** Later than any session. */
const ALL = '9999';

/** npm run restore: puts a backup into the data folder, and opens it once: sessions of then are not good any more. */
export async function restoreCommand({ words, config, say }: Command): Promise<number> {
  const [folder, ...more] = plainWords(words, ['--replace'], USAGE);
  if (folder === undefined || more.length > 0) throw new Error(USAGE);
  const { dataDir } = config;
  const from = { backup: resolve(folder), dataDir, replace: words.includes('--replace'), now: Date.now() };
  const { note, aside } = await alone(config, () => restoreBackup(from));
  const store = await openAs(config, dataDir, say);
  await store.sweepSessions(ALL, ALL).finally(() => store.close());
  say(`Restored into ${dataDir}: ${note.uploads} uploads, ${note.records} records, as of ${note.made_at}.`);
  if (aside !== undefined) say(`What was there is in ${aside}.`);
  say(
    'Everybody has to sign in again. What was taken back after that time – links, tokens, people – is as it was',
  );
  say('then: take it back once more.');
  return 0;
}
