import { BAND_STARTS, bandEnd } from '$lib/conversations/turn-bands';
import type { ConversationGrowth, GrowthBand } from '../conversations';
import type { Scope } from '../store';
import type { Engine } from './engine';
import growthQuery from './queries/conversation-growth.sql?raw';
import { number, numbers, type Row } from './rows';
import { scopeSql } from './scope-sql';

/** Answered turns by their number, in bands, over the conversations whose turns are kept. */
export async function conversationGrowth(engine: Engine, scope: Scope): Promise<ConversationGrowth> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const sql = growthQuery.replace('/*scope*/', where).replace('/*band*/', bandSql('turn.nth'));
  const every = await keptOfEvery(engine, scope.sample);
  const bands = (await engine.read(sql, { ...parameters, every })).map(toBand);
  // Each that has any answered turn has a first one.
  return { every, conversations: bands.find(({ turn }) => turn === 1)?.turns ?? 0, bands };
}

/** Turns are kept of every so many conversations of a data set. */
export async function keptOfEvery(engine: Engine, sample: boolean): Promise<number> {
  const [share] = await engine.askKept('SELECT every FROM conversation_share WHERE sample = $sample', {
    sample,
  });
  return share ? number(share, 'every') : 1;
}

function bandSql(column: string): string {
  const wide = BAND_STARTS.filter((start) => bandEnd(start) > start).reverse();
  const narrow = `WHEN ${column} < ${Math.min(...wide)} THEN ${column}`; // most turns: asked first
  return `CASE ${narrow} ${wide.map((start) => `WHEN ${column} >= ${start} THEN ${start}`).join(' ')} END`;
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
