import { INPUT_FROM_THE_FRONT } from '$lib/conversations/resent-classes';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import { UsedClasses } from './conversation-classes';
import type { Transaction } from './engine';
import addConversations from './queries/conversations-add.sql?raw';
import addGaps from './queries/conversations-gaps.sql?raw';
import sequenceQuery from './queries/conversations-sequence.sql?raw';
import addTurns from './queries/conversations-turns.sql?raw';
import { number } from './rows';

/** Turns of a data set are kept one by one up to this many; beyond, those of every second conversation, every fourth … */
export const MOST_TURNS = 2_000_000;

const DETAILS = ['conversation_part', 'conversation_gap', 'conversation_turn'];

/**
 * Brings the profiles of the conversations in table `touched_name` (name) up to date with the records there are: what
 * was known of them goes, and what their records say now is written. Conversations without records are gone then.
 * `upload` says that all their records are of one upload.
 */
export async function profileTouched(run: Transaction, sample: boolean, upload?: number): Promise<void> {
  const known = await numberTouched(run, sample);
  const source = upload !== undefined && known === 0 ? `= ${upload}` : uploadsOf(sample);
  if (known > 0) await forgetTouched(run);
  const classes = await makeSequence(run, source);
  await run(addConversations, { sample });
  await run(addGaps);
  await run(partsSql(classes));
  await keepShare(run, sample);
  await run(
    addTurns
      .replace('/*cached*/', classes.sum(['cached_input', 'cached_audio_input', 'cached_image_input']))
      .replace('/*written*/', classes.sum(['cache_write_5m', 'cache_write_1h'])),
    { sample },
  );
  await run('DROP TABLE sequence');
  await run('DROP TABLE touched');
}

function uploadsOf(sample: boolean): string {
  return `IN (SELECT seq FROM upload WHERE sample = ${sample} AND has_conversations)`;
}

/** Table `touched`: names with the ids they have or get, in an order that says nothing of them. Gives how many are known. */
async function numberTouched(run: Transaction, sample: boolean): Promise<number> {
  await run(
    `CREATE OR REPLACE TEMP TABLE touched AS
     SELECT
       touched_name.name,
       conversation.id IS NOT NULL AS known,
       coalesce(conversation.id, (SELECT coalesce(max(id), 0) FROM conversation)
         + row_number() OVER (PARTITION BY conversation.id IS NULL ORDER BY md5(touched_name.name)))::INTEGER AS id
     FROM touched_name
     LEFT JOIN conversation ON conversation.name = touched_name.name AND conversation.sample = $sample`,
    { sample },
  );
  const [row] = await run('SELECT count(*) AS known FROM touched WHERE known');
  return row ? number(row, 'known') : 0;
}

async function forgetTouched(run: Transaction): Promise<void> {
  const known = 'IN (SELECT id FROM touched WHERE known)';
  for (const table of DETAILS) await run(`DELETE FROM ${table} WHERE conversation ${known}`);
  await run(`DELETE FROM conversation WHERE id ${known}`);
}

async function makeSequence(run: Transaction, source: string): Promise<UsedClasses> {
  const most = TOKEN_CLASSES.map((name) => `coalesce(max(u.${name}), 0) AS ${name}`);
  const every = new UsedClasses(new Set(TOKEN_CLASSES));
  const [row = {}] = await run(
    `SELECT ${most.join(', ')}, count(*) FILTER (${every.prompt()} = 0) AS without_prompt
     FROM usage AS u WHERE u.upload ${source} AND u.conversation IS NOT NULL`,
  );
  const classes = new UsedClasses(new Set(TOKEN_CLASSES.filter((name) => row[name] !== 0)));
  const attempts = row['without_prompt'] !== 0;
  await run(
    sequenceQuery
      .replace('/*source*/', source)
      .replace('/*classes*/', classes.columns())
      .replace('/*prompt*/', classes.prompt())
      .replace('/*output*/', classes.output())
      .replace('/*nth*/', attempts ? 'count(nullif(prompt, 0)) OVER turn' : 'row_number() OVER turn')
      .replaceAll('/*past*/', attempts ? 'IGNORE NULLS' : ''),
  );
  return classes;
}

function partsSql(classes: UsedClasses): string {
  const sums = [
    ...TOKEN_CLASSES.map((name) => classes.total(name)),
    ...INPUT_FROM_THE_FRONT.map((name) => classes.resent(name)),
  ];
  return `INSERT INTO conversation_part BY NAME
    SELECT conversation, (epoch_us(starts_at) // 86400000000)::INTEGER AS day, route, provider, model, tier, prompt_over,
      count(*)::INTEGER AS turns, ${sums.join(', ')}
    FROM sequence
    GROUP BY ALL`;
}

/** Keeps turns of fewer conversations where there are too many of them: twice as few at a time. */
async function keepShare(run: Transaction, sample: boolean): Promise<void> {
  const [share] = await run('SELECT every FROM conversation_share WHERE sample = $sample', { sample });
  const before = share ? number(share, 'every') : 1;
  let every = before;
  while ((await turnsOfEvery(run, sample, every)) > MOST_TURNS) every *= 2;
  if (every === before) return;
  await run('UPDATE conversation_share SET every = $every WHERE sample = $sample', { sample, every });
  await run(
    `DELETE FROM conversation_turn
     WHERE conversation IN (SELECT id FROM conversation WHERE sample = $sample AND id % $every <> 0)`,
    { sample, every },
  );
}

async function turnsOfEvery(run: Transaction, sample: boolean, every: number): Promise<number> {
  const [row] = await run(
    'SELECT coalesce(sum(answered), 0)::BIGINT AS turns FROM conversation WHERE sample = $sample AND id % $every = 0',
    { sample, every },
  );
  return row ? number(row, 'turns') : 0;
}
