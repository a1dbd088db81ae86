import type { WindowWay } from '$lib/conversations/ways';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import type { ConversationWindow, WindowCell, WindowQuestion } from '../conversations';
import type { Scope } from '../store';
import { keptShare } from './conversation-growth';
import type { Engine } from './engine';
import windowQuery from './queries/conversation-window.sql?raw';
import { number, numbers, optionalText, present, text, type Row } from './rows';
import { scopeSql } from './scope-sql';

/** In the order of the query's sums, three each: prompt, cached, written. */
const AS_SENT: readonly WindowWay[] = ['as_is', 'cached', 'cached_idle'];
const WINDOWED: readonly WindowWay[] = [
  'window',
  'window_low',
  'window_high',
  'both',
  'both_low',
  'both_high',
];

/** What conversations would send with a window, with caches, and with both, over those whose turns are kept. */
export async function conversationWindow(
  engine: Engine,
  scope: Scope,
  { turnsKept, systemTokens, promptBounds = PROMPT_BOUNDS }: WindowQuestion,
): Promise<ConversationWindow> {
  const found = scopeSql(scope, 'first_at');
  const sql = windowQuery
    .replace('/*scope*/', found.where)
    .replace('/*bound of prompt*/', boundSql('prompt', promptBounds))
    .replace('/*bound of window*/', boundSql('window_prompt', promptBounds));
  const [kept, rows] = await Promise.all([
    keptShare(engine, scope, found),
    engine.read(sql, { ...found.parameters, kept: turnsKept, system: systemTokens }),
  ]);
  return { ...kept, cells: rows.flatMap(toCells) };
}

function boundSql(column: string, bounds: readonly number[]): string {
  const known = PROMPT_BOUNDS.filter((bound) => bound > 0 && bounds.includes(bound)).reverse();
  return known.length === 0
    ? '0'
    : `CASE ${known.map((bound) => `WHEN ${column} > ${bound} THEN ${bound}`).join(' ')} ELSE 0 END`;
}

function toCells(row: Row): WindowCell[] {
  const sums = numbers(row, 'sums');
  const ways = row['windowed'] === true ? WINDOWED : AS_SENT;
  const key = {
    route: text(row, 'route'),
    ...present('provider', optionalText(row, 'provider')),
    model: text(row, 'model'),
    ...present('tier', optionalText(row, 'tier')),
    promptOver: number(row, 'bound'),
  };
  return ways.map((way, i) => ({
    ...key,
    way,
    prompt: sums[i * 3] ?? 0,
    cached: sums[i * 3 + 1] ?? 0,
    written: sums[i * 3 + 2] ?? 0,
  }));
}
