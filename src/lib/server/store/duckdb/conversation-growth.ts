import { BAND_STARTS, bandEnd } from '$lib/conversations/turn-bands';
import type { ConversationGrowth, GrowthBand } from '../conversations';
import type { Scope } from '../store';
import type { Engine } from './engine';
import growthQuery from './queries/conversation-growth.sql?raw';
import { number, numbers, type Row } from './rows';
import { scopeSql, type ScopeSql } from './scope-sql';

/** Answered turns by their number, in bands, over the conversations whose turns are kept. */
export async function conversationGrowth(engine: Engine, scope: Scope): Promise<ConversationGrowth> {
  const found = scopeSql(scope, 'first_at');
  const sql = growthQuery.replace('/*scope*/', found.where).replace('/*band*/', bandSql('turn.nth'));
  const kept = await keptShare(engine, scope, found);
  return { ...kept, bands: (await engine.read(sql, { ...found.parameters, every: kept.every })).map(toBand) };
}

/** Of which conversations turns are kept, and how many of the scope those are. */
export async function keptShare(
  engine: Engine,
  { sample }: Scope,
  { where, parameters }: ScopeSql,
): Promise<{ every: number; conversations: number }> {
  const [share] = await engine.ask('SELECT every FROM conversation_share WHERE sample = $sample', { sample });
  const every = share ? number(share, 'every') : 1;
  const [row] = await engine.read(
    `SELECT count(*) AS conversations FROM conversation AS u WHERE ${where} AND u.id % $every = 0 AND u.answered > 0`,
    { ...parameters, every },
  );
  return { every, conversations: row ? number(row, 'conversations') : 0 };
}

function bandSql(column: string): string {
  const wide = BAND_STARTS.filter((start) => bandEnd(start) > start).reverse();
  return `CASE ${wide.map((start) => `WHEN ${column} >= ${start} THEN ${start}`).join(' ')} ELSE ${column} END`;
}

function toBand(row: Row): GrowthBand {
  const turn = number(row, 'band');
  const [promptP50 = 0, promptP90 = 0] = numbers(row, 'prompt_quantiles');
  return {
    turn,
    lastTurn: bandEnd(turn),
    turns: number(row, 'turns'),
    prompt: number(row, 'prompt'),
    resent: number(row, 'resent'),
    output: number(row, 'output'),
    promptP50,
    promptP90,
  };
}
