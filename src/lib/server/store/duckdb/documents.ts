import type { Document } from '../store';
import type { Engine, Transaction } from './engine';
import { text } from './rows';

/** The documents of a collection, by id. */
export async function documents(engine: Engine, collection: string): Promise<Document[]> {
  const rows = await engine.ask(
    'SELECT id, body, changed_at FROM document WHERE collection = $collection ORDER BY id',
    { collection },
  );
  return rows.map((row) => ({
    id: text(row, 'id'),
    body: JSON.parse(text(row, 'body')) as unknown,
    changedAt: text(row, 'changed_at'),
  }));
}

/** Writes a document in place of the one with the same id. */
export async function putDocument(run: Transaction, collection: string, document: Document): Promise<void> {
  const { id, body, changedAt } = document;
  await removeDocument(run, collection, id);
  await run('INSERT INTO document VALUES ($collection, $id, $body, $changedAt)', {
    collection,
    id,
    body: JSON.stringify(body),
    changedAt,
  });
}

/** Removes a document; nothing happens where there is none. */
export async function removeDocument(run: Transaction, collection: string, id: string): Promise<void> {
  await run('DELETE FROM document WHERE collection = $collection AND id = $id', { collection, id });
}
