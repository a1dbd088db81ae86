import { hash, verify } from '@node-rs/argon2';
import { Turns } from '$lib/server/turns';

/** Of OWASP's recommendations for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const SHORTEST = 12;
const LONGEST = 200;

/** Two at a time of the pool's eight threads: reading files and questions to the store go on beside them. */
const TURNS = new Turns(2);
const MOST_WAITING = 40;
let waiting = 0;

/** Of no password at all: somebody unknown costs the same work as somebody known. */
let nobodys: Promise<string> | undefined;

/** Seconds after which somebody who found too many waiting may try again. */
export const BUSY_S = 5;

/** Too many passwords are being checked: whoever asks is to try again later. */
export class Busy extends Error {
  override name = 'Busy';
}

/** Why a new password is not taken, for a person; undefined where it is. */
export function passwordFault(password: string, email = ''): string | undefined {
  const length = [...password].length;
  if (length < SHORTEST) return `A password has at least ${SHORTEST} characters; this one has ${length}`;
  if (length > LONGEST) return `A password has at most ${LONGEST} characters`;
  if (new Set(password).size < 4) return 'A password has at least four different characters';
  const own = email.toLowerCase();
  if (own && password.toLowerCase().includes(own)) return 'A password does not hold your own address';
  return undefined;
}

/** Argon2id in the PHC string format, with a salt of its own. Throws Busy. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), COST));
}

/**
 * Is this the password of a hash? Where there is no hash the same work is done, and the answer is no: how long it takes
 * says nothing of who is known here. Throws Busy.
 */
export async function verifyPassword(kept: string | undefined, password: string): Promise<boolean> {
  const against = kept ?? (await (nobodys ??= hash(crypto.randomUUID(), COST)));
  const right = await inTurn(() => verify(against, password.slice(0, LONGEST * 2).normalize('NFC')));
  return kept !== undefined && right;
}

async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING) throw new Busy('too many passwords are being checked');
  waiting += 1;
  try {
    return await TURNS.take(task);
  } finally {
    waiting -= 1;
  }
}
