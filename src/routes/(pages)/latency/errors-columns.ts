import { count, counted, percent } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { ErrorsDeltaRow } from '$lib/server/answers/errors-delta';
import type { KeyBurstRow } from '$lib/server/answers/errors-of-keys';
import { time } from '$lib/components/format-date';
import { points } from './delta-figures';
import type { Names } from './latency-words';

const NOT_LOGGED = 'its sources do not log errors';

/** Both routes' rates by class, their difference with its interval, what the class means and what to do. */
export function differenceColumns(names: Names): Column<ErrorsDeltaRow>[] {
  return [
    { key: 'class', label: 'Class', align: 'left', value: (row) => row.class.replaceAll('_', ' ') },
    rate('baseline', names.baseline),
    rate('candidate', names.candidate),
    {
      key: 'difference',
      label: 'Difference',
      unit: 'pp',
      value: (row) => row.difference,
      show: (row) => points(row.difference ?? 0),
      missing: NOT_LOGGED,
    },
    {
      key: 'interval',
      label: '95 % interval',
      unit: 'pp',
      sortable: false,
      value: (row) => (row.low === null ? null : `${points(row.low)} to ${points(row.high ?? 0)}`),
      missing: NOT_LOGGED,
    },
    { key: 'verdict', label: `On ${names.candidate}`, align: 'left', value: (row) => row.verdict },
    {
      key: 'fix',
      label: 'What it means, what to do',
      align: 'left',
      sortable: false,
      value: (row) => (row.means === null ? '' : `${row.means} ${row.fix}`),
    },
  ];
}

function rate(side: 'baseline' | 'candidate', label: string): Column<ErrorsDeltaRow> {
  return {
    key: side,
    label,
    unit: '%',
    value: (row) => row[`${side}_pct`],
    show: (row) => percent(row[`${side}_pct`], 2).replace(/\s?%/, ''),
    missing: NOT_LOGGED,
  };
}

/** What the rates are of: "Errors ÷ attempts …: 3,960 of 229,752 on Official, 1,628 of 40,992 on Relay." */
export function differenceNote(all: ErrorsDeltaRow | undefined, names: Names): string {
  const of = (errors: number | null | undefined, attempts: number, name: string): string =>
    errors == null ? `not logged on ${name}` : `${count(errors)} of ${count(attempts)} on ${name}`;
  const shares = all
    ? `: ${of(all.baseline_errors, all.baseline_attempts, names.baseline)}, ${of(all.candidate_errors, all.candidate_attempts, names.candidate)}`
    : '';
  return `Errors ÷ attempts whose source logs errors${shares}. Differences are in percentage points, with Newcombe’s 95 % interval.`;
}

/** A burst of refused requests in words: where, from when until when, how many. */
export function burstWords(burst: KeyBurstRow, route: string): string {
  const key = burst.api_key === null ? 'a key that this data does not tell' : `the key ${burst.api_key}`;
  const until = burst.over ? `until ${time(burst.ends_at)}` : 'until the end of this data';
  return `On ${route}, ${key} worked and was then refused from ${time(burst.starts_at)} ${until}: ${count(burst.auth_errors)} of ${counted(burst.attempts, 'request')}.`;
}
