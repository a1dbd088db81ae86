import { makeSetupCode } from '$lib/server/access/setup-code';
import { plainWords, type Command } from './command';
import { openAs } from './data-folder';

const USAGE = 'Use: npm run setup';

/**
 * npm run setup: prints the code that makes the first owner, once. Throws where Crossrate runs on these data – it would
 * not see the code – and where there is an owner.
 */
export async function setupCommand({ words, config, say }: Command): Promise<number> {
  if (plainWords(words, [], USAGE).length > 0) throw new Error(USAGE);
  const store = await openAs(config, config.dataDir, say);
  try {
    const { code, expiresAt } = await makeSetupCode(store, Date.now());
    const address = config.origin ?? `http://${config.host}:${config.port}`;
    say(`Start Crossrate, open ${address}/setup, and enter this code; it is shown here only, and good once:`);
    say('');
    say(`    ${code}`);
    say('');
    say(`It expires on ${expiresAt.slice(0, 16).replace('T', ' at ')} UTC.`);
    return 0;
  } finally {
    await store.close();
  }
}
