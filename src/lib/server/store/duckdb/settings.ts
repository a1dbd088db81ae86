import type { Format } from '$lib/formats/format';
import type { Engine, Transaction } from './engine';
import { text } from './rows';

/** The text of a setting; every page asks for several. */
export async function setting(engine: Engine, name: string): Promise<string | undefined> {
  const [row] = await engine.askKept('SELECT value FROM setting WHERE name = $name', { name });
  return row && text(row, 'value');
}

/** Writes a setting in place of its last text. */
export async function putSetting(run: Transaction, name: string, value: string): Promise<void> {
  await run('DELETE FROM setting WHERE name = $name', { name });
  await run('INSERT INTO setting VALUES ($name, $value)', { name, value });
}

/** The user's own formats. */
export async function formats(engine: Engine): Promise<Format[]> {
  const rows = await engine.ask('SELECT declaration FROM format ORDER BY id');
  return rows.map((row) => JSON.parse(text(row, 'declaration')) as Format);
}

/** Writes a format in place of the one with the same id. */
export async function putFormat(run: Transaction, format: Format): Promise<void> {
  await run('DELETE FROM format WHERE id = $id', { id: format.id });
  await run('INSERT INTO format VALUES ($id, $declaration)', {
    id: format.id,
    declaration: JSON.stringify(format),
  });
}
