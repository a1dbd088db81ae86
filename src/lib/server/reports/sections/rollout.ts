import type { ReportSection } from '$lib/report/report';
import { rollout } from '$lib/server/answers/rollout';
import { rolloutPair } from '$lib/server/answers/rollout-pair';
import { checkColumns, firingColumns, rampColumns } from '$pages/rollout/rollout-columns';
import { rolloutFigures, rolloutSentence } from '$pages/rollout/rollout-words';
import type { Making } from '../making';
import { figuresOf, inWords, sentence, tableOf } from '../section-parts';

/** How far the migration is, and what its rollback triggers would have done. */
export async function rolloutSection(making: Making): Promise<ReportSection> {
  const { filters, query } = making;
  const answer = await rollout(filters, making.named(await rolloutPair(query, filters)));
  return {
    id: 'rollout',
    title: 'Rollout',
    answer: sentence(rolloutSentence(answer)),
    note: null,
    figures: figuresOf(rolloutFigures(answer)),
    charts: [],
    tables: [
      tableOf({
        name: 'rollout-checklist',
        title: 'Checklist',
        columns: inWords(checkColumns, ['note'], making.redaction),
        rows: answer.checklist,
        without: ['change'],
        aside: ['note'],
      }),
      tableOf({
        name: 'rollout-firings',
        title: 'Firings of the rollback triggers, replayed',
        columns: firingColumns(answer.rules),
        rows: answer.firings,
        aside: ['fired_at'],
      }),
      tableOf({
        name: 'rollout-ramp',
        folded: true,
        title: 'Share of relay routes by day',
        columns: rampColumns,
        rows: answer.ramp.days,
      }),
    ].filter(({ rows }) => rows.length > 0),
    knowledge: answer.checklist
      .filter(({ state }) => state === 'unknown')
      .map(({ name, evidence }) => `${name}: ${evidence}`),
  };
}
