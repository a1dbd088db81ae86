import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from './engine';
import { migrate } from './migrate';

const FILES = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const RECORDS = 'SELECT * FROM usage ORDER BY starts_at';

let dataDir: string;
let engine: Engine;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crossrate-migrate-'));
  const limits = { memoryLimit: '512MB', maxTemp: '1GB', threads: 1, exactUpTo: 5_000_000 };
  engine = await Engine.open({ ...limits, dataDir, onFatal: undefined });
});
afterEach(async () => {
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A database as it was when `last` was the newest migration. */
async function databaseOf(last: number): Promise<void> {
  await engine.write(async (run) => {
    await run('CREATE TABLE migration (number INTEGER NOT NULL, applied_at TIMESTAMP NOT NULL)');
    for (const [path, sql] of Object.entries(FILES).sort(([a], [b]) => a.localeCompare(b))) {
      const number = Number(/(\d+)-/.exec(path)?.[1]);
      if (number > last) continue;
      await run(sql);
      await run('INSERT INTO migration VALUES ($number, now()::TIMESTAMP)', { number });
    }
  });
}

describe('migrations', () => {
  it('keep every record of a database from before request ids had a compression of their own', async () => {
    await databaseOf(11);
    await engine.write((run) =>
      run(`INSERT INTO usage BY NAME
        SELECT 1 AS upload, make_timestamp(1780000000000000 + i * 1000000) AS starts_at, 0 AS bucket_seconds,
          1 AS requests, 1 AS route, 0 AS provider, 2 AS model, 0 AS feature, 0 AS project, 0 AS "user",
          0 AS api_key, 0 AS region, 0 AS tier, 'c' || i AS conversation,
          CASE WHEN i <> 1 THEN 'r' || i END AS request_id, i AS uncached_input, 0 AS cached_input,
          0 AS cache_write_5m, 0 AS cache_write_1h, 7 AS output, 0 AS audio_input, 0 AS cached_audio_input,
          0 AS audio_output, 0 AS image_input, 0 AS cached_image_input, 0 AS image_output, 1 AS outcome,
          true AS timed, 3 AS duration_us, 1.5 AS charged, 1 AS charged_currency
        FROM range(3) AS row(i)`),
    );
    const before = await engine.read(RECORDS);
    await migrate(engine);
    expect(before.map((row) => row['request_id'])).toEqual(['r0', undefined, 'r2']);
    expect(await engine.read(RECORDS)).toEqual(before);
    expect(await engine.read('SELECT * FROM held_back')).toEqual([]);
  });

  it('are done once', async () => {
    await migrate(engine);
    const done = await engine.ask('SELECT number FROM migration ORDER BY number');
    await migrate(engine);
    expect(await engine.ask('SELECT number FROM migration ORDER BY number')).toEqual(done);
    expect(done).toHaveLength(Object.keys(FILES).length);
  });
});
