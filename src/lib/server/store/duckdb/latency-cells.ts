import type { BlockUnit } from '$lib/latency/block-unit';
import { keeper } from '$lib/server/keep';
import type { LatencyMetric } from '../latencies';
import type { Scope } from '../store';
import { isOfWholeDays } from './cells-sql';
import type { Engine } from './engine';
import { readCells, within, type LatencyCells } from './latency-columns';
import ofAllDays from './queries/latency-cells-of-all-days.sql?raw';
import recordsTemplate from './queries/latency-cells-of-records.sql?raw';
import { number } from './rows';
import { scopeSql, uploadsIn, type ScopeSql } from './scope-sql';

/** What latencies are summed by in time: `all` keeps no time apart. */
export type CellUnit = BlockUnit | 'all';

const COLUMNS = { duration: 'duration_us', ttft: 'ttft_us' } as const;
const STARTS = {
  day: '(epoch_us(starts_at) // 86400000000)::INTEGER',
  hour: '(epoch_us(starts_at) // 3600000000)::INTEGER',
  all: '0',
} as const;

/** One set for each metric of the sample and of one's own data. */
const MOST_SETS = 4;

/**
 * The latencies of scopes by block, stratum and bucket. Kept sums by day are read once for each revision of the store and
 * held in memory: periods and labels are chosen there. What they cannot tell is summed from records at each question.
 */
export class LatencyCellsReader {
  readonly #hold = keeper(MOST_SETS);

  constructor(
    private readonly engine: Engine,
    private readonly revision: () => number,
    /** Sums what should be summed and is not yet, where that can be done now. */
    private readonly makeSums: () => Promise<void>,
  ) {}

  /** Parts that make the scope together; no cell is in two of them. */
  async cells(scope: Scope, metric: LatencyMetric, unit: CellUnit): Promise<LatencyCells[]> {
    const uploads = await uploadsIn(this.engine, scope);
    if (unit === 'hour' || !isOfWholeDays(scope) || scope.features || scope.inConversation)
      return [await this.#ofRecords(scope, metric, unit, uploads)];
    const summed = await this.#summed(uploads);
    const kept = uploads.filter((upload) => summed.has(upload));
    const left = uploads.filter((upload) => !summed.has(upload));
    return Promise.all([
      ...(kept.length > 0 ? [this.#ofSums(scope, metric, unit, kept)] : []),
      ...(left.length > 0 ? [this.#ofRecords(scope, metric, unit, left)] : []),
    ]);
  }

  #ofRecords(scope: Scope, metric: LatencyMetric, unit: CellUnit, uploads: number[]): Promise<LatencyCells> {
    const { where, parameters } = scopeSql(scope, 'starts_at', uploads);
    return readCells(this.engine, latencyCellsOfRecords(metric, unit, where), parameters);
  }

  async #ofSums(
    scope: Scope,
    metric: LatencyMetric,
    unit: CellUnit,
    uploads: number[],
  ): Promise<LatencyCells> {
    const all = scopeSql({ sample: scope.sample }, 'day', uploads);
    const held = await this.#hold(this.revision(), JSON.stringify([metric, uploads]), async () =>
      (await this.#countOf(metric, all)) > this.engine.heldSums
        ? undefined
        : readCells(this.engine, keptSql('day', all.where), { ...all.parameters, metric }),
    );
    if (held) return within(held, scope);
    const asked = scopeSql(scope, 'day', uploads);
    return readCells(this.engine, keptSql(unit, asked.where), { ...asked.parameters, metric });
  }

  async #countOf(metric: LatencyMetric, { where, parameters }: ScopeSql): Promise<number> {
    const [row] = await this.engine.askKept(
      `SELECT count(*) AS cells FROM latency_stratum AS u WHERE u.metric = $metric AND ${where}`,
      { ...parameters, metric },
    );
    return row ? number(row, 'cells') : 0;
  }

  async #summed(uploads: number[]): Promise<Set<number>> {
    const found = await this.#summedNow();
    if (uploads.every((upload) => found.has(upload))) return found;
    await this.makeSums();
    return this.#summedNow();
  }

  async #summedNow(): Promise<Set<number>> {
    const rows = await this.engine.askKept('SELECT upload FROM latency_stratum_upload');
    return new Set(rows.map((row) => number(row, 'upload')));
  }
}

/** A query of latencies of records per block, stratum and bucket. */
export function latencyCellsOfRecords(metric: LatencyMetric, unit: CellUnit, where: string): string {
  return recordsTemplate
    .replace('/*block*/', STARTS[unit])
    .replaceAll('/*metric*/', COLUMNS[metric])
    .replace('/*scope*/', where);
}

function keptSql(unit: CellUnit, where: string): string {
  return unit === 'day'
    ? `SELECT u.day AS block, u.* FROM latency_stratum AS u WHERE u.metric = $metric AND ${where}`
    : ofAllDays.replace('/*scope*/', where);
}
