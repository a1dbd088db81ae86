import type { CheckKind } from '$lib/claims/claim-spec';
import type { Column } from '$lib/components/table-column';
import type { ReportSection } from '$lib/report/report';
import { claims, type ClaimAnswer } from '$lib/server/answers/claims';
import { routePair } from '$lib/server/answers/savings';
import { claimsSentence, figureText } from '$pages/claims/claim-words';
import type { Making } from '../making';
import { sentence, tableOf } from '../section-parts';

const words = (
  key: keyof ClaimAnswer,
  label: string,
  value: (row: ClaimAnswer) => string | null,
): Column<ClaimAnswer> => ({
  key,
  label,
  align: 'left',
  value,
});

const COLUMNS: Column<ClaimAnswer>[] = [
  words('statement', 'Claim', ({ statement }) => statement),
  words('figure', 'Figure', (row) => figureText(row) ?? null),
  words('verdict', 'Verdict', ({ verdict }) => verdict),
  words('why', 'Why', ({ why }) => why),
  words('working', 'Working', ({ working }) => working.join('; ') || null),
  words('measured', 'In this data', ({ measured }) => measured),
  words('source', 'Source', ({ source }) => source),
];

/** Checks whose reason is what people wrote, not what Crossrate worked out. */
const IN_WORDS: readonly CheckKind[] = ['not_checkable', 'input'];

function inHiddenWords(row: ClaimAnswer, { redaction }: Making): ClaimAnswer {
  return {
    ...row,
    statement: redaction.words(row.statement),
    source: redaction.words(row.source),
    why: IN_WORDS.includes(row.check.kind) ? redaction.words(row.why) : row.why,
  };
}

/** A vendor's claims against arithmetic and against the data. */
export async function claimsSection(making: Making): Promise<ReportSection> {
  const { filters, query } = making;
  const pair = making.named(await routePair(query, filters));
  const found = await claims(filters, pair, query);
  return {
    id: 'claims',
    title: 'Claims',
    answer: sentence([claimsSentence(found)]),
    note: null,
    figures: [],
    charts: [],
    tables: [
      tableOf({
        name: 'claims',
        title: 'Each claim with its verdict',
        columns: COLUMNS,
        rows: found.map((row) => inHiddenWords(row, making)),
        aside: ['working', 'source'],
      }),
    ],
    knowledge: [],
  };
}
