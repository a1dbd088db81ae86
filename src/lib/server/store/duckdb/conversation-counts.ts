import type { ConversationCount, ConversationKey, Fold, Scope } from '../store';
import type { Engine } from './engine';
import type { Parameters } from './parameters';
import { toldSql } from './fold-sql';
import { modelIdsSql } from './model-ids';
import countsQuery from './queries/conversation-counts.sql?raw';
import { number, optionalText, present } from './rows';
import { scopeSql } from './scope-sql';

/** Distinct conversations per name of a label, of a model's canonical id, or in all. */
export async function conversationCounts(
  engine: Engine,
  scope: Scope,
  by: ConversationKey | undefined,
  modelIds: Record<string, string> | undefined,
  only: Fold | undefined,
): Promise<ConversationCount[]> {
  const { where, parameters } = scopeSql(scope, 'starts_at');
  const names = namesSql(by, modelIds);
  const told = only && toldSql(only);
  const sql = countsQuery
    .replace('/*key*/', names.key)
    .replace('/*names*/', names.table)
    .replace('/*scope*/', told ? `${where} AND ${told.condition}` : where);
  const rows = await engine.read(sql, { ...parameters, ...names.parameters, ...told?.parameters });
  return rows.map((row) => ({
    ...present('name', optionalText(row, 'name')),
    conversations: number(row, 'conversations'),
    without: number(row, 'without'),
  }));
}

/** What to group by, and the table of ids and names of the groups. Spellings of one model are one group. */
function namesSql(
  by: ConversationKey | undefined,
  modelIds: Record<string, string> | undefined,
): { key: string; table: string; parameters: Parameters } {
  if (by === undefined) return { key: '0', table: '(SELECT 0 AS id, NULL AS name)', parameters: {} };
  if (by !== 'model')
    return { key: `u."${by}"`, table: `(SELECT id, name FROM label WHERE kind = '${by}')`, parameters: {} };
  const { table, parameters } = modelIdsSql(modelIds);
  return {
    key: `(SELECT m.name FROM ${table} AS m WHERE m.id = u.model)`,
    table: `(SELECT DISTINCT name AS id, name FROM ${table})`,
    parameters,
  };
}
