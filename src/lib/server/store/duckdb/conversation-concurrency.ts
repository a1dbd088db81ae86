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
  let open = 0;
  for (const row of rows) {
    const [day, peak] = [number(row, 'day'), number(row, 'peak')];
    const before = concurrency.days.at(-1)?.day ?? day;
    for (let quiet = before + 1; quiet < day; quiet += 1) concurrency.days.push({ day: quiet, peak: open });
    concurrency.days.push({ day, peak: Math.max(peak, open) });
    open += number(row, 'net');
    if (peak <= concurrency.peak) continue;
    concurrency.peak = peak;
    concurrency.atMs = number(row, 'moment') / 1000;
  }
  return concurrency;
}
