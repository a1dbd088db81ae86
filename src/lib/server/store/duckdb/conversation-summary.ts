import { turnQuantile } from '$lib/conversations/turn-quantile';
import { groupBy } from '$lib/usage/group-by';
import type { ConversationFeature, ConversationMarks, ConversationSummary } from '../conversations';
import type { Scope } from '../store';
import type { Engine } from './engine';
import lengthsQuery from './queries/conversation-lengths.sql?raw';
import recordsWithoutQuery from './queries/conversation-records-without.sql?raw';
import summaryQuery from './queries/conversation-summary.sql?raw';
import timeoutsQuery from './queries/conversation-timeouts.sql?raw';
import { number, optionalNumber, optionalText, present, type Row } from './rows';
import { conversationRowsSql, scopeSql } from './scope-sql';

const MICROS_PER_MINUTE = 60_000_000;

/** Conversations of one feature with one number of turns. */
interface Kind {
  feature: string | undefined;
  turns: number;
  conversations: number;
  smallest: number | undefined;
}

/** Counts of the conversations in scope: all from their profiles, so that it costs what conversations do, not turns. */
export async function conversationSummary(
  engine: Engine,
  scope: Scope,
  { timeoutMinutes, mostEarlierTurns }: ConversationMarks,
): Promise<ConversationSummary> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const ask = (sql: string, scoped: string, more = {}): Promise<Row[]> =>
    engine.read(sql.replace('/*scope*/', scoped), { ...parameters, ...more });
  const [rows, [late = {}], lengths, recordsWithout] = await Promise.all([
    ask(summaryQuery, where, { earlier: mostEarlierTurns }),
    ask(timeoutsQuery, conversationRowsSql(scope).where, { timeout: timeoutMinutes * MICROS_PER_MINUTE }),
    ask(lengthsQuery, where),
    countRecordsWithout(engine, scope),
  ]);
  const counts = countsOf(rows);
  return {
    ...counts,
    timeout: { turns: number(late, 'turns'), of: counts.turns - counts.conversations },
    overflow: { turns: sumOf(rows, 'overflowing'), of: counts.answered },
    features: featuresOf(rows.map(toKind)),
    lengths: lengths.map((one) => ({
      answered: number(one, 'answered'),
      conversations: number(one, 'conversations'),
    })),
    recordsWithout,
  };
}

type Counts = Omit<ConversationSummary, 'timeout' | 'overflow' | 'features' | 'lengths' | 'recordsWithout'>;

function countsOf(rows: Row[]): Counts {
  const kinds = rows.map(toKind);
  const conversations = sumOf(rows, 'conversations');
  const turns = kinds.reduce((sum, kind) => sum + kind.turns * kind.conversations, 0);
  return {
    conversations,
    turns,
    answered: sumOf(rows, 'answered'),
    errors: sumOf(rows, 'errors'),
    turnsEach: {
      mean: conversations === 0 ? 0 : turns / conversations,
      p50: turnQuantile(kinds, 0.5),
      p95: turnQuantile(kinds, 0.95),
      max: kinds.reduce((most, kind) => Math.max(most, kind.turns), 0),
    },
    singleTurn: sumOf(
      rows.filter((row) => number(row, 'turns') === 1),
      'conversations',
    ),
    prompt: sumOf(rows, 'prompt'),
    output: sumOf(rows, 'output'),
    resent: sumOf(rows, 'resent'),
    trims: {
      turns: sumOf(rows, 'trims'),
      conversations: sumOf(rows, 'trimming'),
      tokens: sumOf(rows, 'trimmed'),
    },
  };
}

function sumOf(rows: Row[], name: string): number {
  return rows.reduce((sum, row) => sum + number(row, name), 0);
}

function toKind(row: Row): Kind {
  return {
    feature: optionalText(row, 'feature'),
    turns: number(row, 'turns'),
    conversations: number(row, 'conversations'),
    smallest: optionalNumber(row, 'smallest'),
  };
}

/** Kinds come in the order of the features’ names, which those with as many conversations keep. */
function featuresOf(kinds: Kind[]): ConversationFeature[] {
  return [...groupBy(kinds, ({ feature }) => feature)]
    .map(([feature, own]) => {
      const smallest = own.flatMap((kind) => kind.smallest ?? []);
      return {
        ...present('feature', feature),
        conversations: own.reduce((sum, { conversations }) => sum + conversations, 0),
        medianTurns: turnQuantile(own, 0.5),
        ...present(
          'smallestFirstPrompt',
          smallest.length === 0 ? undefined : smallest.reduce((least, one) => Math.min(least, one)),
        ),
      };
    })
    .sort((a, b) => b.conversations - a.conversations);
}

/** Records are gone through only where some of the data set are no turns. */
async function countRecordsWithout(engine: Engine, scope: Scope): Promise<number> {
  const [all] = await engine.read(
    `SELECT
       (SELECT coalesce(sum(records), 0)::BIGINT FROM usage_day WHERE upload IN (SELECT seq FROM upload WHERE sample = $sample)) AS records,
       (SELECT coalesce(sum(turns), 0)::BIGINT FROM conversation WHERE sample = $sample) AS turns`,
    { sample: scope.sample },
  );
  if (!all || number(all, 'records') === number(all, 'turns')) return 0;
  const { where, parameters } = scopeSql(scope, 'starts_at');
  const [row] = await engine.read(recordsWithoutQuery.replace('/*scope*/', where), parameters);
  return row ? number(row, 'records') : 0;
}
