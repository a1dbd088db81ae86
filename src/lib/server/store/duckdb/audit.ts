import type { AuditEntry, KeptAuditEntry } from '../access';
import type { Engine, Transaction } from './engine';
import { number, optionalText, present, text } from './rows';

/** Adds an entry under the next number. */
export async function addAudit(run: Transaction, entry: AuditEntry): Promise<void> {
  await run(
    'INSERT INTO audit SELECT coalesce(max(seq), 0) + 1, $at, $actor, $action, $subject, $detail, $address FROM audit',
    { subject: undefined, detail: undefined, address: undefined, ...entry },
  );
}

/** Entries, the newest first. */
export async function audit(engine: Engine, limit: number, before?: number): Promise<KeptAuditEntry[]> {
  const rows = await engine.ask(
    'SELECT * FROM audit WHERE seq < coalesce($before, 9223372036854775807) ORDER BY seq DESC LIMIT $limit',
    { limit, before },
  );
  return rows.map((row) => ({
    seq: number(row, 'seq'),
    at: text(row, 'happened_at'),
    actor: text(row, 'actor'),
    action: text(row, 'action'),
    ...present('subject', optionalText(row, 'subject')),
    ...present('detail', optionalText(row, 'detail')),
    ...present('address', optionalText(row, 'address')),
  }));
}
