import { idOf, nameOf, roleOf, type Identity } from '$lib/access/identity';

/** Who makes a report or a link. */
export interface Maker {
  id: string;
  name: string;
}

/** An identity as the maker of something: what a token makes is its person's, in the token's name. */
export function makerOf(identity: Identity): Maker {
  const id = identity.kind === 'token' && identity.person ? `person ${identity.person}` : idOf(identity);
  return { id, name: nameOf(identity) };
}

/** May somebody take back or renew the link of a report? Owners those of all, others those of their own. */
export function isTheirs({ madeById }: { madeById: string }, identity: Identity): boolean {
  return roleOf(identity) === 'owner' || [makerOf(identity).id, idOf(identity)].includes(madeById);
}
