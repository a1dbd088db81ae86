import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import type { SpendCell } from '$lib/usage/spend-cell';
import type { Tokens } from '$lib/usage/token-classes';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { Label } from '$lib/usage/usage-record';
import type { Scope } from '../store';
import type { Engine } from './engine';
import { cellsSql } from './cells-sql';
import spendQuery from './queries/spend.sql?raw';
import type { Row } from './rows';
import { number, optionalNumber, optionalText, pico, text } from './rows';

/** The spend cube (see SpendCell), in the order of days, routes and models. */
export async function spendCells(
  engine: Engine,
  scope: Scope,
  labels: Label[],
  promptBounds: readonly number[] = PROMPT_BOUNDS,
): Promise<SpendCell[]> {
  const asked = [...new Set(labels)];
  const { cells, parameters } = cellsSql(scope, asked);
  const keys = asked.filter((label) => label !== 'tier');
  const sql = spendQuery
    .replace('/*cells*/', cells)
    .replace('/*prompt_over*/', promptOverOf(promptBounds))
    .replace('/*keys*/', keys.map((label) => `u."${label}",`).join(' '))
    .replace('/*keys without table*/', keys.map((label) => `"${label}",`).join(' '))
    .replace('/*names*/', keys.map(labelName).join(' '));
  const rows = await engine.read(sql, parameters);
  return rows.map((row) => toCell(row, asked));
}

/** The largest of the bounds that the prompts of a row exceed; NULL where prompt sizes are unknown. */
function promptOverOf(bounds: readonly number[]): string {
  const known = PROMPT_BOUNDS.filter((bound) => bound > 0 && bounds.includes(bound)).reverse();
  const cases = known.map((bound) => `WHEN u.prompt_over >= ${bound} THEN ${bound}`).join(' ');
  return `CASE WHEN u.prompt_over IS NULL THEN NULL ${cases} ELSE 0 END`;
}

/** The name of a label id of relation `cell`; NULL where it is absent. */
function labelName(label: Label): string {
  return `(SELECT name FROM label WHERE kind = '${label}' AND id = cell."${label}") AS "label_${label}",`;
}

function toCell(row: Row, labels: Label[]): SpendCell {
  const provider = optionalText(row, 'provider');
  const tier = optionalText(row, 'tier');
  const promptOver = optionalNumber(row, 'prompt_over');
  const chargedCurrency = optionalText(row, 'charged_currency');
  return {
    day: number(row, 'day'),
    route: text(row, 'route'),
    ...(provider === undefined ? {} : { provider }),
    model: text(row, 'model'),
    ...(tier === undefined ? {} : { tier }),
    ...(promptOver === undefined ? {} : { promptOver }),
    labels: labelsOf(row, labels),
    records: number(row, 'records'),
    requests: number(row, 'requests'),
    recordsWithoutRequests: number(row, 'records_without_requests'),
    tokens: tokensOf(row),
    reasoning: number(row, 'reasoning'),
    ...(chargedCurrency === undefined ? {} : { chargedCurrency }),
    charged: pico(row, 'charged'),
  };
}

/** Token classes of a row that has a column for each. */
export function tokensOf(row: Row): Tokens {
  return Object.fromEntries(TOKEN_CLASSES.map((name) => [name, number(row, name)])) as Tokens;
}

function labelsOf(row: Row, labels: Label[]): SpendCell['labels'] {
  const found: SpendCell['labels'] = {};
  for (const label of labels) {
    const name = optionalText(row, label === 'tier' ? 'tier' : `label_${label}`);
    if (name !== undefined) found[label] = name;
  }
  return found;
}
