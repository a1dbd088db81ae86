import { savingSteps, savingSummary } from '$lib/charts/saving-steps';
import type { ReportSection } from '$lib/report/report';
import { overview } from '$lib/server/answers/overview';
import type { OverviewAnswer } from '$lib/server/answers/overview-answer';
import { routePair } from '$lib/server/answers/savings';
import { dayColumns, daysInput, daysSummary } from '$pages/overview-charts';
import { byModelColumns } from '$pages/overview-columns';
import { overviewNote } from '$pages/overview-evidence';
import { overviewFigures } from '$pages/overview-figures';
import { overviewSentence } from '$pages/overview-words';
import { stepsChart, timeChart } from '../chart-parts';
import type { Making } from '../making';
import { figuresOf, sentence, tableOf } from '../section-parts';

/** What the traffic cost, what it would have cost, and what is missing to trust that more. */
export async function overviewSection(making: Making): Promise<ReportSection> {
  const { filters, query, period } = making;
  const found = await overview(filters, making.named(await routePair(query, filters)));
  const answer = told(found, making);
  const { savings } = answer;
  return {
    id: 'overview',
    title: 'Overview',
    answer: savings
      ? sentence(overviewSentence(savings, period.from, period.to))
      : 'There is no usage in this scope.',
    note: overviewNote(answer),
    figures: figuresOf(overviewFigures(answer, new URLSearchParams())),
    charts: savings
      ? [
          stepsChart(
            'What the difference is made of',
            savingSteps(savings),
            savingSummary(savings),
            'Landed cost of the same usage',
            'overview-parts',
          ),
          timeChart(daysInput(answer), {
            title: 'Spend over time',
            caption: `Landed cost in ${answer.currency}, ${answer.over_time.grain} by ${answer.over_time.grain}`,
            summary: daysSummary(answer),
            table: 'overview-over-time',
          }),
        ]
      : [],
    tables: tablesOf(answer),
    knowledge: answer.gaps.map(({ what, detail }) => `${what}: ${detail}.`),
  };
}

function tablesOf(answer: OverviewAnswer): ReportSection['tables'] {
  const { savings } = answer;
  if (!savings) return [];
  return [
    tableOf({
      name: 'overview-by-model',
      title: 'The same usage on both routes, by model',
      columns: byModelColumns(savings, new URLSearchParams()),
      rows: savings.rows,
    }),
    tableOf({
      name: 'overview-over-time',
      folded: true,
      title: 'Spend over time',
      columns: dayColumns(answer),
      rows: answer.over_time.rows,
    }),
  ];
}

/** The answer with the names that the report tells. */
function told(answer: OverviewAnswer, { redaction, routeName }: Making): OverviewAnswer {
  const { savings } = answer;
  return {
    ...answer,
    savings: savings && {
      ...savings,
      rows: savings.rows.map((row) => ({ ...row, model: redaction.name('model', row.model) })),
    },
    routes: answer.routes.map((row) => ({ ...row, name: routeName(row.route) })),
  };
}
