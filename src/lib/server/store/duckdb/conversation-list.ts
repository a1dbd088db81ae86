import type { TokenClass } from '$lib/usage/token-classes';
import type { ConversationOrder, ListedConversation } from '../conversations';
import type { Scope } from '../store';
import { cellsOfEach, classesInUse } from './conversation-cells';
import type { Engine, Parameters } from './engine';
import { costLists } from './label-ranks';
import { instantText } from './ledger';
import dearestQuery from './queries/conversation-dearest.sql?raw';
import listQuery from './queries/conversation-list.sql?raw';
import { number, optionalText, present, text } from './rows';
import { conversationRowsSql, scopeSql } from './scope-sql';

/** The conversations that come first in an order, longest first, each with its tokens as a spend cube. */
export async function conversationList(
  engine: Engine,
  scope: Scope,
  order: ConversationOrder,
  limit: number,
): Promise<ListedConversation[]> {
  const ids = await firstIds(engine, scope, order, limit);
  if (ids.length === 0) return [];
  const sql = listQuery.replace('/*ids*/', `u.id IN (${ids.join(', ')})`);
  const [rows, cells] = await Promise.all([engine.read(sql), cellsOfEach(engine, ids, scope.sample)]);
  return rows.map((row) => ({
    name: text(row, 'name'),
    firstAt: instantText(number(row, 'first_at')),
    lastAt: instantText(number(row, 'last_at')),
    route: text(row, 'route'),
    model: text(row, 'model'),
    ...present('feature', optionalText(row, 'feature')),
    turns: number(row, 'turns'),
    errors: number(row, 'errors'),
    prompt: number(row, 'prompt'),
    output: number(row, 'output'),
    resent: number(row, 'resent'),
    cells: cells.get(number(row, 'id')) ?? [],
  }));
}

async function firstIds(
  engine: Engine,
  scope: Scope,
  order: ConversationOrder,
  limit: number,
): Promise<number[]> {
  const { where, parameters } =
    order.by === 'cost' ? conversationRowsSql(scope) : scopeSql(scope, 'first_at');
  if (order.by === 'cost' && order.costs.length === 0) return [];
  const [sql, more]: [string, Parameters] =
    order.by === 'cost'
      ? [dearestSql(where, await classesInUse(engine, scope.sample)), costLists(order.costs)]
      : [
          `SELECT u.id FROM conversation AS u WHERE ${where} ORDER BY u.turns DESC, u.prompt DESC, u.id LIMIT $limit`,
          {},
        ];
  const rows = await engine.read(sql, { ...parameters, ...more, limit });
  return rows.map((row) => number(row, 'id'));
}

function dearestSql(where: string, classes: TokenClass[]): string {
  const given = classes.map((name) => `unnest($cost_${name}::DOUBLE[]) AS per_${name}`);
  return dearestQuery
    .replace('/*scope*/', where)
    .replace('/*given*/', given.join(', '))
    .replace('/*cost*/', classes.map((name) => `u.${name} * unit.per_${name}`).join(' + '));
}
