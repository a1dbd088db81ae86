import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** A new secret of 256 random bits as 43 characters of base64url: shown once, never kept. */
export function newSecret(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** What is kept of a secret: SHA-256 in hex. Secrets of 256 random bits need no salt and no slow hash. */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
