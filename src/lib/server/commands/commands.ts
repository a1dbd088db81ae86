import { readConfig } from '$lib/server/config';
import { backupCommand } from './backup-command';
import type { Command } from './command';
import { rebuildCommand } from './rebuild-command';
import { restoreCommand } from './restore-command';
import { setupCommand } from './setup-command';

const COMMANDS: Record<string, (given: Command) => Promise<number>> = {
  backup: backupCommand,
  rebuild: rebuildCommand,
  restore: restoreCommand,
  setup: setupCommand,
};

/** Runs a command of the terminal (npm run backup …) with the settings of the environment; gives the exit code. */
export async function runCommand(
  name: string,
  words: string[],
  say = (line: string) => void process.stdout.write(`${line}\n`),
): Promise<number> {
  const command = COMMANDS[name];
  if (!command)
    throw new Error(`There is no command ${name}. Use one of ${Object.keys(COMMANDS).join(', ')}.`);
  const settings = readConfig(process.env);
  if (!settings.ok)
    throw new Error(settings.issues.map(({ where, message }) => `${where}: ${message}`).join('\n'));
  return command({ words, config: settings.value, say });
}
