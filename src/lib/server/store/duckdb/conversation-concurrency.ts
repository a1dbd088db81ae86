import type { Concurrency } from '../conversations';
import type { Scope } from '../store';
import type { Engine } from './engine';
import concurrencyQuery from './queries/conversation-concurrency.sql?raw';
import { number } from './rows';
import { scopeSql } from './scope-sql';

const MICROS_PER_MINUTE = 60_000_000;

/** How many conversations are open at one time: the most of each day, and of all. */
export async function conversationConcurrency(
  engine: Engine,
  scope: Scope,
  timeoutMinutes: number,
): Promise<Concurrency> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const rows = await engine.read(concurrencyQuery.replace('/*scope*/', where), {
    ...parameters,
    timeout: timeoutMinutes * MICROS_PER_MINUTE,
  });
  const concurrency: Concurrency = { peak: 0, days: [] };
  for (const row of rows) {
    const peak = number(row, 'peak');
    concurrency.days.push({ day: number(row, 'day'), peak });
    if (peak <= concurrency.peak) continue;
    concurrency.peak = peak;
    concurrency.atMs = number(row, 'moment') / 1000;
  }
  return concurrency;
}
