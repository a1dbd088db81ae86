import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import type { SpendCell } from '$lib/usage/spend-cell';
import type { Tokens } from '$lib/usage/token-classes';
import { noTokens, TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { Label } from '$lib/usage/usage-record';
import type { DayParts, Fold, Scope } from '../store';
import type { Columns } from './columns';
import { cellsInParts } from './day-parts-sql';
import type { Reader } from './engine';
import { FOLDED, foldedSql } from './fold-sql';
import spendQuery from './queries/spend.sql?raw';
import type { Row } from './rows';
import { number, present } from './rows';

/** More cells than this would hold up the process for seconds; only a label with very many names makes so many. */
export const MOST_CELLS = 250_000;

/** The spend cube (see SpendCell), in the order of days, routes and models. */
export async function spendCells(
  engine: Reader,
  scope: Scope,
  labels: Label[],
  promptBounds: readonly number[] = PROMPT_BOUNDS,
  dayParts: DayParts = { models: [], minutes: [] },
  fold?: Fold,
): Promise<SpendCell[]> {
  const asked = [...new Set(labels)];
  const inParts = cellsInParts(scope, asked, dayParts);
  const { cells, parameters } = fold ? foldedSql(inParts, fold) : inParts;
  const keys = asked.filter((label) => label !== 'tier');
  const sql = spendQuery
    .replace('/*cells*/', cells)
    .replace('/*prompt_over*/', promptOverOf(promptBounds))
    .replace('/*keys*/', keys.map((label) => `u."${label}",`).join(' '))
    .replace('/*keys without table*/', keys.map((label) => `"${label}",`).join(' '))
    .replace('/*names*/', [...keys.map(labelName), fold ? isFolded(fold) : ''].join(' '));
  return toCells(await engine.readColumns(sql, parameters, MOST_CELLS), asked, fold !== undefined);
}

/** The largest of the bounds that the prompts of a row exceed; NULL where prompt sizes are unknown. */
export function promptOverOf(bounds: readonly number[]): string {
  const known = PROMPT_BOUNDS.filter((bound) => bound > 0 && bounds.includes(bound)).reverse();
  const cases = known.map((bound) => `WHEN u.prompt_over >= ${bound} THEN ${bound}`).join(' ');
  return `CASE WHEN u.prompt_over IS NULL THEN NULL ${cases} ELSE 0 END`;
}

/** The name of a label id of relation `cell`; NULL where it is absent. */
function labelName(label: Label): string {
  return `(SELECT name FROM label WHERE kind = '${label}' AND id = cell."${label}") AS "label_${label}",`;
}

/** 1 where a cell of relation `cell` is of names that are not told apart. */
function isFolded({ label }: Fold): string {
  return `(cell."${label}" = ${FOLDED})::INTEGER::DOUBLE AS folded,`;
}

function toCells(columns: Columns, labels: Label[], hasFolded: boolean): SpendCell[] {
  const day = columns.number('day');
  const route = columns.text('route');
  const provider = columns.optionalText('provider');
  const model = columns.text('model');
  const tier = columns.optionalText('tier');
  const promptOver = columns.optionalNumber('prompt_over');
  const minute = columns.optionalNumber('minute');
  const currency = columns.optionalText('charged_currency');
  const records = columns.number('records');
  const requests = columns.number('requests');
  const recordsWithoutRequests = columns.number('records_without_requests');
  const reasoning = columns.number('reasoning');
  const charged = columns.pico('charged');
  const folded = hasFolded ? columns.number('folded') : undefined;
  const tokens = TOKEN_CLASSES.map((name) => ({ name, count: columns.number(name) }));
  const named = labels.map((label) => ({
    label,
    name: columns.optionalText(label === 'tier' ? 'tier' : `label_${label}`),
  }));
  return Array.from({ length: columns.length }, (_, i) => {
    const cell: SpendCell = {
      day: day(i),
      route: route(i),
      ...present('provider', provider(i)),
      model: model(i),
      ...present('tier', tier(i)),
      ...present('promptOver', promptOver(i)),
      ...present('minute', minute(i)),
      labels: {},
      records: records(i),
      requests: requests(i),
      recordsWithoutRequests: recordsWithoutRequests(i),
      tokens: noTokens(),
      reasoning: reasoning(i),
      ...present('chargedCurrency', currency(i)),
      charged: charged(i),
      ...(folded?.(i) === 1 ? { isOfOthers: true } : {}),
    };
    for (const { name, count } of tokens) cell.tokens[name] = count(i);
    for (const { label, name } of named) Object.assign(cell.labels, present(label, name(i)));
    return cell;
  });
}

/** Token classes of a row that has a column for each. */
export function tokensOf(row: Row): Tokens {
  return Object.fromEntries(TOKEN_CLASSES.map((name) => [name, number(row, name)])) as Tokens;
}
