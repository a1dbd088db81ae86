import type { Role } from './role';

/** Who sent a request: decided once, in hooks.server.ts, and kept in `event.locals.identity`. */
export type Identity =
  | { kind: 'nobody' }
  /** Local mode, which answers this machine only and knows no logins. */
  | { kind: 'local' }
  /** Somebody who signed in; `session` is the id of their session, no secret. */
  | { kind: 'person'; id: string; name: string; role: Role; session: string }
  /** `person` made it, where one did: what it makes is theirs. */
  | { kind: 'token'; id: string; name: string; role: Role; person?: string }
  /** A reader of one shared report, by its id. */
  | { kind: 'link'; report: string };

/** Who acts in local mode where nobody gives a name. */
export const LOCAL_PERSON = 'local mode';
/** Before the name of a token. */
export const TOKEN = 'token';
export const NOBODY = 'nobody';
export const READER = 'a reader of a shared report';
/** Whoever gave an address that is nobody's. */
export const UNKNOWN = 'somebody unknown';

/** What is written as "by" for what somebody did: a person's or token's name, or "local mode". */
export function nameOf(identity: Identity): string {
  switch (identity.kind) {
    case 'person':
      return identity.name;
    case 'token':
      return `${TOKEN} ${identity.name}`;
    case 'local':
      return LOCAL_PERSON;
    case 'link':
      return READER;
    case 'nobody':
      return NOBODY;
  }
}

/** Who it is for good, whatever their name becomes: `person <id>`, `token <id>`, or the kind of who has no id. */
export function idOf(identity: Identity): string {
  return 'id' in identity ? `${identity.kind} ${identity.id}` : identity.kind;
}

/** The role that an identity acts with: local mode's is owner; undefined for nobody and for readers of a report. */
export function roleOf(identity: Identity): Role | undefined {
  switch (identity.kind) {
    case 'person':
    case 'token':
      return identity.role;
    case 'local':
      return 'owner';
    default:
      return undefined;
  }
}
