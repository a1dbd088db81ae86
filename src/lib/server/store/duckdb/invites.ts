import type { Role } from '$lib/access/role';
import type { Credentials, Invite, Joined, Person } from '../access';
import { revokeTokensOf } from './api-tokens';
import { changeCredentials } from './credentials';
import type { Engine, Transaction } from './engine';
import { addPerson, hasOwner } from './people';
import { optionalText, present, text, type Row } from './rows';

/** One-time links, the newest first. */
export async function invites(engine: Engine): Promise<Invite[]> {
  return (await engine.ask('SELECT * FROM invite ORDER BY created_at DESC, id')).map(toInvite);
}

/** The link of a secret's hash. */
export async function inviteByHash(ask: Transaction, hash: string): Promise<Invite | undefined> {
  const [row] = await ask('SELECT * FROM invite WHERE hash = $hash', { hash });
  return row && toInvite(row);
}

/** Keeps a link in place of open ones of its kind and address. */
export async function addInvite(run: Transaction, invite: Invite, hash: string): Promise<void> {
  const { kind, email } = invite;
  await run('DELETE FROM invite WHERE kind = $kind AND email = $email AND used_at IS NULL', { kind, email });
  await run(
    'INSERT INTO invite VALUES ($id, $hash, $kind, $role, $email, $person, $madeBy, $createdAt, $expiresAt, NULL)',
    { role: undefined, person: undefined, ...invite, hash },
  );
}

/** Takes a link back; false where there is none that is open. */
export async function removeInvite(run: Transaction, id: string): Promise<boolean> {
  const rows = await run('SELECT id FROM invite WHERE id = $id AND used_at IS NULL', { id });
  await run('DELETE FROM invite WHERE id = $id AND used_at IS NULL', { id });
  return rows.length > 0;
}

/** Adds the person of a link that is still good, and uses it up. */
export async function joinByInvite(
  run: Transaction,
  hash: string,
  at: string,
  person: Person,
  credentials: Credentials,
): Promise<Joined> {
  const invite = await inviteByHash(run, hash);
  if (!invite || !isOpen(invite, at) || invite.kind !== 'join') return 'over';
  const added = await addPerson(run, person, credentials);
  if (added !== 'added') return added === 'name taken' ? added : 'over';
  await useUp(run, hash, at);
  return 'joined';
}

/** Sets the password of a link's person, ends their sessions and tokens, and uses the link up. */
export async function resetByInvite(
  run: Transaction,
  hash: string,
  at: string,
  passwordHash: string,
): Promise<boolean> {
  const invite = await inviteByHash(run, hash);
  if (!invite || !isOpen(invite, at) || invite.person === undefined) return false;
  const { person } = invite;
  await changeCredentials(run, person, { passwordHash });
  await run('DELETE FROM session WHERE person = $person', { person });
  await revokeTokensOf(run, person, at);
  await useUp(run, hash, at);
  return true;
}

/** Keeps the code that makes the first owner. */
export async function putSetupCode(run: Transaction, hash: string, expiresAt: string): Promise<void> {
  await run('DELETE FROM setup_code');
  await run('INSERT INTO setup_code VALUES ($hash, $expiresAt)', { hash, expiresAt });
}

/** When the code that makes the first owner expires. */
export async function setupCodeExpiry(engine: Engine): Promise<string | undefined> {
  const [row] = await engine.ask('SELECT expires_at FROM setup_code');
  return row && text(row, 'expires_at');
}

/** Adds the first owner, where the code is right and there is none yet, and uses the code up. */
export async function addFirstOwner(
  run: Transaction,
  codeHash: string,
  at: string,
  person: Person,
  credentials: Credentials,
): Promise<Joined> {
  const right = await run('SELECT hash FROM setup_code WHERE hash = $codeHash AND expires_at > $at', {
    codeHash,
    at,
  });
  if (right.length === 0 || (await hasOwner(run))) return 'over';
  const added = await addPerson(run, person, credentials);
  if (added !== 'added') return added === 'name taken' ? added : 'over';
  await run('DELETE FROM setup_code');
  return 'joined';
}

function isOpen({ usedAt, expiresAt }: Invite, at: string): boolean {
  return usedAt === undefined && expiresAt > at;
}

async function useUp(run: Transaction, hash: string, at: string): Promise<void> {
  await run('UPDATE invite SET used_at = $at WHERE hash = $hash', { hash, at });
}

function toInvite(row: Row): Invite {
  return {
    id: text(row, 'id'),
    kind: text(row, 'kind') as Invite['kind'],
    ...present('role', optionalText(row, 'role') as Role | undefined),
    email: text(row, 'email'),
    ...present('person', optionalText(row, 'person')),
    madeBy: text(row, 'made_by'),
    createdAt: text(row, 'created_at'),
    expiresAt: text(row, 'expires_at'),
    ...present('usedAt', optionalText(row, 'used_at')),
  };
}
