/** What people and tokens may be, each able to do what those before it can. */
export const ROLES = ['viewer', 'editor', 'owner'] as const;

/** A viewer reads; an editor also uploads and edits; an owner also manages people, links, deletions and settings. */
export type Role = (typeof ROLES)[number];

/** May somebody of a role do what at least the other role is needed for? */
export function mayAct(role: Role, need: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(need);
}

/** The one of two roles that may do less. */
export function lesserRole(a: Role, b: Role): Role {
  return mayAct(a, b) ? b : a;
}

/** Is this text the name of a role? */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
