import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** Clocks of telephones differ: the step before and the one after count too. */
const STEPS_APART = 1;

/**
 * The step of a one-time code (RFC 6238: SHA-1, 6 digits, 30 seconds), so that the caller can remember it; undefined
 * where the code is wrong, or of a step that is not after `lastStep`.
 * @param secret base32
 * @param atMs epoch milliseconds
 */
export function verifyTotp(
  secret: string,
  code: string,
  atMs: number,
  lastStep: number | undefined,
): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const apart = generator(secret).validate({ token, timestamp: atMs, window: STEPS_APART });
  if (apart === null) return undefined;
  const step = Math.floor(atMs / 1000 / PERIOD_S) + apart;
  return lastStep === undefined || step > lastStep ? step : undefined;
}

/** A new secret of 160 random bits in base32, the length of SHA-1's result as RFC 4226 recommends. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads from the picture: an otpauth:// address with the secret, for whom and where. */
export function totpAddress(secret: string, account: string, issuer: string): string {
  return generator(secret, account.replaceAll(':', ' '), issuer.replaceAll(':', ' ')).toString();
}

function generator(secret: string, label = '', issuer = ''): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), label, issuer, digits: DIGITS, period: PERIOD_S });
}
