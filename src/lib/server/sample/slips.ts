import { CHARGED_HEADER, REQUEST_HEADER, requestCsv, type SampleRequest } from './request-csv';
import type { RequestExport } from './requests';

/** The gateway wrote these minutes twice when its export was resumed. */
const WRITTEN_TWICE = { from: Date.UTC(2026, 4, 14, 6), to: Date.UTC(2026, 4, 14, 7) };

/** Days on which one row of the export is broken, and how: a column and what stands in it. */
const BROKEN: readonly { day: number; column: string; text: string }[] = [
  { day: Date.UTC(2025, 6, 14), column: 'input_tokens', text: 'n/a' },
  { day: Date.UTC(2025, 8, 2), column: 'output_tokens', text: '-1' },
  { day: Date.UTC(2025, 11, 9), column: 'time', text: '2025-12-09T25:10:00Z' },
  { day: Date.UTC(2026, 3, 3), column: 'cached_input_tokens', text: '99999999' },
  { day: Date.UTC(2026, 3, 8), column: 'route', text: 'staging' },
  { day: Date.UTC(2026, 3, 21), column: 'output_tokens', text: '12.5' },
  { day: Date.UTC(2026, 5, 11), column: 'model', text: '' },
  { day: Date.UTC(2026, 5, 19), column: 'charged', text: '1e400' },
  { day: Date.UTC(2026, 5, 24), column: 'input_tokens', text: 'NaN' },
];

/** The rows of a day that the export holds a second time: the same request ids, to be counted once. */
export function repeatedRows(requests: SampleRequest[]): string {
  const twice = requests.filter(({ at }) => at >= WRITTEN_TWICE.from && at < WRITTEN_TWICE.to);
  return twice.map(requestCsv).join('');
}

/** A row that cannot be used, on the few days that have one: a copy of the day's first row with one value spoiled. */
export function brokenRows(requests: SampleRequest[], file: RequestExport): string {
  const first = requests[0];
  if (first === undefined) return '';
  const columns = (file.charged ? CHARGED_HEADER : REQUEST_HEADER).split(',');
  return BROKEN.filter(({ day }) => first.at >= day && first.at < day + 86_400_000)
    .map(({ column, text }) => {
      const values = requestCsv({ ...first, id: `${first.id}-spoiled` })
        .trimEnd()
        .split(',');
      return `${values.with(columns.indexOf(column), text).join(',')}\n`;
    })
    .join('');
}
