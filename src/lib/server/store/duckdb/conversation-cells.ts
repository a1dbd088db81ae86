import { INPUT_FROM_THE_FRONT } from '$lib/conversations/resent-classes';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import { noTokens, TOKEN_CLASSES, type TokenClass } from '$lib/usage/token-classes';
import type { ConversationCell } from '../conversations';
import type { Scope } from '../store';
import type { Columns } from './columns';
import type { Engine } from './engine';
import cellsQuery from './queries/conversation-cells.sql?raw';
import { number, present } from './rows';
import { conversationRowsSql } from './scope-sql';
import { MOST_CELLS, promptOverOf } from './spend-cells';

/** The spend cube of the conversations in scope: exact, and as small as their days, routes and models. */
export async function conversationCells(
  engine: Engine,
  scope: Scope,
  promptBounds: readonly number[] = PROMPT_BOUNDS,
): Promise<ConversationCell[]> {
  const { where, parameters } = conversationRowsSql(scope);
  const classes = await classesInUse(engine, scope.sample);
  const sql = cellsSql(where, promptBounds, classes, false);
  return toCells(await engine.readColumns(sql, parameters, MOST_CELLS), classes);
}

/** Token classes that any usage of a data set has: only these are worth summing. */
export async function classesInUse(engine: Engine, sample: boolean): Promise<TokenClass[]> {
  const [row = {}] = await engine.askKept(
    `SELECT ${TOKEN_CLASSES.map((name) => `coalesce(max(${name}), 0) AS ${name}`).join(', ')}
     FROM usage_day WHERE upload IN (SELECT seq FROM upload WHERE sample = $sample)`,
    { sample },
  );
  return TOKEN_CLASSES.filter((name) => number(row, name) > 0);
}

/** The same of each of some conversations, by id, of the token classes that their data set has. */
export async function cellsOfEach(
  engine: Engine,
  ids: number[],
  classes: readonly TokenClass[],
): Promise<Map<number, ConversationCell[]>> {
  const of = new Map(ids.map((id): [number, ConversationCell[]] => [id, []]));
  if (ids.length === 0) return of;
  const sql = cellsSql(`u.conversation IN (${ids.join(', ')})`, PROMPT_BOUNDS, classes, true);
  const columns = await engine.readColumns(sql, {}, MOST_CELLS);
  const conversation = columns.number('conversation');
  for (const [i, cell] of toCells(columns, classes).entries()) of.get(conversation(i))?.push(cell);
  return of;
}

function cellsSql(
  chosen: string,
  promptBounds: readonly number[],
  classes: readonly TokenClass[],
  each: boolean,
): string {
  const sum = (column: string): string => `sum(u.${column})::DOUBLE AS ${column}`;
  const sums = [...classes.map(sum), ...inputOf(classes).map((name) => sum(`resent_${name}`))];
  return cellsQuery
    .replace('/*chosen*/', chosen)
    .replace('/*conversation*/', each ? 'u.conversation,' : '')
    .replace('/*conversation first*/', each ? 'cell.conversation,' : '')
    .replace('/*prompt_over*/', promptOverOf(promptBounds))
    .replace('/*sums*/', sums.map((one) => `${one},`).join(' '));
}

/** `classes` are those that columns are of: the others did not occur. */
function toCells(columns: Columns, classes: readonly TokenClass[]): ConversationCell[] {
  const day = columns.number('day');
  const route = columns.text('route');
  const provider = columns.optionalText('provider');
  const model = columns.text('model');
  const tier = columns.optionalText('tier');
  const promptOver = columns.optionalNumber('prompt_over');
  const turns = columns.number('turns');
  const tokens = classes.map((name) => ({ name, count: columns.number(name) }));
  const resent = inputOf(classes).map((name) => ({ name, count: columns.number(`resent_${name}`) }));
  return Array.from({ length: columns.length }, (_, i) => {
    const cell: ConversationCell = {
      day: day(i),
      route: route(i),
      ...present('provider', provider(i)),
      model: model(i),
      ...present('tier', tier(i)),
      ...present('promptOver', promptOver(i)),
      labels: {},
      records: turns(i),
      requests: turns(i),
      recordsWithoutRequests: 0,
      tokens: noTokens(),
      reasoning: 0,
      charged: 0n,
      resent: noTokens(),
    };
    for (const { name, count } of tokens) cell.tokens[name] = count(i);
    for (const { name, count } of resent) cell.resent[name] = count(i);
    return cell;
  });
}

function inputOf(classes: readonly TokenClass[]): TokenClass[] {
  return INPUT_FROM_THE_FRONT.filter((name) => classes.includes(name));
}
