import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FILES } from './sample-files';

/** A row's value in a column; undefined where its file has no such column. */
type Row = (column: string) => string | undefined;

/** All rows of the company, read apart from the product: no value carries a comma, a quote or a newline. */
function* rows(): Generator<Row> {
  for (const { name, text } of SAMPLE_FILES) {
    const [header, ...lines] = [...text()].join('').trimEnd().split('\n') as [string, ...string[]];
    const columns = new Map(header.split(',').map((column, i) => [column, i]));
    for (const line of lines) {
      const values = line.split(',');
      if (values.length !== columns.size) throw new Error(`${name} has a row of another width: ${line}`);
      yield (column) => values[columns.get(column) ?? -1];
    }
  }
}

/** Counts, keyed; 0 where nothing was counted. */
class Tally {
  readonly counts = new Map<string, number>();
  add(key: string, amount = 1): void {
    this.counts.set(key, this.of(key) + amount);
  }
  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}

const tally = new Tally();
const models = new Map<string, { from: string; to: string }>();
const ids = new Tally();
let count = 0;

beforeAll(() => {
  for (const row of rows()) {
    count++;
    const time = row('time') ?? '';
    seeModel(row('model') ?? '', time);
    if (row('bucket_seconds') === undefined) countRequest(row, time);
    else tally.add(`${time.slice(0, 7)} in sums`, Number(row('requests')));
  }
}, 60_000);

function seeModel(model: string, time: string): void {
  const seen = models.get(model);
  if (seen === undefined) models.set(model, { from: time, to: time });
  else if (time > seen.to) seen.to = time;
}

function countRequest(row: Row, time: string): void {
  ids.add(row('request_id') ?? '');
  const route = row('route');
  for (const span of [time.slice(0, 7), time.slice(0, 10), time.slice(0, 13)]) {
    tally.add(`${span} ${route}`);
    if (row('status') !== 'ok') tally.add(`${span} ${route} failed`);
  }
  if (row('error_class') !== '') tally.add(`${route} ${row('error_class')}`);
  if (row('upstream_ms') !== '') {
    tally.add(`${route} upstream`);
    if (Number(row('duration_ms')) - Number(row('upstream_ms')) <= 50) tally.add(`${route} within 50 ms`);
  }
  if (row('retry_after_s') !== '') tally.add(`${route} waits`);
}

const relayShare = (month: string) =>
  tally.of(`${month} relay`) / (tally.of(`${month} relay`) + tally.of(`${month} official`));
const failed = (span: string, route: string) =>
  tally.of(`${span} ${route} failed`) / tally.of(`${span} ${route}`);

describe('the sample company', () => {
  it('has a relay that logs its own part, mostly within 50 ms, and rate limits that say how long to wait', () => {
    expect(tally.of('official upstream')).toBe(0);
    expect(tally.of('relay within 50 ms') / tally.of('relay upstream')).toBeGreaterThan(0.7);
    expect(tally.of('relay within 50 ms') / tally.of('relay upstream')).toBeLessThan(0.95);
    for (const route of ['official', 'relay'])
      expect(tally.of(`${route} waits`)).toBe(tally.of(`${route} rate_limited`));
  });

  it('is the same at every call, to the byte', () => {
    const sha256 = () => {
      const hash = createHash('sha256');
      for (const { text } of SAMPLE_FILES.slice(-2)) for (const part of text()) hash.update(part);
      return hash.digest('hex');
    };
    expect(sha256()).toBe(sha256());
  });

  it('has some 300,000 records in six files', () => {
    expect(SAMPLE_FILES).toHaveLength(6);
    expect(count).toBeGreaterThan(285_000);
    expect(count).toBeLessThan(320_000);
  });

  it('begins on the official route alone and ramps up the relay from April 2026', () => {
    for (const month of ['2025-06', '2025-12', '2026-03']) expect(relayShare(month)).toBe(0);
    expect(relayShare('2026-05')).toBeGreaterThan(0.1);
    expect(relayShare('2026-05')).toBeLessThan(0.3);
    expect(relayShare('2026-06')).toBeGreaterThan(0.35);
    expect(relayShare('2026-06')).toBeLessThan(0.55);
  });

  it('grows: its last full month on one route has more than twice the requests of its first', () => {
    expect(tally.of('2026-03 official')).toBeGreaterThan(2 * tally.of('2025-06 official'));
  });

  it('runs both routes side by side for more than 48 hours with at least 20 requests each', () => {
    const hours = [...tally.counts.keys()].filter((key) => /^2026-04-..T.. relay$/.test(key));
    const both = hours.filter(
      (key) => tally.of(key) >= 20 && tally.of(key.replace('relay', 'official')) >= 20,
    );
    expect(both.length).toBeGreaterThan(48);
  });

  it('fails a few percent of requests, more of them on the relay', () => {
    for (const month of ['2025-07', '2026-05', '2026-06']) {
      expect(failed(month, 'official')).toBeGreaterThan(0.01);
      expect(failed(month, 'official')).toBeLessThan(0.025);
    }
    expect(failed('2026-05', 'relay')).toBeGreaterThan(failed('2026-05', 'official'));
    expect(failed('2026-05', 'relay')).toBeLessThan(0.06);
    for (const error of ['rate_limited', 'session_not_found', 'context_exceeded', 'session_state']) {
      expect(tally.of(`relay ${error}`), error).toBeGreaterThan(0);
    }
  });

  it('has one bad day on each route', () => {
    expect(failed('2025-11-18', 'official')).toBeGreaterThan(2 * failed('2025-11', 'official'));
    expect(failed('2026-06-18', 'relay')).toBeGreaterThan(1.5 * failed('2026-06', 'relay'));
  });

  it('moves from Claude Sonnet 4 to 4.5 at its launch, and takes up DeepSeek V3.2 in October 2025', () => {
    expect(models.get('claude-sonnet-4')?.to.slice(0, 10)).toBe('2025-09-28');
    expect(models.get('claude-sonnet-4-5')?.from.slice(0, 10)).toBe('2025-09-29');
    expect(models.get('deepseek-v3.2')?.from.slice(0, 10)).toBe('2025-10-08');
  });

  it('uses a model that has no price', () => {
    expect(models.has('bge-m3')).toBe(true);
  });

  it('handles more than 10,000 requests a day at the end, most of them in hourly sums', () => {
    expect(tally.of('2026-06 in sums') / 30).toBeGreaterThan(10_000);
  });

  it('repeats some rows and spoils nine', () => {
    const repeated = [...ids.counts.values()].filter((times) => times > 1);
    expect(repeated.length).toBeGreaterThan(5);
    expect(new Set(repeated)).toEqual(new Set([2]));
    expect([...ids.counts.keys()].filter((id) => id.endsWith('-spoiled'))).toHaveLength(9);
  });
});
