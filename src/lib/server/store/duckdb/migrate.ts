import type { Engine } from './engine';
import { number } from './rows';

const FILES = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * Brings the database to the newest version: each numbered file that it has not seen, in order, in a transaction of its
 * own. Throws where the database is of a newer Crossrate than this one.
 */
export async function migrate(engine: Engine): Promise<void> {
  await engine.write((run) =>
    run('CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL, applied_at TIMESTAMP NOT NULL)'),
  );
  const done = new Set(
    (await engine.ask('SELECT number FROM migration')).map((row) => number(row, 'number')),
  );
  const files = Object.entries(FILES).map(([path, sql]) => ({ number: numberOf(path), sql }));
  files.sort((a, b) => a.number - b.number);
  const newest = files.at(-1)?.number ?? 0;
  const last = Math.max(0, ...done);
  if (last > newest)
    throw new Error(
      `This data is of a newer Crossrate (version ${last}; this one knows ${newest}). Update first.`,
    );
  for (const file of files) {
    if (done.has(file.number)) continue;
    await engine.write(async (run) => {
      await run(file.sql);
      await run('INSERT INTO migration VALUES ($number, now()::TIMESTAMP)', { number: file.number });
    });
    await engine.checkpoint();
  }
}

function numberOf(path: string): number {
  return Number(/(\d+)-[^/]*$/.exec(path)?.[1]);
}
