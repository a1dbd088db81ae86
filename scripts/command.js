import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ROOT } from './build.js';

// npm run backup, restore, rebuild, setup: the name of the command, then its own words.
const [name = '', ...words] = process.argv.slice(2);

try {
  ensureBuilt();
  // Backups and the database are for this user alone.
  process.umask(0o077);
  const built = pathToFileURL(join(ROOT, 'build', 'commands', 'commands.js'));
  const { runCommand } = await import(built.href);
  process.exitCode = await runCommand(name, words);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
