import type { ConversationFeature, ConversationMarks, ConversationSummary } from '../conversations';
import type { Scope } from '../store';
import type { Engine } from './engine';
import featuresQuery from './queries/conversation-features.sql?raw';
import lengthsQuery from './queries/conversation-lengths.sql?raw';
import recordsWithoutQuery from './queries/conversation-records-without.sql?raw';
import summaryQuery from './queries/conversation-summary.sql?raw';
import timeoutsQuery from './queries/conversation-timeouts.sql?raw';
import { number, numbers, optionalNumber, optionalText, present, type Row } from './rows';
import { conversationRowsSql, scopeSql } from './scope-sql';

const MICROS_PER_MINUTE = 60_000_000;

/** Counts of the conversations in scope: all from their profiles, so that it costs what conversations do, not turns. */
export async function conversationSummary(
  engine: Engine,
  scope: Scope,
  { timeoutMinutes, mostEarlierTurns }: ConversationMarks,
): Promise<ConversationSummary> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const ask = (sql: string, more = {}): Promise<Row[]> =>
    engine.read(sql.replace('/*scope*/', where), { ...parameters, ...more });
  const [[row = {}], [late = {}], features, lengths, recordsWithout] = await Promise.all([
    ask(summaryQuery, { earlier: mostEarlierTurns }),
    engine.read(timeoutsQuery.replace('/*scope*/', conversationRowsSql(scope).where), {
      ...parameters,
      timeout: timeoutMinutes * MICROS_PER_MINUTE,
    }),
    ask(featuresQuery),
    ask(lengthsQuery),
    countRecordsWithout(engine, scope),
  ]);
  return {
    ...countsOf(row),
    timeout: { turns: number(late, 'turns'), of: number(row, 'turns') - number(row, 'conversations') },
    overflow: { turns: number(row, 'overflowing'), of: number(row, 'answered') },
    features: features.map(toFeature),
    lengths: lengths.map((one) => ({
      answered: number(one, 'answered'),
      conversations: number(one, 'conversations'),
    })),
    recordsWithout,
  };
}

type Counts = Omit<ConversationSummary, 'timeout' | 'overflow' | 'features' | 'lengths' | 'recordsWithout'>;

function countsOf(row: Row): Counts {
  const [p50 = 0, p95 = 0] = numbers(row, 'turn_quantiles');
  return {
    conversations: number(row, 'conversations'),
    turns: number(row, 'turns'),
    answered: number(row, 'answered'),
    errors: number(row, 'errors'),
    turnsEach: { mean: number(row, 'mean_turns'), p50, p95, max: number(row, 'most_turns') },
    singleTurn: number(row, 'single_turn'),
    prompt: number(row, 'prompt'),
    output: number(row, 'output'),
    resent: number(row, 'resent'),
    trims: {
      turns: number(row, 'trims'),
      conversations: number(row, 'trimming'),
      tokens: number(row, 'trimmed'),
    },
  };
}

function toFeature(row: Row): ConversationFeature {
  return {
    ...present('feature', optionalText(row, 'feature')),
    conversations: number(row, 'conversations'),
    medianTurns: number(row, 'median_turns'),
    ...present('smallestFirstPrompt', optionalNumber(row, 'smallest')),
  };
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
