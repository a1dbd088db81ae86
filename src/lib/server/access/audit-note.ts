/** What an endpoint says of a write for the audit log. */
export interface AuditNote {
  /** In place of the policy's words, for example where one form action of several ran. */
  action?: string;
  /** What it was done to: a name or an id; without it the address's parameters. */
  subject?: string;
  /** Anything more, as a short text; never a secret. */
  detail?: string;
  /** Nothing was changed after all: no entry. */
  unchanged?: true;
}
