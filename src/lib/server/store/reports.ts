import type { Label } from '$lib/usage/usage-record';

/** Frozen reports and the links that show them. Writes here change no figure: they do not raise `revision`. */
export interface ReportStore {
  /** Keeps a report with its first link: both, or neither. */
  addReport(report: KeptReport, link: ReportLink): Promise<void>;
  /** All reports without what is in them, newest first, each with the link that was made for it last. */
  reports(): Promise<ListedReport[]>;
  report(id: string): Promise<KeptReport | undefined>;
  /** The link of a secret, whether or not it still holds. */
  linkOfSecret(secretSha256: string): Promise<ReportLink | undefined>;
  /** The link of a report that was made last, likewise. */
  linkOfReport(report: string): Promise<ReportLink | undefined>;
  /** A new link in place of those that a report has: they are revoked. */
  replaceLink(link: ReportLink): Promise<void>;
  /** Revokes the links of a report, or all; says how many held until then. `at` is RFC 3339. */
  revokeLinks(at: string, report?: string): Promise<number>;
  /** Adds to the count of views. */
  addViews(views: LinkViews[]): Promise<void>;
  /** Every value of a label that any usage ever had, so that none of them slips through where it is to be hidden. */
  labelNames(label: Label | 'route' | 'provider' | 'model'): Promise<string[]>;
}

export interface KeptReport {
  id: string;
  title: string;
  /** RFC 3339. */
  madeAt: string;
  madeBy: string;
  /** Whose it is: no name, which several may have. */
  madeById: string;
  /** What it was made with, plain JSON. Who reads it checks its shape. */
  choices: unknown;
  /** Of `data`, in hexadecimal. */
  sha256: string;
  /** The frozen report: JSON text, kept to the byte. */
  data: string;
}

export interface ListedReport extends Omit<KeptReport, 'data'> {
  link: ReportLink;
}

/** Hashes are SHA-256 in hexadecimal, times RFC 3339. */
export interface ReportLink {
  id: string;
  report: string;
  secretSha256: string;
  cookieSha256: string;
  /** Argon2id, encoded; undefined where no password is asked. */
  passwordHash?: string;
  madeAt: string;
  madeBy: string;
  expiresAt: string;
  revokedAt?: string;
  views: number;
  lastViewedAt?: string;
}

export interface LinkViews {
  link: string;
  views: number;
  lastViewedAt: string;
}
