import type { WindowWay } from '$lib/conversations/ways';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import type { WindowCell, WindowQuestion } from '../conversations';
import type { Scope } from '../store';
import { keptOfEvery } from './conversation-growth';
import { KEPT_IN_WINDOW } from './conversation-profile';
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
): Promise<WindowCell[]> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const sql = windowQuery
    .replaceAll('/*scope*/', where)
    .replace('/*before window*/', beforeWindowSql(turnsKept))
    .replace('/*bound of prompt*/', boundSql('prompt', promptBounds))
    .replace('/*bound of window*/', boundSql('window_prompt', promptBounds));
  const every = await keptOfEvery(engine, scope.sample);
  const rows = await engine.read(sql, { ...parameters, every, kept: turnsKept, system: systemTokens });
  return [...cellsOf(rows, AS_SENT, 'sent', 'bound'), ...cellsOf(rows, WINDOWED, 'windowed', 'window_bound')];
}

/** What the turns before those that are kept held. */
function beforeWindowSql(turnsKept: number): string {
  return turnsKept === KEPT_IN_WINDOW
    ? 'turn.before_window'
    : 'lag(turn.prompt + turn.output, $kept::INTEGER + 1, 0::BIGINT) OVER (PARTITION BY turn.conversation ORDER BY turn.nth)';
}

function boundSql(column: string, bounds: readonly number[]): string {
  const known = PROMPT_BOUNDS.filter((bound) => bound > 0 && bounds.includes(bound)).reverse();
  return known.length === 0
    ? '0'
    : `CASE ${known.map((bound) => `WHEN ${column} > ${bound} THEN ${bound}`).join(' ')} ELSE 0 END`;
}

/** Rows tell both bounds apart; of each way only its own counts. */
function cellsOf(rows: Row[], ways: readonly WindowWay[], sums: string, bound: string): WindowCell[] {
  const cells = new Map<string, WindowCell[]>();
  for (const row of rows) {
    const key = {
      route: text(row, 'route'),
      ...present('provider', optionalText(row, 'provider')),
      model: text(row, 'model'),
      ...present('tier', optionalText(row, 'tier')),
      promptOver: number(row, bound),
    };
    const id = JSON.stringify(key);
    const known = cells.get(id) ?? ways.map((way) => ({ ...key, way, prompt: 0, cached: 0, written: 0 }));
    cells.set(id, known);
    const counts = numbers(row, sums);
    for (const [i, cell] of known.entries()) {
      cell.prompt += counts[i * 3] ?? 0;
      cell.cached += counts[i * 3 + 1] ?? 0;
      cell.written += counts[i * 3 + 2] ?? 0;
    }
  }
  return [...cells.values()].flat();
}
