import { INPUT_FROM_THE_FRONT, OUTPUT_CLASSES } from '$lib/conversations/resent-classes';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import { UsedClasses } from './conversation-classes';
import type { Transaction } from './engine';
import addConversations from './queries/conversations-add.sql?raw';
import addGaps from './queries/conversations-gaps.sql?raw';
import partsQuery from './queries/conversations-parts.sql?raw';
import sequenceQuery from './queries/conversations-sequence.sql?raw';
import addTurns from './queries/conversations-turns.sql?raw';
import touchedQuery from './queries/conversations-touched.sql?raw';
import { number } from './rows';
import { tokensOf } from './spend-cells';

/** Turns of a data set are kept one by one up to this many; beyond, those of every second conversation, every fourth … */
export const MOST_TURNS = 300_000;

/** Turns that the window keeps which turns are made ready for: another number changes what `before_window` says. */
export const KEPT_IN_WINDOW = 5;

const DETAILS = ['conversation_part', 'conversation_gap', 'conversation_turn'];

const PART_COLUMNS = [
  ...['day', 'route', 'provider', 'model', 'tier', 'prompt_over', 'turns', ...TOKEN_CLASSES],
  ...INPUT_FROM_THE_FRONT.map((name) => `resent_${name}`),
];
const ADD_PARTS = `INSERT INTO conversation_part (conversation, sample, first_at, alone, ${PART_COLUMNS.join(', ')})
  SELECT touched.id, $sample, one.first_at, one.parts = 1, ${PART_COLUMNS.map((name) => `part.${name}`).join(', ')}
  FROM part
  JOIN touched USING (key)
  JOIN (SELECT key, min(first_at) AS first_at, count(*) AS parts FROM part GROUP BY key) AS one USING (key)`;

/**
 * Brings the profiles of the conversations in table `touched_name` (name) up to date with the records there are: what
 * was known of them goes, and what their records say now is written. Conversations without records are gone then.
 * `upload` says that they may be new, with all their records in that upload.
 */
export async function profileTouched(run: Transaction, sample: boolean, upload?: number): Promise<void> {
  const { known, salt } = await numberTouched(run, sample);
  const isNew = upload !== undefined && known === 0;
  if (known > 0) await forgetTouched(run);
  const source = isNew ? `= ${upload}` : sourceOf(sample);
  const reading = await readingOf(run, source);
  const { classes, attempts } = reading;
  await makeSequence(run, source, reading, salt);
  await run(partsQuery.replace('/*sums*/', `${classes.totals()},`));
  const history = INPUT_FROM_THE_FRONT.map((name) => `resent_${name}`).join(' + ');
  await run(
    addConversations
      .replace('/*prompt*/', INPUT_FROM_THE_FRONT.join(' + '))
      .replace('/*answer*/', OUTPUT_CLASSES.join(' + '))
      .replace('/*resent*/', history),
    { sample },
  );
  await run(ADD_PARTS, { sample });
  await run(addGaps);
  await keepShare(run, sample);
  await run(
    addTurns
      .replace('/*nth*/', attempts ? 'row_number() OVER (PARTITION BY key ORDER BY turn)' : 'turn')
      .replace('/*cached*/', classes.sum(['cached_input', 'cached_audio_input', 'cached_image_input']))
      .replace('/*written*/', classes.sum(['cache_write_5m', 'cache_write_1h'])),
    { sample, kept: KEPT_IN_WINDOW },
  );
  for (const table of ['sequence', 'part', 'touched']) await run(`DROP TABLE ${table}`);
}

/** Where records of known conversations can be: any upload of the data set; only of those that were touched. */
function sourceOf(sample: boolean): string {
  return `IN (SELECT seq FROM upload WHERE sample = ${sample} AND has_conversations)
    AND u.conversation IN (SELECT name FROM touched)`;
}

/**
 * Table `touched`: names, the ids they have or get (in an order that says nothing of them), and a number for each that
 * is quicker to sort by than its name. Gives how many are known, and the salt with which no two share a number.
 */
async function numberTouched(run: Transaction, sample: boolean): Promise<{ known: number; salt: number }> {
  for (let salt = 0; ; salt += 1) {
    await run(touchedQuery, { sample, salt });
    const [row] = await run(
      'SELECT count(*) FILTER (known) AS known, count(*) - count(DISTINCT key) AS shared FROM touched',
    );
    if (row && number(row, 'shared') === 0) return { known: number(row, 'known'), salt };
  }
}

async function forgetTouched(run: Transaction): Promise<void> {
  const known = 'IN (SELECT id FROM touched WHERE known)';
  for (const table of DETAILS) await run(`DELETE FROM ${table} WHERE conversation ${known}`);
  await run(`DELETE FROM conversation WHERE id ${known}`);
}

interface Reading {
  classes: UsedClasses;
  /** Are there turns without a prompt? */
  attempts: boolean;
  /** Do times have fractions of a second, so that two turns of one moment are rare? */
  fine: boolean;
}

async function readingOf(run: Transaction, source: string): Promise<Reading> {
  const most = TOKEN_CLASSES.map((name) => `coalesce(max(u.${name}), 0) AS ${name}`);
  const prompt = INPUT_FROM_THE_FRONT.map((name) => `u.${name}`).join(' + ');
  const [row = {}] = await run(
    `SELECT ${most.join(', ')}, count(*) FILTER (${prompt} = 0) AS without_prompt,
       coalesce(bool_or(epoch_us(u.starts_at) % 1000000 <> 0), false) AS fine
     FROM usage AS u WHERE u.upload ${source}`,
  );
  const attempts = row['without_prompt'] !== 0;
  return { classes: new UsedClasses(tokensOf(row)), attempts, fine: row['fine'] === true };
}

/** Orders turns by time alone where that tells them apart, which is less work. */
async function makeSequence(
  run: Transaction,
  source: string,
  { classes, attempts, fine }: Reading,
  salt: number,
): Promise<void> {
  const held = (what: string): string =>
    attempts ? `CASE WHEN prompt > 0 THEN ${what} END IGNORE NULLS` : what;
  const sql = sequenceQuery
    .replace('/*source*/', source)
    .replace('/*classes*/', classes.columns())
    .replace('/*prompt*/', classes.prompt())
    .replace('/*output*/', classes.answer())
    .replace('/*held prompt*/', held('prompt'))
    .replace('/*held*/', held('prompt + answer'));
  if (fine) {
    await run(sql.replace('/*ties*/', ''), { salt });
    const [row] = await run('SELECT count(*) AS ties FROM sequence WHERE starts_at = before_at');
    if (row && number(row, 'ties') === 0) return;
  }
  await run(sql.replace('/*ties*/', ', prompt, answer, model, route'), { salt });
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
