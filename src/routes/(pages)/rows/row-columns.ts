import { withChange } from '$lib/components/filter-query';
import { duration } from '$lib/components/format-duration';
import { time } from '$lib/components/format-date';
import { moneyUnit } from '$lib/components/format-money';
import { count } from '$lib/components/format-number';
import type { CellValue, Column } from '$lib/components/table-column';
import type { StoredRecord } from '$lib/server/store/store';
import type { Tokens } from '$lib/usage/token-classes';

type Row = StoredRecord & { index: number };

/** What is known of a record. Columns that no row of the page fills are left out. */
export function rowColumns(rows: StoredRecord[], url: URL): Column<Row>[] {
  const sum = (row: Row, ...names: (keyof Tokens)[]): number =>
    names.reduce((all, name) => all + row.tokens[name], 0);
  const tokens = (label: string, ...names: (keyof Tokens)[]): Column<Row> => ({
    key: label,
    label,
    value: (row) => sum(row, ...names),
    show: (row) => count(sum(row, ...names)),
  });
  const all: Column<Row>[] = [
    {
      key: 'time',
      label: 'Time',
      align: 'left',
      value: (row) => row.startsAt,
      show: (row) => time(row.startsAt),
      sortable: false,
    },
    text('route', 'Route', (row) => row.route),
    text('model', 'Model', (row) => row.model),
    text('feature', 'Feature', (row) => row.feature),
    text('project', 'Project', (row) => row.project),
    text('region', 'Region', (row) => row.region),
    text('tier', 'Tier', (row) => row.tier),
    {
      ...text('conversation', 'Conversation', (row) => row.conversation),
      href: (row) => (row.conversation ? withChange(url, { conversation: row.conversation }) : undefined),
    },
    { key: 'requests', label: 'Requests', value: (row) => row.requests, show: (row) => count(row.requests) },
    tokens('Uncached input', 'uncached_input'),
    tokens('Cached input', 'cached_input'),
    tokens('Cache writes', 'cache_write_5m', 'cache_write_1h'),
    tokens('Output', 'output'),
    { key: 'ttft', label: 'First token', value: (row) => row.ttftMs, show: (row) => duration(row.ttftMs) },
    {
      key: 'duration',
      label: 'Duration',
      value: (row) => row.durationMs,
      show: (row) => duration(row.durationMs),
    },
    {
      key: 'upstream',
      label: 'Upstream',
      value: (row) => row.upstreamMs,
      show: (row) => duration(row.upstreamMs),
    },
    text('status', 'Status', (row) => row.errorClass?.replaceAll('_', ' ') ?? row.status),
    {
      key: 'charged',
      label: 'Charged',
      value: (row) => row.charged,
      show: (row) => moneyUnit(row.charged, row.chargedCurrency ?? ''),
    },
    {
      ...text('upload', 'File', (row) => row.uploadName),
      href: (row) => withChange(url, { upload: row.uploadId }),
    },
  ];
  const always = new Set(['time', 'route', 'model', 'upload']);
  return all.filter(
    (column) => always.has(column.key) || rows.some((row) => isThere(column.value({ ...row, index: 0 }))),
  );
}

function text(key: string, label: string, value: (row: Row) => CellValue): Column<Row> {
  return { key, label, align: 'left', value };
}

function isThere(value: CellValue): boolean {
  return value !== null && value !== undefined;
}
