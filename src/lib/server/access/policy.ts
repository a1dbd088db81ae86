import type { AuditNote } from './audit-note';

/**
 * What a request needs: nothing, the cookie of the shared report that it asks for, or at least a role. Somebody with
 * any role but viewer passes where link is needed only with that cookie too.
 */
export type Need = 'nobody' | 'link' | 'viewer' | 'editor' | 'owner';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/** A need, and for what changes something the words of its audit entry, in the past tense (see AuditNote). */
export type Rule = Need | readonly [need: Need, audit: NonNullable<AuditNote['action']>];

/** What one route takes; a method without a rule is not taken. */
export type RouteRules = Readonly<Partial<Record<Method, Rule>>>;

const READ = { GET: 'viewer' } satisfies RouteRules;

/**
 * Route ids as Kit spells them → who may. hooks.server.ts holds it for pages, their data, their actions (POST) and the
 * API alike, and pages offer nobody what it refuses them (may.ts); a route that is not here is refused to everybody, and a
 * test compares this with the routes there are.
 */
const TABLE = {
  '/(pages)': READ,
  '/(pages)/[...path]': READ,
  '/(pages)/claims': READ,
  '/(pages)/conversations': READ,
  '/(pages)/data': READ,
  '/(pages)/data/formats': READ,
  '/(pages)/data/formats/[id]': READ,
  '/(pages)/data/months': READ,
  '/(pages)/data/months/[month]': READ,
  '/(pages)/data/prices': READ,
  '/(pages)/data/rates': READ,
  '/(pages)/data/routes': READ,
  '/(pages)/exchange': READ,
  '/(pages)/exchange/reconciliation': READ,
  '/(pages)/latency': READ,
  '/(pages)/readiness': READ,
  '/(pages)/reports': READ,
  '/(pages)/reports/[id=report]': READ,
  // Works a page out, and keeps nothing.
  '/(pages)/reports/preview': { POST: 'editor' },
  '/(pages)/roi': READ,
  '/(pages)/rollout': READ,
  '/(pages)/rows': READ,
  '/(pages)/settings': READ,
  '/(pages)/settings/account': READ,
  '/(pages)/settings/audit': { GET: 'owner' },
  '/(pages)/settings/backup': { GET: 'owner' },
  '/(pages)/settings/people': { GET: 'owner' },
  '/(pages)/settings/tokens': READ,
  '/(pages)/spend': READ,

  // One's own, whoever one is.
  '/api/v1/account': READ,
  '/api/v1/account/code': {
    POST: 'viewer',
    PUT: ['viewer', 'turned one-time codes on'],
    DELETE: ['viewer', 'turned one-time codes off'],
  },
  '/api/v1/account/password': { PUT: ['viewer', 'set a new password'] },
  '/api/v1/account/provider': {
    POST: 'viewer',
    DELETE: ['viewer', 'unlinked a provider of identities'],
  },
  '/api/v1/audit': { GET: 'owner' },
  '/api/v1/backups': { GET: 'owner', POST: ['owner', 'made a backup'] },
  '/api/v1/bridge': READ,
  '/api/v1/claims': { GET: 'viewer', POST: ['editor', 'added a claim'] },
  '/api/v1/claims/[id]': {
    GET: 'viewer',
    PUT: ['editor', 'changed a claim'],
    DELETE: ['editor', 'removed a claim'],
  },
  '/api/v1/conversations': READ,
  '/api/v1/errors': READ,
  '/api/v1/errors/delta': READ,
  '/api/v1/errors/keys': READ,
  '/api/v1/errors/retry-after': READ,
  '/api/v1/export/focus': READ,
  '/api/v1/formats': READ,
  '/api/v1/formats/[id]': { PUT: ['editor', 'saved a format'] },
  '/api/v1/latency': READ,
  '/api/v1/latency/delta': READ,
  '/api/v1/latency/hours': READ,
  '/api/v1/latency/overhead': READ,
  '/api/v1/months': READ,
  '/api/v1/months/[month]': { GET: 'viewer', PUT: ['editor', 'closed or reopened a month'] },
  '/api/v1/openapi.json': READ,
  '/api/v1/overview/[headline]': READ,
  '/api/v1/people': { GET: 'owner' },
  '/api/v1/people/[id]': { PATCH: ['owner', 'changed a person'], DELETE: ['owner', 'removed a person'] },
  '/api/v1/people/[id]/reset': { POST: ['owner', 'made a link for a new password'] },
  '/api/v1/people/invitations': { GET: 'owner', POST: ['owner', 'invited a person'] },
  '/api/v1/people/invitations/[id]': { DELETE: ['owner', 'took an invitation back'] },
  '/api/v1/prices': {
    GET: 'viewer',
    POST: ['editor', 'added prices'],
    PUT: ['editor', 'added a price'],
  },
  '/api/v1/prices/aliases': { PUT: ['editor', 'set a model alias'] },
  '/api/v1/prices/history': READ,
  '/api/v1/prices/import': { POST: ['editor', 'imported prices'] },
  '/api/v1/rates': READ,
  '/api/v1/rates/import': { POST: ['editor', 'imported rates'] },
  '/api/v1/readiness': READ,
  '/api/v1/readiness/[criterion]': { PUT: ['editor', 'decided on a criterion of readiness'] },
  '/api/v1/reconciliation': READ,
  '/api/v1/reconciliation/invoices': {
    GET: 'viewer',
    PUT: ['editor', 'entered an invoice'],
    DELETE: ['editor', 'removed an invoice'],
  },
  // Editors revoke and renew what they made themselves, owners everything (reports.ts).
  '/api/v1/reports': {
    GET: 'viewer',
    POST: ['editor', 'made a report'],
    DELETE: ['owner', 'revoked every link to a report'],
  },
  '/api/v1/reports/[id]': { GET: 'viewer', DELETE: ['editor', 'revoked the link to a report'] },
  '/api/v1/reports/[id]/link': { POST: ['editor', 'made a new link to a report'] },
  '/api/v1/reports/[id]/newer': { POST: ['editor', 'made a newer version of a report'] },
  // Works something out, and keeps nothing.
  '/api/v1/roi': { POST: 'viewer' },
  '/api/v1/rollout': READ,
  '/api/v1/rollout/[part]': { PUT: ['editor', 'set a part of the rollout'] },
  '/api/v1/rollout/checklist/[id]': { PUT: ['editor', 'declared a step of the rollout'] },
  '/api/v1/routes': READ,
  '/api/v1/routes/[id]': { GET: 'viewer', PUT: ['editor', 'set the terms of a route'] },
  '/api/v1/sample': { GET: 'viewer', DELETE: ['owner', 'removed the sample company'] },
  '/api/v1/savings': READ,
  '/api/v1/savings/relays': READ,
  '/api/v1/scenarios': { GET: 'viewer', POST: ['editor', 'saved a scenario'] },
  '/api/v1/scenarios/[id]': {
    GET: 'viewer',
    PUT: ['editor', 'changed a scenario'],
    DELETE: ['editor', 'removed a scenario'],
  },
  '/api/v1/scenarios/[id]/actuals': READ,
  '/api/v1/settings': { GET: 'viewer', PUT: ['owner', 'changed the settings'] },
  // Everybody has sessions and tokens of their own; those of others are an owner's.
  '/api/v1/sessions': READ,
  '/api/v1/sessions/[id]': { DELETE: ['viewer', 'ended a session'] },
  '/api/v1/spend': READ,
  '/api/v1/spend/conversations': READ,
  '/api/v1/tokens': { GET: 'viewer', POST: ['viewer', 'made an API token'] },
  '/api/v1/tokens/[id]': { DELETE: ['viewer', 'revoked an API token'] },
  '/api/v1/uploads': { GET: 'viewer', POST: ['editor', 'added an upload'] },
  // An editor's is only what is not stored yet: the route looks.
  '/api/v1/uploads/[id]': { GET: 'viewer', DELETE: ['editor', 'removed an upload'] },
  '/api/v1/uploads/[id]/effect': { GET: 'viewer', PUT: ['editor', 'added a late upload'] },
  '/api/v1/uploads/[id]/overlap': { PUT: ['editor', 'decided on an overlap of uploads'] },
  '/api/v1/uploads/[id]/rejects': READ,
  // Reads the beginning of a file, and keeps nothing.
  '/api/v1/uploads/preview': { POST: 'editor' },
  '/api/v1/views': { GET: 'viewer', POST: ['editor', 'saved a view'] },
  '/api/v1/views/[id]': { PUT: ['editor', 'changed a view'], DELETE: ['editor', 'removed a view'] },

  // An address that is no report's is refused by the route itself, as one whose secret nobody knows.
  '/r/[...path]': { GET: 'nobody' },
  '/r/[key=report]': { GET: 'link', POST: 'link' },
  '/r/[key=report]/data.json': { GET: 'link' },
  '/r/[key=report]/tables/[name]': { GET: 'link' },
  // For whoever is not signed in yet: each looks for itself at what was sent.
  '/join/[secret]': { GET: 'nobody', POST: 'nobody' },
  '/login': { GET: 'nobody', POST: 'nobody' },
  '/login/oidc': { GET: 'nobody' },
  '/login/oidc/callback': { GET: 'nobody' },
  '/logout': { POST: 'nobody' },
  '/setup': { GET: 'nobody', POST: 'nobody' },
  '/metrics': { GET: 'viewer' },
  // For what watches the process: both say nothing of the data.
  '/healthz': { GET: 'nobody' },
  '/readyz': { GET: 'nobody' },
} satisfies Readonly<Record<string, RouteRules>>;

/** The same, to be asked by the id of any route. */
export const POLICY: Readonly<Record<string, RouteRules>> = TABLE;

/** A request by method and route, each of which has its rule: 'POST /api/v1/uploads'. */
export type Act = {
  [Route in keyof typeof TABLE]: `${keyof (typeof TABLE)[Route] & Method} ${Route}`;
}[keyof typeof TABLE];
