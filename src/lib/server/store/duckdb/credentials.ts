import type { CredentialChange, Credentials } from '../access';
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
  { passwordHash, totpSecret, totpStep, oidc }: Credentials,
): Promise<void> {
  await run(
    'INSERT INTO credential VALUES ($person, $passwordHash, $totpSecret, $totpStep, $issuer, $subject)',
    { person, passwordHash, totpSecret, totpStep, issuer: oidc?.issuer, subject: oidc?.subject },
  );
}

/** Sets what is given and keeps the rest. */
export async function changeCredentials(
  run: Transaction,
  person: string,
  change: CredentialChange,
): Promise<void> {
  const [row] = await run('SELECT * FROM credential WHERE person = $person', { person });
  const { passwordHash, totpSecret, totpStep, oidc } = row ? toCredentials(row) : {};
  const secret = changed(change.totpSecret, totpSecret);
  await run('DELETE FROM credential WHERE person = $person', { person });
  await addCredentials(run, person, {
    ...present('passwordHash', changed(change.passwordHash, passwordHash)),
    ...present('totpSecret', secret),
    ...present('totpStep', change.totpSecret === undefined ? totpStep : undefined),
    ...present('oidc', changed(change.oidc, oidc)),
  });
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

function changed<T>(change: T | null | undefined, before: T | undefined): T | undefined {
  return change === undefined ? before : (change ?? undefined);
}

function toCredentials(row: Row): Credentials {
  const issuer = optionalText(row, 'oidc_issuer');
  const subject = optionalText(row, 'oidc_subject');
  return {
    ...present('passwordHash', optionalText(row, 'password_hash')),
    ...present('totpSecret', optionalText(row, 'totp_secret')),
    ...present('totpStep', optionalNumber(row, 'totp_step')),
    ...(issuer === undefined || subject === undefined ? {} : { oidc: { issuer, subject } }),
  };
}
