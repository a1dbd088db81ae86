import type { CredentialChange, Credentials, Proof } from '../access';
import type { Engine, Transaction } from './engine';
import { optionalNumber, optionalText, present, type Row } from './rows';

/** What a person can sign in with. */
export async function credentials(engine: Engine, person: string): Promise<Credentials> {
  const [row] = await engine.ask('SELECT * FROM credential WHERE person = $person', { person });
  return row ? toCredentials(row) : {};
}

/** Writes what a new person signs in with. */
export async function addCredentials(
  run: Transaction,
  person: string,
  { passwordHash, totpSecret, totpStep, recoveryHashes, oidc }: Credentials,
): Promise<void> {
  await run(
    'INSERT INTO credential VALUES ($person, $passwordHash, $totpSecret, $totpStep, $issuer, $subject, $recovery)',
    {
      person,
      passwordHash,
      totpSecret,
      totpStep,
      issuer: oidc?.issuer,
      subject: oidc?.subject,
      recovery: recoveryHashes && JSON.stringify(recoveryHashes),
    },
  );
}

/** Sets what is given and keeps the rest. */
export async function changeCredentials(
  run: Transaction,
  person: string,
  change: CredentialChange,
): Promise<void> {
  const [row] = await run('SELECT * FROM credential WHERE person = $person', { person });
  const { passwordHash, totpSecret, totpStep, recoveryHashes, oidc } = row ? toCredentials(row) : {};
  const secret = changed(change.totpSecret, totpSecret);
  await run('DELETE FROM credential WHERE person = $person', { person });
  await addCredentials(run, person, {
    ...present('passwordHash', changed(change.passwordHash, passwordHash)),
    ...present('totpSecret', secret),
    ...present('totpStep', change.totpSecret === undefined ? totpStep : undefined),
    ...present('recoveryHashes', changed(change.recoveryHashes, recoveryHashes)),
    ...present('oidc', changed(change.oidc, oidc)),
  });
}

/** The same where a proof still holds, if one is given; false, and nothing is changed, where it does not. */
export async function changeProved(
  run: Transaction,
  person: string,
  change: CredentialChange,
  proof?: Proof,
): Promise<boolean> {
  if (proof && !(await isProved(run, person, proof))) return false;
  await changeCredentials(run, person, change);
  return true;
}

/** Does a person still sign in with what was shown? */
export async function isProved(run: Transaction, person: string, proof: Proof): Promise<boolean> {
  const [row] = await run('SELECT * FROM credential WHERE person = $person', { person });
  if (!row) return false;
  const { passwordHash, totpSecret, oidc } = toCredentials(row);
  if (proof.by === 'provider') return oidc?.issuer === proof.issuer && oidc.subject === proof.subject;
  return passwordHash === proof.passwordHash && totpSecret === proof.totpSecret;
}

/** Keeps a step as the last one used, where it is later than the last. */
export async function useTotpStep(run: Transaction, person: string, step: number): Promise<boolean> {
  const later = await run(
    'SELECT person FROM credential WHERE person = $person AND coalesce(totp_step, -1) < $step',
    { person, step },
  );
  if (later.length === 0) return false;
  await run('UPDATE credential SET totp_step = $step WHERE person = $person', { person, step });
  return true;
}

/** Keeps the recovery codes that are left, where nobody used one in between. */
export async function useRecoveryCode(
  run: Transaction,
  person: string,
  before: readonly string[],
  left: readonly string[],
): Promise<boolean> {
  const asked = { person, before: JSON.stringify(before), left: JSON.stringify(left) };
  const same = await run(
    'SELECT person FROM credential WHERE person = $person AND recovery_hashes = $before',
    asked,
  );
  await run(
    'UPDATE credential SET recovery_hashes = $left WHERE person = $person AND recovery_hashes = $before',
    asked,
  );
  return same.length > 0;
}

function changed<T>(change: T | null | undefined, before: T | undefined): T | undefined {
  return change === undefined ? before : (change ?? undefined);
}

function toCredentials(row: Row): Credentials {
  const issuer = optionalText(row, 'oidc_issuer');
  const subject = optionalText(row, 'oidc_subject');
  const recovery = optionalText(row, 'recovery_hashes');
  return {
    ...present('passwordHash', optionalText(row, 'password_hash')),
    ...present('totpSecret', optionalText(row, 'totp_secret')),
    ...present('totpStep', optionalNumber(row, 'totp_step')),
    ...(recovery === undefined ? {} : { recoveryHashes: JSON.parse(recovery) as string[] }),
    ...(issuer === undefined || subject === undefined ? {} : { oidc: { issuer, subject } }),
  };
}
