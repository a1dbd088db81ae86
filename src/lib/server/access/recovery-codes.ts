import { createHash, randomInt } from 'node:crypto';

const CODES = 8;
const LENGTH = 12;
/** Lower case and digits without those that are taken for one another: 31 signs, so 12 of them are 59 bits. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Codes for the day that a telephone is lost: shown once, kept as SHA-256. */
export interface RecoveryCodes {
  /** As shown: xxxx-xxxx-xxxx. */
  codes: string[];
  hashes: string[];
}

/** Eight new codes, each good for one login. */
export function newRecoveryCodes(): RecoveryCodes {
  const codes = Array.from({ length: CODES }, newCode);
  return { codes, hashes: codes.map(hashOf) };
}

/** The hashes that are left once a code is used; undefined where it is none of them. */
export function useRecoveryCode(hashes: readonly string[], code: string): string[] | undefined {
  const hash = hashOf(code);
  return hashes.includes(hash) ? hashes.filter((one) => one !== hash) : undefined;
}

function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return signs.replaceAll(/(.{4})(?=.)/g, '$1-');
}

/** Capitals, spaces and hyphens do not matter. */
function hashOf(code: string): string {
  return createHash('sha256').update(code.toLowerCase().replaceAll(/[\s-]/g, '')).digest('base64url');
}
