import { createHash } from 'node:crypto';
import { parseChoices, type LinkChoices, type ReportChoices } from '$lib/report/choices';
import type { Report } from '$lib/report/report';
import { hashPassword } from '$lib/server/access/password';
import { hashOfSecret, newSecret } from '$lib/server/access/secret';
import { app } from '$lib/server/app';
import type { KeptReport, ListedReport, ReportLink } from '$lib/server/store/reports';
import { cookieOf } from './link-secret';
import { makeReport } from './make-report';
import type { Maker } from './maker';

const DAY_MS = 86_400_000;

/** A report that was made, with the secret of its link: the only time that it is told. */
export interface MadeReport {
  id: string;
  secret: string;
  expiresAt: string;
}

/** A report as owners see it: everything but the secret. Times are RFC 3339. */
export interface ReportRow {
  id: string;
  title: string;
  sections: string[];
  created: string;
  by: string;
  /** Whose it is: no name, which several may have. */
  by_id: string;
  expires: string;
  revoked: string | null;
  /** Does its link still open? */
  open: boolean;
  password: boolean;
  redacted: string[];
  views: number;
  last_viewed: string | null;
  sha256: string;
}

/** Makes a report of the data as it is now, freezes it, and makes its link. Throws BadInput. */
export async function addReport(choices: ReportChoices, link: LinkChoices, by: Maker): Promise<MadeReport> {
  const report = await makeReport(choices);
  const data = JSON.stringify(report);
  const id = crypto.randomUUID();
  const made = await newLink(id, link, by);
  const { store } = await app();
  await store.addReport(
    {
      id,
      title: report.title,
      madeAt: report.made_at,
      madeBy: by.name,
      madeById: by.id,
      choices,
      sha256: createHash('sha256').update(data).digest('hex'),
      data,
    },
    made.link,
  );
  return { id, secret: made.secret, expiresAt: made.link.expiresAt };
}

/** A new link for a report in place of the one it has. */
export async function relink(id: string, choices: LinkChoices, by: Maker): Promise<MadeReport> {
  const { store } = await app();
  const { link, secret } = await newLink(id, choices, by);
  await store.replaceLink(link);
  return { id, secret, expiresAt: link.expiresAt };
}

/** What a report was made with: a newer version is made of the same. */
export function choicesOf({ id, choices }: Pick<KeptReport, 'id' | 'choices'>): ReportChoices {
  const parsed = parseChoices(choices);
  if (!parsed.ok) throw new Error(`report ${id} is damaged: ${JSON.stringify(parsed.issues)}`);
  return parsed.value;
}

/** All reports, newest first. */
export async function reports(): Promise<ReportRow[]> {
  const { store, now, views } = await app();
  await views.flush();
  return (await store.reports()).map((kept) => toRow(kept, now()));
}

/** One of them with its frozen data; undefined where there is none. */
export async function report(id: string): Promise<KeptReport | undefined> {
  const { store } = await app();
  return store.report(id);
}

/** The frozen data of a report. Throws where it is not what was kept: its hash would tell. */
export function dataOf({ id, data, sha256: hash }: KeptReport): Report {
  if (createHash('sha256').update(data).digest('hex') !== hash) throw new Error(`report ${id} is damaged`);
  return JSON.parse(data) as Report;
}

/** Revokes the link of a report; it may be revoked already. */
export async function revoke(id: string): Promise<void> {
  const { store, now } = await app();
  await store.revokeLinks(new Date(now()).toISOString(), id);
}

/** Revokes every link that still opens a report, and says how many. */
export async function revokeAll(): Promise<number> {
  const { store, now } = await app();
  return store.revokeLinks(new Date(now()).toISOString());
}

async function newLink(
  report: string,
  { expires_in_days, password }: LinkChoices,
  by: Maker,
): Promise<{ link: ReportLink; secret: string }> {
  const { now } = await app();
  const secret = newSecret();
  const madeAt = now();
  const link: ReportLink = {
    id: crypto.randomUUID(),
    report,
    secretSha256: hashOfSecret(secret),
    cookieSha256: hashOfSecret(cookieOf(secret)),
    madeAt: new Date(madeAt).toISOString(),
    madeBy: by.name,
    expiresAt: new Date(madeAt + expires_in_days * DAY_MS).toISOString(),
    views: 0,
    ...(password === null ? {} : { passwordHash: await hashPassword(password) }),
  };
  return { link, secret };
}

function toRow(kept: ListedReport, now: number): ReportRow {
  const { link } = kept;
  const { sections, redact } = choicesOf(kept);
  return {
    id: kept.id,
    title: kept.title,
    sections,
    created: kept.madeAt,
    by: kept.madeBy,
    by_id: kept.madeById,
    expires: link.expiresAt,
    revoked: link.revokedAt ?? null,
    open: link.revokedAt === undefined && Date.parse(link.expiresAt) > now,
    password: link.passwordHash !== undefined,
    redacted: redact,
    views: link.views,
    last_viewed: link.lastViewedAt ?? null,
    sha256: kept.sha256,
  };
}
