import type { AuditEntry, AuditFilter, KeptAuditEntry } from '../access';
import type { Engine, Transaction } from './engine';
import { number, optionalText, present, text } from './rows';

/** Adds an entry under the next number. */
export async function addAudit(run: Transaction, entry: AuditEntry): Promise<void> {
  await run(
    'INSERT INTO audit SELECT coalesce(max(seq), 0) + 1, $at, $actor, $action, $subject, $detail, $address, $actorId FROM audit',
    { subject: undefined, detail: undefined, address: undefined, actorId: undefined, ...entry },
  );
}

/** Entries, the newest first. */
export async function audit(
  engine: Engine,
  limit: number,
  before?: number,
  { actor, action }: AuditFilter = {},
): Promise<KeptAuditEntry[]> {
  const rows = await engine.ask(
    `SELECT * FROM audit WHERE seq < coalesce($before, 9223372036854775807)
      AND actor = coalesce($actor, actor) AND action = coalesce($action, action) ORDER BY seq DESC LIMIT $limit`,
    { limit, before, actor, action },
  );
  return rows.map((row) => ({
    seq: number(row, 'seq'),
    at: text(row, 'happened_at'),
    actor: text(row, 'actor'),
    ...present('actorId', optionalText(row, 'actor_id')),
    action: text(row, 'action'),
    ...present('subject', optionalText(row, 'subject')),
    ...present('detail', optionalText(row, 'detail')),
    ...present('address', optionalText(row, 'address')),
  }));
}

/** Who has done anything, and what was done. */
export async function auditWords(engine: Engine): Promise<{ actors: string[]; actions: string[] }> {
  const rows = await engine.ask('SELECT DISTINCT actor, action FROM audit');
  const distinct = (name: string): string[] => [...new Set(rows.map((row) => text(row, name)))].sort();
  return { actors: distinct('actor'), actions: distinct('action') };
}
