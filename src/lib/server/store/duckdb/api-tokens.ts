import type { Role } from '$lib/access/role';
import type { ApiToken, Person, Proof } from '../access';
import { isProved } from './credentials';
import type { Engine, Transaction } from './engine';
import { PERSON_COLUMNS, toPerson } from './people';
import { optionalText, present, text, type Row } from './rows';

const COLUMNS =
  't.id, t.name, t.role, t.made_by, t.person, t.created_at, t.expires_at, t.last_used_at, t.revoked_at';

/** All tokens, the newest first. */
export async function tokens(engine: Engine): Promise<ApiToken[]> {
  const rows = await engine.ask(`SELECT ${COLUMNS} FROM api_token t ORDER BY t.created_at DESC, t.id`);
  return rows.map(toToken);
}

/** The token of a secret's hash, with the person that made it. */
export async function tokenByHash(
  engine: Engine,
  hash: string,
): Promise<{ token: ApiToken; person?: Person } | undefined> {
  const [row] = await engine.askOften(
    `SELECT ${COLUMNS}, ${PERSON_COLUMNS} FROM api_token t LEFT JOIN person p ON p.id = t.person WHERE t.hash = $hash`,
    { hash },
  );
  if (!row) return undefined;
  return { token: toToken(row), ...(row['person_id'] === undefined ? {} : { person: toPerson(row) }) };
}

/** Keeps a token under the hash of its secret, where its person still has what they proved. */
export async function addToken(
  run: Transaction,
  token: ApiToken,
  hash: string,
  proof?: Proof,
): Promise<boolean> {
  if (proof && !(await isProved(run, token.person ?? '', proof))) return false;
  await run(
    'INSERT INTO api_token VALUES ($id, $hash, $name, $role, $madeBy, $person, $createdAt, $expiresAt, NULL, NULL)',
    { person: undefined, ...token, hash },
  );
  return true;
}

/** Keeps when a token was last used. */
export async function touchToken(run: Transaction, id: string, at: string): Promise<void> {
  await run('UPDATE api_token SET last_used_at = $at WHERE id = $id', { id, at });
}

/** Ends a token; false where there is none that is not revoked. */
export async function revokeToken(run: Transaction, id: string, at: string): Promise<boolean> {
  const rows = await run('SELECT id FROM api_token WHERE id = $id AND revoked_at IS NULL', { id });
  await run('UPDATE api_token SET revoked_at = $at WHERE id = $id AND revoked_at IS NULL', { id, at });
  return rows.length > 0;
}

/** Ends all tokens of a person. */
export async function revokeTokensOf(run: Transaction, person: string, at: string): Promise<void> {
  await run('UPDATE api_token SET revoked_at = $at WHERE person = $person AND revoked_at IS NULL', {
    person,
    at,
  });
}

function toToken(row: Row): ApiToken {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    role: text(row, 'role') as Role,
    madeBy: text(row, 'made_by'),
    ...present('person', optionalText(row, 'person')),
    createdAt: text(row, 'created_at'),
    expiresAt: text(row, 'expires_at'),
    ...present('lastUsedAt', optionalText(row, 'last_used_at')),
    ...present('revokedAt', optionalText(row, 'revoked_at')),
  };
}
