import { INPUT_FROM_THE_FRONT } from '$lib/conversations/resent-classes';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import { noTokens, TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { ConversationCell } from '../conversations';
import type { Scope } from '../store';
import type { Engine, Parameters } from './engine';
import cellsQuery from './queries/conversation-cells.sql?raw';
import { number, optionalNumber, optionalText, present, text, type Row } from './rows';
import { scopeSql } from './scope-sql';
import { tokensOf } from './spend-cells';

/** Column names of the counts of a part: tokens by class, and history by input class. */
const SUMS = [...TOKEN_CLASSES, ...INPUT_FROM_THE_FRONT.map((name) => `resent_${name}`)];

/** The spend cube of the conversations in scope: exact, and as small as their days, routes and models. */
export async function conversationCells(
  engine: Engine,
  scope: Scope,
  promptBounds: readonly number[] = PROMPT_BOUNDS,
): Promise<ConversationCell[]> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const chosen = `SELECT u.id FROM conversation AS u WHERE ${where}`;
  return (await engine.read(cellsSql(chosen, promptBounds, false), parameters)).map(toCell);
}

/** The same of each of some conversations, by id. */
export async function cellsOfEach(engine: Engine, ids: number[]): Promise<Map<number, ConversationCell[]>> {
  const cells = new Map(ids.map((id): [number, ConversationCell[]] => [id, []]));
  if (ids.length === 0) return cells;
  const parameters: Parameters = { ids };
  const sql = cellsSql('SELECT unnest($ids::INTEGER[]) AS id', PROMPT_BOUNDS, true);
  for (const row of await engine.read(sql, parameters))
    cells.get(number(row, 'conversation'))?.push(toCell(row));
  return cells;
}

function cellsSql(chosen: string, promptBounds: readonly number[], each: boolean): string {
  return cellsQuery
    .replace('/*chosen*/', chosen)
    .replace('/*conversation*/', each ? 'u.conversation,' : '')
    .replace('/*conversation first*/', each ? 'cell.conversation,' : '')
    .replace('/*prompt_over*/', coarser(promptBounds))
    .replace('/*sums*/', SUMS.map((name) => `sum(u.${name})::DOUBLE AS ${name}`).join(', '));
}

/** The largest of the bounds that a part's prompts exceed. */
function coarser(bounds: readonly number[]): string {
  const known = PROMPT_BOUNDS.filter((bound) => bound > 0 && bounds.includes(bound)).reverse();
  return `CASE ${known.map((bound) => `WHEN u.prompt_over >= ${bound} THEN ${bound}`).join(' ')} WHEN u.prompt_over IS NULL THEN NULL ELSE 0 END`;
}

function toCell(row: Row): ConversationCell {
  const resent = noTokens();
  for (const name of INPUT_FROM_THE_FRONT) resent[name] = number(row, `resent_${name}`);
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
    tokens: tokensOf(row),
    reasoning: 0,
    charged: 0n,
    resent,
  };
}
