import { money } from '$lib/components/format-money';
import type { ReportSection } from '$lib/report/report';
import { conversationQuestion } from '$lib/server/answers/conversation-question';
import { conversations } from '$lib/server/answers/conversations';
import { conversationFigures, conversationSentence } from '$pages/conversations/conversation-words';
import { featureColumns, turnColumns, whatIfColumns } from '$pages/conversations/conversation-columns';
import type { Making } from '../making';
import { figuresOf, moneyKnowledge, sentence, tableOf } from '../section-parts';

/** What resent history costs, and what would change it. */
export async function conversationsSection({ filters, redaction }: Making): Promise<ReportSection> {
  const answer = await conversations(filters, conversationQuestion(new URLSearchParams()));
  const frame = { id: 'conversations' as const, title: 'Conversations' };
  if (answer.conversations === 0)
    return {
      ...frame,
      answer: 'This data holds no conversations.',
      note: null,
      figures: [],
      charts: [],
      tables: [],
      knowledge: [],
    };
  const features = answer.features.map((row) => ({
    ...row,
    feature: redaction.name('feature', row.feature),
  }));
  return {
    ...frame,
    answer: sentence(conversationSentence(answer)),
    note: 'Server-side session state saves bandwidth and code; it saves billed tokens only where a window drops history.',
    figures: figuresOf(conversationFigures(answer)),
    charts: [
      {
        kind: 'bars',
        title: 'The same conversations sent another way',
        caption: `Cost of input in ${answer.currency}; all but the first are estimates`,
        summary: answer.what_if
          .map(({ name, cost }) => `${name} ${money(cost, answer.currency)}`)
          .join(', ')
          .concat('.'),
        table: 'conversations-what-if',
        bars: answer.what_if
          .filter(({ cost }) => cost !== null)
          .map(({ id, name, cost }) => ({
            label: name,
            value: Number(cost),
            text: money(cost, answer.currency),
            hue: id === 'as_is' ? 'series-rest' : 'series-1',
          })),
      },
    ],
    tables: [
      tableOf({
        name: 'conversations-what-if',
        title: 'The same conversations sent another way',
        columns: whatIfColumns(answer),
        rows: answer.what_if,
        aside: ['sent_tokens', 'assumption'],
      }),
      tableOf({
        name: 'conversations-by-turn',
        folded: true,
        title: 'Growth by turn',
        columns: turnColumns,
        rows: answer.by_turn,
        aside: ['mean', 'output', 'p90'],
      }),
      tableOf({
        name: 'conversations-by-feature',
        title: 'Conversations by feature',
        columns: featureColumns,
        rows: features,
      }),
    ],
    knowledge: [
      ...moneyKnowledge(answer.basis),
      ...(answer.trimmed.turns > 0
        ? [
            `In ${answer.trimmed.conversations.toLocaleString('en')} conversations a prompt is smaller than the one before: the client trims or summarises already.`,
          ]
        : []),
    ],
  };
}
