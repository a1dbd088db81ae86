import { time } from '$lib/components/format-date';
import type { Column } from '$lib/components/table-column';
import type { CriterionRow, ReadinessAnswer } from '$lib/server/answers/readiness-answer';
import { changeText, criterionEvidence, sourceText, thresholdText, valueText } from './readiness-words';

/** Criteria as a table; `carry` keeps the filters in links. */
export function criterionColumns(carry: (href: string) => string): Column<CriterionRow>[] {
  return [
    { key: 'name', label: 'Criterion', align: 'left', value: (row) => row.name },
    { key: 'state', label: 'State', align: 'left', value: (row) => row.state },
    {
      key: 'value',
      label: 'Value',
      value: (row) => row.value,
      show: valueText,
      evidence: (row) => criterionEvidence(row, carry),
      missing: 'not in this data, or nothing to count',
    },
    {
      key: 'threshold',
      label: 'Met above',
      value: (row) => row.threshold,
      show: thresholdText,
      missing: 'nothing to count',
    },
    { key: 'source', label: 'Source', align: 'left', value: sourceText },
    {
      key: 'evidence',
      label: 'Evidence',
      align: 'left',
      value: (row) => row.evidence,
      sortable: false,
    },
    { key: 'note', label: 'Reason', align: 'left', value: (row) => row.note, missing: 'none given' },
    { key: 'change', label: 'Change', align: 'left', value: (row) => row.id, sortable: false },
  ];
}

type ChangeRow = ReadinessAnswer['history'][number];

export const historyColumns: Column<ChangeRow>[] = [
  { key: 'on', label: 'When', align: 'left', value: (row) => row.on, show: (row) => time(row.on) },
  { key: 'criterion', label: 'Criterion', align: 'left', value: (row) => row.name },
  { key: 'change', label: 'Change', align: 'left', value: changeText },
  { key: 'by', label: 'Who', align: 'left', value: (row) => row.by },
  { key: 'note', label: 'Why', align: 'left', value: (row) => row.note, missing: 'none given' },
];
