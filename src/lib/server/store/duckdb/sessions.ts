import type { Person, Proof, Session } from '../access';
import { isProved } from './credentials';
import type { Engine, Transaction } from './engine';
import { PERSON_COLUMNS, toPerson } from './people';
import { text, type Row } from './rows';

const COLUMNS = 's.id, s.person, s.created_at, s.last_seen_at, s.address, s.user_agent';

/** Keeps a session under the hash of its secret, where its person may sign in by what was proved. */
export async function addSession(
  run: Transaction,
  session: Session,
  hash: string,
  proof: Proof,
): Promise<boolean> {
  const { person } = session;
  const enabled = await run('SELECT id FROM person WHERE id = $person AND disabled_at IS NULL', { person });
  if (enabled.length === 0 || !(await isProved(run, person, proof))) return false;
  await run(
    'INSERT INTO session VALUES ($id, $hash, $person, $createdAt, $lastSeenAt, $address, $userAgent)',
    { ...session, hash },
  );
  return true;
}

/** The session of a secret's hash, with its person. */
export async function sessionByHash(
  engine: Engine,
  hash: string,
): Promise<{ session: Session; person: Person } | undefined> {
  const [row] = await engine.askOften(
    `SELECT ${COLUMNS}, ${PERSON_COLUMNS} FROM session s JOIN person p ON p.id = s.person WHERE s.hash = $hash`,
    { hash },
  );
  return row && { session: toSession(row), person: toPerson(row) };
}

/** Sessions of a person, the latest seen first. */
export async function sessions(engine: Engine, person: string): Promise<Session[]> {
  const rows = await engine.ask(
    `SELECT ${COLUMNS} FROM session s WHERE s.person = $person ORDER BY s.last_seen_at DESC, s.id`,
    { person },
  );
  return rows.map(toSession);
}

/** The session of an id. */
export async function session(engine: Engine, id: string): Promise<Session | undefined> {
  const [row] = await engine.ask(`SELECT ${COLUMNS} FROM session s WHERE s.id = $id`, { id });
  return row && toSession(row);
}

/** Keeps when a session was last seen. */
export async function touchSession(run: Transaction, id: string, at: string): Promise<void> {
  await run('UPDATE session SET last_seen_at = $at WHERE id = $id', { id, at });
}

/** Ends a session. */
export async function removeSession(run: Transaction, id: string): Promise<void> {
  await run('DELETE FROM session WHERE id = $id', { id });
}

/** Ends the sessions of a person, all or all but one. */
export async function removeSessionsOf(run: Transaction, person: string, except = ''): Promise<void> {
  await run('DELETE FROM session WHERE person = $person AND id <> $except', { person, except });
}

/** Removes sessions that are long over. */
export async function sweepSessions(
  run: Transaction,
  seenBefore: string,
  createdBefore: string,
): Promise<void> {
  await run('DELETE FROM session WHERE last_seen_at < $seenBefore OR created_at < $createdBefore', {
    seenBefore,
    createdBefore,
  });
}

function toSession(row: Row): Session {
  return {
    id: text(row, 'id'),
    person: text(row, 'person'),
    createdAt: text(row, 'created_at'),
    lastSeenAt: text(row, 'last_seen_at'),
    address: text(row, 'address'),
    userAgent: text(row, 'user_agent'),
  };
}
