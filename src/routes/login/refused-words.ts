import type { Refused } from '$lib/server/access/oidc-journey';

const WORDS: Record<Refused, string> = {
  unreachable: 'The provider of identities cannot be reached. Try again, or sign in with a password.',
  denied: 'The provider of identities did not let you sign in.',
  untrusted: 'The answer of the provider of identities does not hold, so nobody was let in. Try again.',
  unknown:
    'Nobody here signs in with that account. Open your invitation first, or link the account in Settings.',
  taken: 'That account belongs to somebody else here.',
  link: 'The invitation was used, taken back or has expired: ask for a new one.',
  late: 'That took too long, or began in another window. Begin again.',
};

/** What is said of a sign-in through the provider that was refused; undefined for anything else. */
export function refusedWords(why: string | null): string | undefined {
  return why !== null && Object.hasOwn(WORDS, why) ? WORDS[why as Refused] : undefined;
}
