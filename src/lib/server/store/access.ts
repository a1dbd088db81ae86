import type { Role } from '$lib/access/role';

/**
 * What is kept of people and of what they may do. Times are RFC 3339 UTC as `Date.toISOString` writes them; hashes are
 * SHA-256 in hex of secrets that nobody keeps. Judging times is the caller's job, except where a check and a write must
 * not come apart. Nothing here moves `Store.revision`: no figure depends on it, so what was kept stays good.
 */
export interface AccessStore {
  /** By name. */
  people(): Promise<Person[]>;
  person(id: string): Promise<Person | undefined>;
  /** By an address in lower case. */
  personByEmail(email: string): Promise<Person | undefined>;
  personByOidc(issuer: string, subject: string): Promise<Person | undefined>;
  /** Nothing is added where the address or the name is taken. */
  addPerson(person: Person, credentials: Credentials): Promise<PersonAdded>;
  /**
   * A change that would leave no owner who may sign in, or two people of one name, is refused. Disabling also ends the
   * person's sessions.
   */
  changePerson(id: string, change: PersonChange): Promise<PersonChanged>;
  /** Removes a person with their credentials, sessions and open links, and revokes their tokens. */
  removePerson(id: string, at: string): Promise<PersonChanged>;

  /** What a person can sign in with; nothing for somebody unknown. */
  credentials(person: string): Promise<Credentials>;
  /**
   * Sets what is given; null takes it away. A new TOTP secret begins without a last step. False, and nothing is changed,
   * where a proof is given that holds no longer.
   */
  changeCredentials(person: string, change: CredentialChange, proof?: Proof): Promise<boolean>;
  /** Keeps a step of a TOTP secret as the last one used: false, and nothing kept, where it is not later than the last. */
  useTotpStep(person: string, step: number): Promise<boolean>;
  /** Keeps the recovery codes that are left: false, and nothing kept, where they are no longer those of before. */
  useRecoveryCode(person: string, before: readonly string[], left: readonly string[]): Promise<boolean>;

  /** False, and nothing is kept, where its person is gone or disabled, or has other credentials than were proved. */
  addSession(session: Session, hash: string, proof: Proof): Promise<boolean>;
  /** With its person, whatever their state. */
  sessionByHash(hash: string): Promise<{ session: Session; person: Person } | undefined>;
  /** Of a person, the latest seen first. */
  sessions(person: string): Promise<Session[]>;
  session(id: string): Promise<Session | undefined>;
  touchSession(id: string, at: string): Promise<void>;
  removeSession(id: string): Promise<void>;
  /** Ends all sessions of a person, or all but one. */
  removeSessionsOf(person: string, except?: string): Promise<void>;
  /** Removes sessions not seen since a time, or begun before another. */
  sweepSessions(seenBefore: string, createdBefore: string): Promise<void>;

  /** One-time links, the newest first, also used and expired ones. */
  invites(): Promise<Invite[]>;
  inviteByHash(hash: string): Promise<Invite | undefined>;
  /** Replaces open ones of the same kind and address. */
  addInvite(invite: Invite, hash: string): Promise<void>;
  removeInvite(id: string): Promise<boolean>;
  /** Uses up a link that makes a person: `over`, where it is used, expired or its address is taken. */
  joinByInvite(hash: string, at: string, person: Person, credentials: Credentials): Promise<Joined>;
  /**
   * Uses up a link that sets a password, ends the person's sessions and revokes their tokens: false, and nothing is
   * changed, where it cannot be.
   */
  resetByInvite(hash: string, at: string, passwordHash: string): Promise<boolean>;

  /** Is there an owner who is not disabled? */
  hasOwner(): Promise<boolean>;
  /** Keeps the code that makes the first owner in place of an earlier one. */
  putSetupCode(hash: string, expiresAt: string): Promise<void>;
  /** When the kept code expires; undefined where there is none. */
  setupCodeExpiry(): Promise<string | undefined>;
  /** Uses up the code: `over` where it is not this one, has expired, there is an owner, or the address is taken. */
  addFirstOwner(codeHash: string, at: string, person: Person, credentials: Credentials): Promise<Joined>;

  /** API tokens, the newest first, also revoked and expired ones. */
  tokens(): Promise<ApiToken[]>;
  /** With the person that made it, where one did and is still there. */
  tokenByHash(hash: string): Promise<{ token: ApiToken; person?: Person } | undefined>;
  /** False, and nothing is kept, where a proof of its person is given that holds no longer. */
  addToken(token: ApiToken, hash: string, proof?: Proof): Promise<boolean>;
  touchToken(id: string, at: string): Promise<void>;
  /** False where there is none that is not revoked. */
  revokeToken(id: string, at: string): Promise<boolean>;

  addAudit(entry: AuditEntry): Promise<void>;
  /** Entries, the newest first, at most so many; those before a number where one is given, of somebody, of an action. */
  audit(limit: number, before?: number, of?: AuditFilter): Promise<KeptAuditEntry[]>;
  /** Who has done anything, and what was done, each once and in order. */
  auditWords(): Promise<{ actors: string[]; actions: string[] }>;
}

export interface Person {
  /** UUID. */
  id: string;
  name: string;
  /** In lower case. */
  email: string;
  role: Role;
  createdAt: string;
  /** Since when they may not sign in. */
  disabledAt?: string;
}

/** Null: enabled again. */
export interface PersonChange {
  name?: string;
  role?: Role;
  disabledAt?: string | null;
  /** Takes one-time codes and recovery codes away. */
  code?: false;
}

export type PersonAdded = 'added' | 'address taken' | 'name taken';

/** What became of somebody who came by a link or a code: only those who joined changed anything. */
export type Joined = 'joined' | 'over' | 'name taken';

export type PersonChanged = 'changed' | 'nobody' | 'last owner' | 'name taken';

export interface Credentials {
  /** Argon2id in the PHC string format. */
  passwordHash?: string;
  /** Base32; kept as it is, for codes are worked out from it. */
  totpSecret?: string;
  /** The last step (of 30 s) whose code was used: no code is taken twice. */
  totpStep?: number;
  /** SHA-256 of codes for the day that a telephone is lost, each good once. */
  recoveryHashes?: string[];
  oidc?: { issuer: string; subject: string };
}

/**
 * By what somebody has shown who they are: the password and the secret of codes as they were when they were read, or an
 * account of a provider. Checking takes a while, in which all of it may be changed.
 */
export type Proof =
  | { by: 'password'; passwordHash: string | undefined; totpSecret: string | undefined }
  | { by: 'provider'; issuer: string; subject: string };

export interface CredentialChange {
  passwordHash?: string | null;
  totpSecret?: string | null;
  recoveryHashes?: string[] | null;
  oidc?: { issuer: string; subject: string } | null;
}

export interface Session {
  /** UUID; the secret is another. */
  id: string;
  person: string;
  createdAt: string;
  /** Written sparsely: minutes old at most. */
  lastSeenAt: string;
  address: string;
  userAgent: string;
}

export interface Invite {
  id: string;
  kind: 'join' | 'reset';
  /** Of the person to be; a reset has none. */
  role?: Role;
  email: string;
  /** Whose password is set; a join has none. */
  person?: string;
  madeBy: string;
  createdAt: string;
  expiresAt: string;
  usedAt?: string;
}

export interface ApiToken {
  id: string;
  name: string;
  role: Role;
  /** Name of who made it. */
  madeBy: string;
  /** Id of who made it; undefined where it was made in local mode. */
  person?: string;
  createdAt: string;
  expiresAt: string;
  /** Written sparsely. */
  lastUsedAt?: string;
  revokedAt?: string;
}

export interface AuditEntry {
  at: string;
  /** Name of who did it, as it was then. */
  actor: string;
  /** Who it was, whatever their name: `person <id>`, `token <id>`; undefined where nobody knows. */
  actorId?: string;
  /** In the past tense: "added an upload". */
  action: string;
  subject?: string;
  detail?: string;
  /** Where the request came from. */
  address?: string;
}

/** All of it where left out. */
export type AuditFilter = Partial<Pick<AuditEntry, 'actor' | 'action'>>;

export interface KeptAuditEntry extends AuditEntry {
  /** Rises by one with every entry, from 1. */
  seq: number;
}
