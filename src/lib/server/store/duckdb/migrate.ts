import type { Engine } from './engine';
import { number } from './rows';

const FILES = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * Brings the database to the newest version: each numbered file once, in order, in a transaction of its own. Throws
 * where the database is of a newer Crossrate than this one.
 */
export async function migrate(engine: Engine): Promise<void> {
  await engine.write((run) =>
    run('CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL, applied_at TIMESTAMP NOT NULL)'),
  );
  const [row] = await engine.ask('SELECT coalesce(max(number), 0) AS done FROM migration');
  const done = row ? number(row, 'done') : 0;
  const files = Object.entries(FILES).sort(([a], [b]) => (a < b ? -1 : 1));
  if (done > files.length)
    throw new Error(
      `This data is of a newer Crossrate (version ${done}; this one knows ${files.length}). Update first.`,
    );
  for (const [index, [, sql]] of files.entries()) {
    if (index < done) continue;
    await engine.write(async (run) => {
      await run(sql);
      await run('INSERT INTO migration VALUES ($number, now()::TIMESTAMP)', { number: index + 1 });
    });
    await engine.checkpoint();
  }
}
