import type { Role } from '$lib/access/role';
import { sameName } from '$lib/access/person-name';
import type { Credentials, Person, PersonAdded, PersonChange, PersonChanged } from '../access';
import { addCredentials, changeCredentials } from './credentials';
import type { Engine, Transaction } from './engine';
import { optionalText, present, text, type Row } from './rows';

/** Columns of a person, under names that no other table of a join has. */
export const PERSON_COLUMNS =
  'p.id AS person_id, p.name AS person_name, p.email AS person_email, p.role AS person_role, p.created_at AS person_created_at, p.disabled_at AS person_disabled_at';

/** Everybody, by name. */
export async function people(engine: Engine): Promise<Person[]> {
  const rows = await engine.ask(`SELECT ${PERSON_COLUMNS} FROM person p ORDER BY lower(p.name), p.id`);
  return rows.map(toPerson);
}

/** The person of an id. */
export async function person(engine: Engine, id: string): Promise<Person | undefined> {
  const [row] = await engine.ask(`SELECT ${PERSON_COLUMNS} FROM person p WHERE p.id = $id`, { id });
  return row && toPerson(row);
}

/** The person of an address in lower case. */
export async function personByEmail(engine: Engine, email: string): Promise<Person | undefined> {
  const [row] = await engine.ask(`SELECT ${PERSON_COLUMNS} FROM person p WHERE p.email = $email`, { email });
  return row && toPerson(row);
}

/** The person whom an identity provider knows as a subject. */
export async function personByOidc(
  engine: Engine,
  issuer: string,
  subject: string,
): Promise<Person | undefined> {
  const [row] = await engine.ask(
    `SELECT ${PERSON_COLUMNS} FROM person p JOIN credential c ON c.person = p.id WHERE c.oidc_issuer = $issuer AND c.oidc_subject = $subject`,
    { issuer, subject },
  );
  return row && toPerson(row);
}

/** Adds a person with what they sign in with, unless the address or the name is somebody's already. */
export async function addPerson(
  run: Transaction,
  { id, name, email, role, createdAt, disabledAt }: Person,
  credentials: Credentials,
): Promise<PersonAdded> {
  const taken = await run('SELECT id FROM person WHERE email = $email', { email });
  if (taken.length > 0) return 'address taken';
  if (await isNameTaken(run, name, id)) return 'name taken';
  await run('INSERT INTO person VALUES ($id, $name, $email, $role, $createdAt, $disabledAt)', {
    id,
    name,
    email,
    role,
    createdAt,
    disabledAt,
  });
  await addCredentials(run, id, credentials);
  return 'added';
}

/** Changes what is given, unless nobody would be left to manage people. */
export async function changePerson(
  run: Transaction,
  id: string,
  { name, role, disabledAt, code }: PersonChange,
): Promise<PersonChanged> {
  const [row] = await run(`SELECT ${PERSON_COLUMNS} FROM person p WHERE p.id = $id`, { id });
  if (!row) return 'nobody';
  const before = toPerson(row);
  const after = {
    name: name ?? before.name,
    role: role ?? before.role,
    disabledAt: disabledAt === undefined ? before.disabledAt : (disabledAt ?? undefined),
  };
  if (name !== undefined && (await isNameTaken(run, name, id))) return 'name taken';
  const staysOwner = after.role === 'owner' && after.disabledAt === undefined;
  if (isActiveOwner(before) && !staysOwner && (await otherOwners(run, id)) === 0) return 'last owner';
  await run('UPDATE person SET name = $name, role = $role, disabled_at = $disabledAt WHERE id = $id', {
    id,
    ...after,
  });
  if (code === false) await changeCredentials(run, id, { totpSecret: null, recoveryHashes: null });
  if (after.disabledAt !== undefined) await run('DELETE FROM session WHERE person = $id', { id });
  return 'changed';
}

/** Removes a person with all that lets them in, unless nobody would be left to manage people. */
export async function removePerson(run: Transaction, id: string, at: string): Promise<PersonChanged> {
  const [row] = await run(`SELECT ${PERSON_COLUMNS} FROM person p WHERE p.id = $id`, { id });
  if (!row) return 'nobody';
  if (isActiveOwner(toPerson(row)) && (await otherOwners(run, id)) === 0) return 'last owner';
  await run('DELETE FROM session WHERE person = $id', { id });
  await run('DELETE FROM credential WHERE person = $id', { id });
  await run('DELETE FROM invite WHERE person = $id', { id });
  await run('UPDATE api_token SET revoked_at = $at WHERE person = $id AND revoked_at IS NULL', { id, at });
  await run('DELETE FROM person WHERE id = $id', { id });
  return 'changed';
}

/** Is there an owner who may sign in? */
export async function hasOwner(ask: Transaction): Promise<boolean> {
  return (await otherOwners(ask, '')) > 0;
}

/** A row with PERSON_COLUMNS as a person. */
export function toPerson(row: Row): Person {
  return {
    id: text(row, 'person_id'),
    name: text(row, 'person_name'),
    email: text(row, 'person_email'),
    role: text(row, 'person_role') as Role,
    createdAt: text(row, 'person_created_at'),
    ...present('disabledAt', optionalText(row, 'person_disabled_at')),
  };
}

/** Has somebody else a name that nobody could tell from this one? */
async function isNameTaken(run: Transaction, name: string, id: string): Promise<boolean> {
  const others = await run('SELECT name FROM person WHERE id <> $id', { id });
  return others.some((row) => sameName(text(row, 'name')) === sameName(name));
}

function isActiveOwner({ role, disabledAt }: Person): boolean {
  return role === 'owner' && disabledAt === undefined;
}

async function otherOwners(run: Transaction, id: string): Promise<number> {
  const rows = await run("SELECT id FROM person WHERE role = 'owner' AND disabled_at IS NULL AND id <> $id", {
    id,
  });
  return rows.length;
}
