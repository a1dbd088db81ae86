import { LOCAL_PERSON, NOBODY, READER, TOKEN, UNKNOWN } from './identity';

const RESERVED = new Set([LOCAL_PERSON, NOBODY, READER, UNKNOWN, TOKEN].map(sameName));

/**
 * What two names have in common that nobody could tell apart in a list: neither case, nor spaces, nor signs that are not
 * seen, nor the form in which Unicode writes a letter make another name.
 */
export function sameName(name: string): string {
  const seen = name.normalize('NFKC').replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
  return seen.toUpperCase().toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Does a name stand for something else where it is written down, such as local mode or a token? No person has it. */
export function isReservedName(name: string): boolean {
  const same = sameName(name);
  return same === '' || RESERVED.has(same) || same.startsWith(`${TOKEN} `);
}

/**
 * Names for a person whom a provider of identities calls so, or does not call anything, in the order in which they are
 * tried: the first that nobody else has is theirs.
 */
export function namesFor(given: string | undefined, { id, email }: { id: string; email: string }): string[] {
  const name = (given ?? email.split('@')[0] ?? email).trim().slice(0, 100);
  return [name, `${name} (${email})`, `${name} (${id.slice(0, 8)})`, id].filter(
    (one) => !isReservedName(one),
  );
}
