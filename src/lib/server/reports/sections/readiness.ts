import type { Column } from '$lib/components/table-column';
import type { CriterionId } from '$lib/readiness/criteria';
import type { Hideable } from '$lib/report/labels';
import type { ReportSection } from '$lib/report/report';
import { readiness } from '$lib/server/answers/readiness';
import type { CriterionRow } from '$lib/server/answers/readiness-answer';
import { criterionColumns } from '$pages/readiness/criterion-columns';
import {
  BLOCKER_WORDS,
  GROUP_TITLES,
  readinessFigures,
  readinessSentence,
} from '$pages/readiness/readiness-words';
import type { Making } from '../making';
import { figuresOf, inWords, sentence, tableOf } from '../section-parts';

/** Criteria whose evidence names values of a label. */
const NAMED: Partial<Record<CriterionId, Hideable>> = {
  international: 'region',
  latency_complaints: 'region',
  context_features: 'feature',
  fine_tuning: 'model',
};

/** The verdict and every criterion with its evidence. */
export async function readinessSection({ filters, redaction }: Making): Promise<ReportSection> {
  const answer = await readiness(filters);
  const columns = inWords(
    criterionColumns((href) => href),
    ['note'],
    redaction,
  );
  const told = (row: CriterionRow): CriterionRow => {
    const names = NAMED[row.id];
    return names && redaction.hides(names)
      ? { ...row, evidence: `Measured; the ${names}s are not told in this report.` }
      : row;
  };
  return {
    id: 'readiness',
    title: 'Readiness',
    answer: sentence(readinessSentence(answer)),
    note: null,
    figures: figuresOf(readinessFigures(answer)),
    charts: [],
    tables: (['primary', 'fit', 'blocker'] as const).map((group) =>
      tableOf({
        name: `readiness-${group}`,
        title: GROUP_TITLES[group],
        columns: columns.map((column): Column<CriterionRow> =>
          column.key === 'state' && group === 'blocker'
            ? {
                ...column,
                show: (row: CriterionRow) =>
                  row.state === 'unknown' ? 'not known' : BLOCKER_WORDS[row.state],
              }
            : column,
        ),
        rows: answer.criteria.filter((row) => row.group === group).map(told),
        without: ['change'],
        aside: ['note'],
      }),
    ),
    knowledge: answer.next.map(({ name, text }) => `${name}: ${text}`),
  };
}
