import { MOST_TURNS, profileTouched } from './conversation-profile';
import type { Transaction } from './engine';
import type { Due } from './follow-up';
import { number } from './rows';

/** Keeps the profiles of conversations in step with the records. */
export const CONVERSATION_PROFILES: Due = {
  isDue: async (engine) => (await engine.askKept('SELECT upload FROM conversation_due LIMIT 1')).length > 0,
  make: profileDue,
};

/** In a load: its conversations are to be profiled, and those that it took the place of. */
export async function noteLoaded(run: Transaction, upload: number, sample: boolean): Promise<void> {
  await run(
    `INSERT INTO conversation_due SELECT $upload, $sample
     WHERE EXISTS (SELECT 1 FROM usage WHERE upload = $upload AND conversation IS NOT NULL)
        OR EXISTS (SELECT 1 FROM replaced WHERE replaced_by = $upload AND conversation IS NOT NULL)`,
    { upload, sample },
  );
}

/** Profiles of the conversations that loads brought, went on with, or took the place of. */
export async function profileDue(run: Transaction): Promise<void> {
  for (const row of await run('SELECT upload, sample FROM conversation_due ORDER BY upload'))
    await profileLoaded(run, number(row, 'upload'), row['sample'] === true);
  await run('DELETE FROM conversation_due');
}

async function profileLoaded(run: Transaction, upload: number, sample: boolean): Promise<void> {
  await run(
    `CREATE OR REPLACE TEMP TABLE touched_name AS
     SELECT conversation AS name FROM usage WHERE upload = $upload AND conversation IS NOT NULL GROUP BY conversation
     UNION
     SELECT conversation FROM replaced WHERE replaced_by = $upload AND conversation IS NOT NULL`,
    { upload },
  );
  if (await isTouched(run)) await profileTouched(run, sample, upload);
}

/**
 * Before uploads of a data set are removed: remembers the conversations that can change by it, their own and those of
 * rows that come back. What it gives is run once the uploads are gone.
 */
export async function touchRemoved(
  run: Transaction,
  uploads: number[],
  sample: boolean,
): Promise<() => Promise<void>> {
  await profileDue(run);
  await run(
    `CREATE OR REPLACE TEMP TABLE touched_name AS
     SELECT conversation AS name FROM usage WHERE upload IN (SELECT unnest($uploads::INTEGER[])) AND conversation IS NOT NULL GROUP BY conversation
     UNION
     SELECT conversation FROM replaced WHERE conversation IS NOT NULL
     UNION
     SELECT conversation FROM held_back WHERE conversation IS NOT NULL`,
    { uploads },
  );
  const touched = await isTouched(run);
  return async () => {
    if (!touched) return;
    await profileTouched(run, sample);
    await keepAllAgain(run, sample);
  };
}

/** Where so much went that all turns can be kept again, they are. */
async function keepAllAgain(run: Transaction, sample: boolean): Promise<void> {
  const [row] = await run(
    `SELECT every, (SELECT coalesce(sum(answered), 0)::BIGINT FROM conversation WHERE sample = $sample) AS turns
     FROM conversation_share WHERE sample = $sample`,
    { sample },
  );
  if (!row || number(row, 'every') === 1 || number(row, 'turns') > MOST_TURNS) return;
  await run('UPDATE conversation_share SET every = 1 WHERE sample = $sample', { sample });
  await run(
    'CREATE OR REPLACE TEMP TABLE touched_name AS SELECT name FROM conversation WHERE sample = $sample',
    { sample },
  );
  if (await isTouched(run)) await profileTouched(run, sample);
}

async function isTouched(run: Transaction): Promise<boolean> {
  const [row] = await run('SELECT count(*) AS names FROM touched_name');
  return row !== undefined && number(row, 'names') > 0;
}
