import type { TokenClass } from '$lib/usage/token-classes';
import type { ConversationCell, ConversationOrder, ListedConversation } from '../conversations';
import type { Scope } from '../store';
import { cellsOfEach, classesInUse } from './conversation-cells';
import type { Engine } from './engine';
import { costLists } from './label-ranks';
import { instantText } from './ledger';
import dearestQuery from './queries/conversation-dearest.sql?raw';
import listQuery from './queries/conversation-list.sql?raw';
import { number, optionalText, present, text, type Row } from './rows';
import { conversationRowsSql, scopeSql } from './scope-sql';
import { promptOverOf } from './spend-cells';

/** For each order the conversations that come first in it, longest first, each with its tokens as a spend cube. */
export async function conversationLists(
  engine: Engine,
  scope: Scope,
  orders: ConversationOrder[],
): Promise<ListedConversation[][]> {
  const classes = await classesInUse(engine, scope.sample);
  const lists = await Promise.all(orders.map((order) => firstIds(engine, scope, order, classes)));
  const listed = [...(await listedOf(engine, [...new Set(lists.flat())], classes))];
  return lists.map((ids) => listed.filter(([id]) => ids.includes(id)).map(([, one]) => one));
}

async function listedOf(
  engine: Engine,
  ids: number[],
  classes: TokenClass[],
): Promise<Map<number, ListedConversation>> {
  if (ids.length === 0) return new Map();
  const sql = listQuery.replace('/*ids*/', ids.join(', '));
  const [rows, cells] = await Promise.all([engine.read(sql), cellsOfEach(engine, ids, classes)]);
  return new Map(rows.map((row) => [number(row, 'id'), toListed(row, cells.get(number(row, 'id')) ?? [])]));
}

function toListed(row: Row, cells: ConversationCell[]): ListedConversation {
  return {
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
    cells,
  };
}

async function firstIds(
  engine: Engine,
  scope: Scope,
  order: ConversationOrder,
  classes: TokenClass[],
): Promise<number[]> {
  const { limit } = order;
  if (order.by === 'turns') {
    const { where, parameters } = scopeSql(scope, 'first_at');
    const sql = `SELECT u.id FROM conversation AS u WHERE ${where} ORDER BY u.turns DESC, u.prompt DESC, u.id LIMIT $limit`;
    return idsIn(await engine.read(sql, { ...parameters, limit }));
  }
  if (order.costs.length === 0) return [];
  const { where, parameters } = conversationRowsSql(scope);
  const sql = dearestSql(where, classes, order.promptBounds);
  return idsIn(await engine.read(sql, { ...parameters, ...costLists(order.costs), limit }));
}

function idsIn(rows: Row[]): number[] {
  return rows.map((row) => number(row, 'id'));
}

function dearestSql(where: string, classes: TokenClass[], promptBounds: readonly number[]): string {
  const given = classes.map((name) => `unnest($cost_${name}::DOUBLE[]) AS per_${name}`);
  return dearestQuery
    .replace('/*scope*/', where)
    .replace('/*given*/', given.join(', '))
    .replace('/*prompt_over*/', promptOverOf(promptBounds))
    .replace('/*cost*/', classes.map((name) => `u.${name} * unit.per_${name}`).join(' + '));
}
