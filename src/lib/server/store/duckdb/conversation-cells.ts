import { INPUT_FROM_THE_FRONT } from '$lib/conversations/resent-classes';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import { noTokens, TOKEN_CLASSES, type TokenClass, type Tokens } from '$lib/usage/token-classes';
import type { ConversationCell } from '../conversations';
import type { Scope } from '../store';
import type { Engine, Parameters } from './engine';
import cellsQuery from './queries/conversation-cells.sql?raw';
import { number, optionalNumber, optionalText, present, text, type Row } from './rows';
import { scopeSql } from './scope-sql';

/** The spend cube of the conversations in scope: exact, and as small as their days, routes and models. */
export async function conversationCells(
  engine: Engine,
  scope: Scope,
  promptBounds: readonly number[] = PROMPT_BOUNDS,
): Promise<ConversationCell[]> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const chosen = `SELECT u.id FROM conversation AS u WHERE ${where}`;
  const classes = await classesInUse(engine, scope.sample);
  return (await engine.read(cellsSql(chosen, promptBounds, classes, false), parameters)).map(toCell);
}

/** Token classes that any usage of a data set has: only these are worth summing. */
export async function classesInUse(engine: Engine, sample: boolean): Promise<TokenClass[]> {
  const [row = {}] = await engine.ask(
    `SELECT ${TOKEN_CLASSES.map((name) => `coalesce(max(${name}), 0) AS ${name}`).join(', ')}
     FROM usage_day WHERE upload IN (SELECT seq FROM upload WHERE sample = $sample)`,
    { sample },
  );
  return TOKEN_CLASSES.filter((name) => number(row, name) > 0);
}

/** The same of each of some conversations, by id. */
export async function cellsOfEach(engine: Engine, ids: number[]): Promise<Map<number, ConversationCell[]>> {
  const cells = new Map(ids.map((id): [number, ConversationCell[]] => [id, []]));
  if (ids.length === 0) return cells;
  const parameters: Parameters = { ids };
  const sql = cellsSql('SELECT unnest($ids::INTEGER[]) AS id', PROMPT_BOUNDS, TOKEN_CLASSES, true);
  for (const row of await engine.read(sql, parameters))
    cells.get(number(row, 'conversation'))?.push(toCell(row));
  return cells;
}

function cellsSql(
  chosen: string,
  promptBounds: readonly number[],
  classes: readonly TokenClass[],
  each: boolean,
): string {
  const sum = (column: string): string => `sum(u.${column})::DOUBLE AS ${column}`;
  const sums = [
    ...classes.map(sum),
    ...INPUT_FROM_THE_FRONT.filter((name) => classes.includes(name)).map((name) => sum(`resent_${name}`)),
  ];
  return cellsQuery
    .replace('/*chosen*/', chosen)
    .replace('/*conversation*/', each ? 'u.conversation,' : '')
    .replace('/*conversation first*/', each ? 'cell.conversation,' : '')
    .replace('/*prompt_over*/', coarser(promptBounds))
    .replace('/*sums*/', sums.map((one) => `${one},`).join(' '));
}

/** The largest of the bounds that a part's prompts exceed. */
function coarser(bounds: readonly number[]): string {
  const known = PROMPT_BOUNDS.filter((bound) => bound > 0 && bounds.includes(bound)).reverse();
  return `CASE ${known.map((bound) => `WHEN u.prompt_over >= ${bound} THEN ${bound}`).join(' ')} WHEN u.prompt_over IS NULL THEN NULL ELSE 0 END`;
}

function toCell(row: Row): ConversationCell {
  const turns = number(row, 'turns');
  return {
    day: number(row, 'day'),
    route: text(row, 'route'),
    ...present('provider', optionalText(row, 'provider')),
    model: text(row, 'model'),
    ...present('tier', optionalText(row, 'tier')),
    ...present('promptOver', optionalNumber(row, 'prompt_over')),
    labels: {},
    records: turns,
    requests: turns,
    recordsWithoutRequests: 0,
    tokens: tokensIn(row, ''),
    reasoning: 0,
    charged: 0n,
    resent: tokensIn(row, 'resent_'),
  };
}

/** Counts by class; classes that no column is of did not occur. */
function tokensIn(row: Row, prefix: string): Tokens {
  const tokens = noTokens();
  for (const name of TOKEN_CLASSES) {
    const count = row[`${prefix}${name}`];
    if (typeof count === 'number') tokens[name] = count;
  }
  return tokens;
}
