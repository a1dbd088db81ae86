import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INPUT_FROM_THE_FRONT } from '$lib/conversations/resent-classes';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from './engine';
import { migrate } from './migrate';

const FILES = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const PART_COUNTS = [...TOKEN_CLASSES, ...INPUT_FROM_THE_FRONT.map((name) => `resent_${name}`)]
  .map((name) => `0 AS ${name}`)
  .join(', ');
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

  it('tell parts, pauses and turns of conversations what they stand by', async () => {
    await databaseOf(15);
    await engine.write(async (run) => {
      // Conversation 1 goes on the next day, 2 is the sample's and of one day.
      for (const [id, day, sample] of [
        [1, 1, false],
        [2, 2, true],
      ] as const)
        await run(
          `INSERT INTO conversation SELECT $id, 'c' || $id, $sample, $first, $first, 1, 2, 0, 0, 8, 8, 0, 10, 360, 8, 0, 0, 0`.replaceAll(
            '$first',
            `make_timestamp(2026, 6, ${day}, 10, 0, 0)`,
          ),
          { id, sample },
        );
      for (const [conversation, day] of [
        [1, 20605],
        [1, 20606],
        [2, 20606],
      ])
        await run(
          `INSERT INTO conversation_part BY NAME
           SELECT $conversation AS conversation, $day AS day, 1 AS route, 0 AS provider, 2 AS model, 0 AS tier, 4 AS turns, ${PART_COUNTS}`,
          { conversation, day },
        );
      await run("INSERT INTO conversation_gap VALUES (1, TIMESTAMP '2026-06-02 10:00:00', 86400000000)");
      // The nth prompt is of 10 × n tokens, each answer of 1.
      await run(
        'INSERT INTO conversation_turn SELECT 1, n, NULL, 1, 0, 2, 0, 10 * n, 0, 0, 1, 0 FROM range(1, 9) AS turn(n)',
      );
    });
    await migrate(engine);
    const [june1, june2] = [1, 2].map((day) => Date.UTC(2026, 5, day, 10) * 1000);
    expect(
      await engine.read('SELECT conversation, sample, first_at, alone FROM conversation_part ORDER BY ALL'),
    ).toEqual([
      { conversation: 1, sample: false, first_at: june1, alone: false },
      { conversation: 1, sample: false, first_at: june1, alone: false },
      { conversation: 2, sample: true, first_at: june2, alone: true },
    ]);
    expect(await engine.read('SELECT micros, sample, first_at FROM conversation_gap')).toEqual([
      { micros: 86_400_000_000, sample: false, first_at: june1 },
    ]);
    const turns = await engine.read('SELECT before_window FROM conversation_turn ORDER BY nth');
    // Five turns are kept: the seventh leaves out what the first held, the eighth what the second held.
    expect(turns.map((row) => row['before_window'])).toEqual([0, 0, 0, 0, 0, 0, 11, 21]);
  });

  it('are done once', async () => {
    await migrate(engine);
    const done = await engine.ask('SELECT number FROM migration ORDER BY number');
    await migrate(engine);
    expect(await engine.ask('SELECT number FROM migration ORDER BY number')).toEqual(done);
    expect(done).toHaveLength(Object.keys(FILES).length);
  });
});
