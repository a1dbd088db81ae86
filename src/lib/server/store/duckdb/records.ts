import type { ErrorClass } from '$lib/usage/error-classes';
import { picoToDecimal } from '$lib/usage/money';
import { LABELS } from '$lib/usage/usage-record';
import type { UsageRecord } from '$lib/usage/usage-record';
import type { Scope, StoredRecord } from '../store';
import type { Engine } from './engine';
import { instantText } from './ledger';
import recordsQuery from './queries/records.sql?raw';
import { pageDays } from './page-days';
import type { Row } from './rows';
import { number, optionalNumber, optionalText, pico, present, text } from './rows';
import { scopeSql, uploadsIn } from './scope-sql';
import { tokensOf } from './spend-cells';

/** A page of the records of a scope, newest first. */
export async function records(
  engine: Engine,
  scope: Scope,
  offset: number,
  limit: number,
): Promise<StoredRecord[]> {
  const days = await pageDays(engine, scope, offset, limit);
  const { where, parameters } = scopeSql(days.scope, 'starts_at', await uploadsIn(engine, scope));
  const rows = await engine.read(recordsQuery.replaceAll('/*scope*/', where), {
    ...parameters,
    offset: days.offset,
    limit,
  });
  return rows.map((row) => ({
    ...toRecord(row),
    uploadId: text(row, 'upload_id'),
    uploadName: text(row, 'upload_name'),
  }));
}

/** A record out of a row that has labels as names, durations in microseconds and the outcome as text. */
export function toRecord(row: Row): UsageRecord {
  const outcome = optionalText(row, 'outcome');
  const requests = optionalNumber(row, 'requests');
  const tokens = tokensOf(row);
  return {
    startsAt: instantText(number(row, 'starts_at')),
    bucketSeconds: number(row, 'bucket_seconds'),
    ...present('requests', requests),
    route: text(row, 'route'),
    ...present('provider', optionalText(row, 'provider')),
    model: text(row, 'model'),
    ...Object.fromEntries(
      LABELS.flatMap((label) => (row[label] === undefined ? [] : [[label, text(row, label)]])),
    ),
    ...present('conversation', optionalText(row, 'conversation')),
    ...present('requestId', optionalText(row, 'request_id')),
    tokens,
    ...present('reasoning', optionalNumber(row, 'reasoning')),
    ...present('promptTokens', requests === 1 ? promptTokens(tokens) : undefined),
    ...ending(outcome),
    ...present('httpStatus', optionalNumber(row, 'http_status')),
    ...present('durationMs', milliseconds(optionalNumber(row, 'duration_us'))),
    ...present('ttftMs', milliseconds(optionalNumber(row, 'ttft_us'))),
    ...present('upstreamMs', milliseconds(optionalNumber(row, 'upstream_us'))),
    ...present('retryAfterMs', milliseconds(optionalNumber(row, 'retry_after_us'))),
    ...charge(row),
  };
}

function ending(outcome: string | undefined): Pick<UsageRecord, 'status' | 'errorClass'> {
  if (outcome === undefined) return {};
  return outcome === 'ok' ? { status: 'ok' } : { status: 'error', errorClass: outcome as ErrorClass };
}

function charge(row: Row): Pick<UsageRecord, 'charged' | 'chargedCurrency'> {
  if (row['charged'] === undefined) return {};
  return { charged: picoToDecimal(pico(row, 'charged')), chargedCurrency: text(row, 'charged_currency') };
}

function promptTokens(tokens: UsageRecord['tokens']): number {
  return Object.entries(tokens).reduce(
    (sum, [name, count]) => (name.endsWith('output') ? sum : sum + count),
    0,
  );
}

function milliseconds(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1000;
}
