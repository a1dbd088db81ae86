import { savingSteps, savingSummary } from '$lib/charts/saving-steps';
import { stepColumns } from '$lib/charts/amount-steps';
import { money, moneyWhole } from '$lib/components/format-money';
import { percent, shortRate } from '$lib/components/format-number';
import { termsText } from '$lib/components/money-evidence';
import type { Column } from '$lib/components/table-column';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import type { ReportSection, ReportTable } from '$lib/report/report';
import { relayPairs } from '$lib/server/answers/relays';
import { savings } from '$lib/server/answers/savings';
import { exchangeFigures } from '$pages/exchange/exchange-figures';
import { stepsChart } from '../chart-parts';
import type { Making } from '../making';
import { figuresOf, moneyKnowledge, tableOf } from '../section-parts';

/** How the saving is made up, where it would be nothing, and what other relays would make of it. */
export async function exchangeSection(making: Making): Promise<ReportSection> {
  const { filters, query } = making;
  const pairs = (await relayPairs(filters, query)).map(making.named);
  const [answer, ...others] = await Promise.all(pairs.map((pair) => savings(filters, pair)));
  if (!answer) throw new Error('no routes to compare');
  const steps = savingSteps(answer);
  // The overview shows it already.
  const isDrawn = steps.length > 0 && !making.choices.sections.includes('overview');
  return {
    id: 'exchange',
    title: 'Exchange rate and terms',
    answer: said(answer),
    note: `${answer.candidate.name} at ${termsText(answer.candidate)}`,
    figures: figuresOf(exchangeFigures(answer)),
    charts: isDrawn
      ? [
          stepsChart(
            'From one route to the other',
            steps,
            savingSummary(answer),
            `Landed cost of the same usage in ${answer.currency}`,
            'exchange-parts',
          ),
        ]
      : [],
    tables: [
      tableOf({
        name: 'exchange-parts',
        title: 'The parts of the saving',
        note: 'They sum to the difference exactly.',
        columns: stepColumns(answer.currency),
        rows: steps,
      }),
      ...(others.length > 0 ? [beside([answer, ...others])] : []),
    ],
    knowledge: moneyKnowledge(answer.basis),
  };
}

function said({ totals, currency, candidate, break_even }: SavingsAnswer): string {
  if (totals.saving === null)
    return 'What the routes would cost cannot be said: nothing here has a price and a rate.';
  const less = totals.saving.startsWith('-') ? 'more' : 'less';
  const amount = moneyWhole(totals.saving.replace('-', ''), currency);
  const even =
    break_even.market_rate === null
      ? ''
      : `; both would cost the same at ¥${shortRate(break_even.market_rate)} per US dollar`;
  return `The same usage costs ${amount} ${less} on ${candidate.name}${even}.`;
}

function beside(answers: SavingsAnswer[]): ReportTable {
  const currency = answers[0]?.currency ?? '';
  const amount = (key: 'candidate' | 'saving', label: string): Column<SavingsAnswer> => ({
    key,
    label,
    unit: currency,
    value: ({ totals }) => totals[key],
    show: ({ totals }) => money(totals[key], currency),
  });
  return tableOf({
    name: 'exchange-relays',
    title: 'Relays side by side, for the same usage',
    columns: [
      { key: 'relay', label: 'Relay', align: 'left', value: ({ candidate }) => candidate.name },
      { key: 'terms', label: 'Terms', align: 'left', value: ({ candidate }) => termsText(candidate) },
      amount('candidate', 'Would cost'),
      amount('saving', 'Saving'),
      {
        key: 'saving_pct',
        label: 'Saving',
        unit: '%',
        value: ({ totals }) => totals.saving_pct,
        show: ({ totals }) => percent(totals.saving_pct).replace(/\s?%/, ''),
      },
    ],
    rows: answers,
  });
}
