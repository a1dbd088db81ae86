import type { KeptReport, LinkViews, ListedReport, ReportLink, ReportStore } from '../reports';
import type { Engine, Transaction } from './engine';
import reportsQuery from './queries/reports.sql?raw';
import { number, optionalText, present, text, type Row } from './rows';

/** What the store answers of reports and their links: written beside the great writes, so that revoking never waits for a load. */
export function reportStore(engine: Engine): ReportStore {
  return {
    addReport: (kept, link) => engine.writeBeside((run) => addReport(run, kept, link)),
    reports: () => reports(engine),
    report: (id) => report(engine, id),
    linkOfSecret: (sha256) => linkOfSecret(engine, sha256),
    linkOfReport: (id) => linkOfReport(engine, id),
    replaceLink: (link) => engine.writeBeside((run) => replaceLink(run, link)),
    revokeLinks: (at, id) => engine.writeBeside((run) => revokeLinks(run, at, id)),
    addViews: (views) => engine.writeBeside((run) => addViews(run, views)),
    labelNames: async (label) =>
      (await engine.read('SELECT name FROM label WHERE kind = $label', { label })).map((row) =>
        text(row, 'name'),
      ),
  };
}

async function addReport(run: Transaction, report: KeptReport, link: ReportLink): Promise<void> {
  const { choices, ...rest } = report;
  await run(
    'INSERT INTO report VALUES ($id, $title, $madeAt, $madeBy, $madeById, $choices, $sha256, $data)',
    {
      ...rest,
      choices: JSON.stringify(choices),
    },
  );
  await addLink(run, link);
}

async function replaceLink(run: Transaction, link: ReportLink): Promise<void> {
  await revokeLinks(run, link.madeAt, link.report);
  await addLink(run, link);
}

async function reports(engine: Engine): Promise<ListedReport[]> {
  return (await engine.ask(reportsQuery)).map((row) => ({ ...toReport(row), link: toLink(row) }));
}

async function report(engine: Engine, id: string): Promise<KeptReport | undefined> {
  const [row] = await engine.ask(
    'SELECT id AS report, title, made_at AS report_made_at, made_by AS report_made_by, made_by_id, choices, sha256, data FROM report WHERE id = $id',
    { id },
  );
  return row && { ...toReport(row), data: text(row, 'data') };
}

async function linkOfSecret(engine: Engine, secretSha256: string): Promise<ReportLink | undefined> {
  const [row] = await engine.ask('SELECT * FROM report_link WHERE secret_sha256 = $secretSha256', {
    secretSha256,
  });
  return row && toLink(row);
}

/** The link of a report that was made last: the others are revoked. */
async function linkOfReport(engine: Engine, reportId: string): Promise<ReportLink | undefined> {
  // Put in order here: the engine takes six times as long for a question that sorts.
  const rows = await engine.askOften('SELECT * FROM report_link WHERE report = $reportId', { reportId });
  const links = rows.map(toLink).sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
  return links.find(({ revokedAt }) => revokedAt === undefined) ?? links[0];
}

/** Revokes the links that hold, of one report or of all. */
async function revokeLinks(run: Transaction, at: string, reportId?: string): Promise<number> {
  const scope = reportId === undefined ? '' : ' AND report = $reportId';
  const revoked = await run(
    `UPDATE report_link SET revoked_at = $at WHERE revoked_at IS NULL AND expires_at > $at${scope} RETURNING id`,
    { at, reportId },
  );
  return revoked.length;
}

async function addViews(run: Transaction, views: LinkViews[]): Promise<void> {
  for (const { link, views: more, lastViewedAt } of views)
    await run(
      'UPDATE report_link SET views = views + $more::BIGINT, last_viewed_at = $lastViewedAt WHERE id = $link',
      { link, more, lastViewedAt },
    );
}

async function addLink(run: Transaction, link: ReportLink): Promise<void> {
  await run(
    `INSERT INTO report_link VALUES ($id, $report, $secretSha256, $cookieSha256, $passwordHash, $madeAt, $madeBy, $expiresAt, $revokedAt, $views, $lastViewedAt)`,
    { passwordHash: undefined, revokedAt: undefined, lastViewedAt: undefined, ...link },
  );
}

function toReport(row: Row): Omit<KeptReport, 'data'> {
  return {
    id: text(row, 'report'),
    title: text(row, 'title'),
    madeAt: text(row, 'report_made_at'),
    madeBy: text(row, 'report_made_by'),
    madeById: text(row, 'made_by_id'),
    choices: JSON.parse(text(row, 'choices')) as unknown,
    sha256: text(row, 'sha256'),
  };
}

function toLink(row: Row): ReportLink {
  return {
    id: text(row, 'id'),
    report: text(row, 'report'),
    secretSha256: text(row, 'secret_sha256'),
    cookieSha256: text(row, 'cookie_sha256'),
    ...present('passwordHash', optionalText(row, 'password_hash')),
    madeAt: text(row, 'made_at'),
    madeBy: text(row, 'made_by'),
    expiresAt: text(row, 'expires_at'),
    ...present('revokedAt', optionalText(row, 'revoked_at')),
    views: number(row, 'views'),
    ...present('lastViewedAt', optionalText(row, 'last_viewed_at')),
  };
}
