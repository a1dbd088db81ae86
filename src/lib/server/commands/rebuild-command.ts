import { rebuild, type Rebuilt } from '$lib/server/rebuild/rebuild';
import type { TakenOver } from '$lib/server/store/copies';
import { plainWords, type Command } from './command';
import { alone, openAs } from './data-folder';

const USAGE = 'Use: npm run rebuild';

/** Rebuilt, but something is missing: the exit code says so to scripts. */
const INCOMPLETE = 2;

/** npm run rebuild: a new database from the kept originals and from what can be read of the old one. */
export async function rebuildCommand({ words, config, say }: Command): Promise<number> {
  if (plainWords(words, [], USAGE).length > 0) throw new Error(USAGE);
  const rebuilt = await alone(config, () =>
    rebuild({
      dataDir: config.dataDir,
      openStore: (folder) => openAs(config, folder, say),
      now: Date.now(),
      onUpload: ({ name }, nth, of) => say(`${nth} of ${of}: ${name}`),
    }),
  );
  const losses = lossesOf(rebuilt);
  say(`Loaded ${rebuilt.loaded} uploads from their originals.`);
  if (rebuilt.taken) say(takenWords(rebuilt.taken));
  for (const name of rebuilt.leftOut) say(`Left out, as it had been removed: ${name}`);
  for (const loss of losses) say(loss);
  if (rebuilt.aside !== undefined) say(`The old database is in ${rebuilt.aside}.`);
  return losses.length > 0 ? INCOMPLETE : 0;
}

/** What is not as it was, one line each. */
function lossesOf({ notLoaded, withoutOriginal, taken, trouble }: Rebuilt): string[] {
  const lost = taken
    ? Object.entries(taken.unread).map(([table, why]) => `Lost: ${wordOf(table)} (${why})`)
    : [EVERYTHING_ELSE];
  return [
    ...(trouble === undefined ? [] : [trouble]),
    ...lost,
    ...notLoaded.map(({ name, why }) => `Not loaded: ${name}, as ${why}.`),
    ...withoutOriginal.map((name) => `Not loaded: ${name}, as its original is not kept.`),
  ];
}

const EVERYTHING_ELSE =
  'Lost: everything that people entered – prices, aliases, exchange rates, formats, settings, scenarios, views, declarations, reports, people. Routes are as they were at the last upload. Closed months are open.';

function takenWords({ taken }: TakenOver): string {
  const words = Object.entries(taken).map(([table, rows]) => `${wordOf(table)} ${rows}`);
  return words.length > 0
    ? `Taken over from the old database: ${words.join(', ')}.`
    : 'The old database held nothing but uploads.';
}

function wordOf(table: string): string {
  return table.replaceAll('_', ' ');
}
