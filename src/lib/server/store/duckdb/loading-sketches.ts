import type { Scope } from '../store';
import type { Engine } from './engine';
import type { Due } from './follow-up';
import rollupLatencies from './queries/rollup-latencies.sql?raw';
import { number } from './rows';

/**
 * Makes the latency sketches that are missing, once there are more latencies than are ever sorted: before, no question
 * needs them. It follows the load: until it is done, records are put into the same buckets at each question.
 */
export const LATENCY_SKETCHES: Due = {
  isDue: async (engine) => {
    const [row] = await engine.askKept(
      `SELECT coalesce(greatest(sum(measured_duration), sum(measured_ttft)), 0)::BIGINT AS measured FROM usage_day
       WHERE EXISTS (SELECT 1 FROM upload WHERE NOT sketched)`,
    );
    return row !== undefined && number(row, 'measured') > engine.exactUpTo;
  },
  make: async (run) => {
    for (const row of await run('SELECT seq FROM upload WHERE NOT sketched ORDER BY seq')) {
      const upload = number(row, 'seq');
      for (const metric of ['duration', 'ttft']) await run(rollupLatencies, { upload, metric });
    }
    await run('UPDATE upload SET sketched = true WHERE NOT sketched');
  },
};

/** Do all uploads of a scope have their sketches? */
export async function areSketched(engine: Engine, { sample }: Scope): Promise<boolean> {
  const left = await engine.askKept(
    'SELECT 1 AS left_over FROM upload WHERE sample = $sample AND NOT sketched LIMIT 1',
    { sample },
  );
  return left.length === 0;
}
