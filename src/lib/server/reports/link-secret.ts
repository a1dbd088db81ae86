import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The secret of a link as it stands in an address: 256 random bits. */
export const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What a browser keeps in place of the secret: who has it cannot make the link of it. */
export function cookieOf(secret: string): string {
  return createHmac('sha256', secret).update('crossrate report cookie').digest('base64url');
}

/** What a browser keeps once it gave the password: holds for this password alone, and cannot be made without its hash. */
export function openedBy(cookie: string, passwordHash: string): string {
  return createHmac('sha256', cookie).update(passwordHash).digest('base64url');
}

/** Equality that takes as long wherever two texts differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
