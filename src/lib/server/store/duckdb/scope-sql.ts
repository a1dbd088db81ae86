import type { Scope } from '../store';
import type { Engine } from './engine';
import type { Parameters } from './parameters';
import { number, text } from './rows';

/** Conditions of a scope over a table of the alias u, and what they bind. */
export interface ScopeSql {
  where: string;
  parameters: Parameters;
}

const LISTS = { routes: 'route', models: 'model', features: 'feature', regions: 'region' } as const;

/**
 * How a table tells the time: hours or days, which take scopes of whole ones only, the start of each record, or that of
 * each conversation.
 */
type Time = 'hour' | 'day' | 'starts_at' | 'first_at';
const MS: Record<Time, number> = { hour: 3_600_000, day: 86_400_000, starts_at: 1, first_at: 1 };

/**
 * A scope as SQL over a table that tells the time so. `uploads` are the numbers of the uploads in scope, for tables of
 * many rows: a list of numbers costs a third of looking them up.
 */
export function scopeSql(scope: Scope, time: Time, uploads?: number[]): ScopeSql {
  const conditions: string[] = [];
  const parameters: Parameters = { sample: scope.sample };
  for (const [name, operator, ms] of [
    ['from', '>=', scope.fromMs],
    ['to', '<', scope.toMs],
  ] as const) {
    if (ms === undefined) continue;
    const parameter = `${name}_${time}`; // of its own for each unit: one query may read several tables
    parameters[parameter] = Math.ceil(ms / MS[time]);
    conditions.push(
      `u.${time} ${operator} ${MS[time] === 1 ? `epoch_ms($${parameter}::BIGINT)` : `$${parameter}`}`,
    );
  }
  if (scope.inConversation && time === 'starts_at') conditions.push('u.conversation IS NOT NULL');
  const only = scope.upload === undefined ? '' : ' AND ref = $upload_ref';
  if (scope.upload !== undefined) parameters['upload_ref'] = scope.upload;
  if (time === 'first_at') conditions.push('u.sample = $sample');
  else if (uploads) conditions.push(oneOf('u.upload', uploads));
  else conditions.push(`u.upload IN (SELECT seq FROM upload WHERE sample = $sample${only})`);
  if (scope.conversation !== undefined && time === 'starts_at') {
    parameters['conversation'] = scope.conversation;
    conditions.push('u.conversation = $conversation');
  }
  for (const [list, kind] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) {
    const names = scope[list];
    if (names === undefined) continue;
    if (names.length > 0) parameters[list] = names;
    conditions.push(names.length > 0 ? labelIn(kind, list) : 'false');
  }
  return { where: conditions.join('\n    AND '), parameters };
}

/**
 * The same over a table of rows that are each of a conversation (`conversation`, with its `sample` and `first_at`). Labels
 * are those of its first turn, which only the conversation itself tells.
 */
export function conversationRowsSql(scope: Scope): ScopeSql {
  const found = scopeSql(scope, 'first_at');
  const isByLabel = Object.keys(LISTS).some((list) => scope[list as keyof typeof LISTS] !== undefined);
  if (!isByLabel) return found;
  return {
    ...found,
    where: `u.conversation IN (SELECT u.id FROM conversation AS u WHERE ${found.where})`,
  };
}

/** The numbers of the uploads in scope. */
export async function uploadsIn(engine: Engine, { sample, upload }: Scope): Promise<number[]> {
  const rows = await engine.askKept('SELECT seq, ref FROM upload WHERE sample = $sample', { sample });
  return rows
    .filter((row) => upload === undefined || text(row, 'ref') === upload)
    .map((row) => number(row, 'seq'));
}

function oneOf(column: string, numbers: number[]): string {
  return numbers.length === 0 ? 'false' : `${column} IN (${numbers.join(', ')})`;
}

function labelIn(kind: string, parameter: string): string {
  return `u.${kind} IN (SELECT id FROM label WHERE kind = '${kind}' AND name IN (SELECT unnest($${parameter}::VARCHAR[])))`;
}
