import * as v from 'valibot';
import type { Parsed } from '../usage/filters';

/** What can become of a claim (api.md "Readiness, rollout, claims"). */
export type ClaimVerdict = 'supported' | 'contradicted' | 'data decides' | 'cannot be checked' | 'input';

const text = (most: number) =>
  v.pipe(
    v.string('must be text'),
    v.trim(),
    v.nonEmpty('must not be empty'),
    v.maxLength(most, `is longer than ${most} characters`),
  );
const decimal = v.pipe(
  v.string('write the number as text, for example "7.3"'),
  v.regex(/^-?\d{1,15}(\.\d{1,6})?$/, 'not a number such as 7.3, with at most 6 places'),
);
const positive = v.pipe(
  decimal,
  v.check((number) => Number(number) > 0, 'must be more than 0'),
);
const share = v.pipe(
  decimal,
  v.check((number) => Number(number) > 0 && Number(number) <= 100, 'must be more than 0, at most 100'),
);
const metric = v.picklist(['ttft', 'duration'], 'use ttft or duration');

const credit = { credit_price: positive, market_rate: positive };

const CHECK = v.variant(
  'kind',
  [
    /** figure % is saved where credit_price buys what market_rate buys officially: both in CNY per USD. */
    v.strictObject({ kind: v.literal('saving_pct'), ...credit }),
    /** figure is saved for so many tokens, of which the dearest cost so many USD per million. */
    v.strictObject({
      kind: v.literal('saving_amount'),
      tokens: positive,
      dearest_per_million: positive,
      ...credit,
    }),
    /** from_ms becomes to_ms, figure ms better, at a quantile of a metric. */
    v.strictObject({
      kind: v.literal('latency_delta'),
      from_ms: positive,
      to_ms: positive,
      metric,
      quantile: v.picklist(['p50', 'p95', 'p99'], 'use p50, p95 or p99'),
    }),
    /** At least share_pct of requests, or of the overhead, take less than figure ms. */
    v.strictObject({ kind: v.literal('under_budget'), share_pct: share, metric }),
    /** Both routes bill the same base price. */
    v.strictObject({ kind: v.literal('price_equality') }),
    /** from becomes to, a change of figure %. */
    v.strictObject({ kind: v.literal('arithmetic'), from: positive, to: decimal }),
    /** Nothing that usage data holds could tell; from and to show the change that is declared. */
    v.strictObject({
      kind: v.literal('not_checkable'),
      why: text(300),
      from: v.exactOptional(positive),
      to: v.exactOptional(decimal),
    }),
    /** Not a claim to check, but an input of a scenario. */
    v.strictObject({ kind: v.literal('input'), inputs: text(300) }),
  ],
  'must be an object whose kind is one of the checks',
);

/** How a claim is checked, with the numbers that its conditions name. */
export type Check = v.InferOutput<typeof CHECK>;
export type CheckKind = Check['kind'];

/** Units that the figure of each check can have; null where it has no figure to compare. */
export const UNITS: Record<CheckKind, readonly string[] | null> = {
  saving_pct: ['%'],
  saving_amount: ['USD', 'CNY'],
  latency_delta: ['ms'],
  under_budget: ['ms'],
  price_equality: null,
  arithmetic: ['%'],
  not_checkable: null,
  input: null,
};

const CLAIM = v.strictObject({
  statement: text(500),
  /** What the figure is of. */
  metric: text(100),
  figure: v.nullable(decimal),
  unit: v.nullable(text(20)),
  conditions: v.array(text(300)),
  /** Who says so, where. */
  source: text(500),
  check: CHECK,
});

/** A vendor's claim as data. */
export type ClaimSpec = v.InferOutput<typeof CLAIM>;

/** A claim that ships with Crossrate. */
export type ShippedClaim = ClaimSpec & { id: string };

/** A claim's JSON with its shape checked; issues name the key, as in check.market_rate. */
export function parseClaim(given: unknown): Parsed<ClaimSpec> {
  const parsed = v.safeParse(CLAIM, given);
  if (parsed.success) return figureFits(parsed.output);
  return {
    ok: false,
    issues: parsed.issues.map((issue) => ({ where: v.getDotPath(issue) ?? 'body', message: said(issue) })),
  };
}

/** A file of claims that ship: an array, each with an id of its own. */
export function parseClaimFile(file: unknown): Parsed<ShippedClaim[]> {
  if (!Array.isArray(file)) return { ok: false, issues: [{ where: 'file', message: 'must be an array' }] };
  const claims: ShippedClaim[] = [];
  for (const [i, entry] of file.entries()) {
    const { id, ...rest } = entry as { id?: unknown };
    const parsed = parseClaim(rest);
    if (!parsed.ok)
      return { ok: false, issues: parsed.issues.map((one) => ({ ...one, where: `${i}.${one.where}` })) };
    if (typeof id !== 'string' || !/^[a-z0-9-]{1,60}$/.test(id) || claims.some((claim) => claim.id === id))
      return { ok: false, issues: [{ where: `${i}.id`, message: 'needs an id of its own: a-z, 0-9, -' }] };
    claims.push({ id, ...parsed.value });
  }
  return { ok: true, value: claims };
}

/** A check that compares a figure needs one, in its unit. */
function figureFits(claim: ClaimSpec): Parsed<ClaimSpec> {
  const units = UNITS[claim.check.kind];
  if (!units) return { ok: true, value: claim };
  const issues = [
    ...(claim.figure === null
      ? [{ where: 'figure', message: 'needed by this check, but missing' }]
      : claim.check.kind !== 'arithmetic' && Number(claim.figure) <= 0
        ? [{ where: 'figure', message: 'must be more than 0' }]
        : []),
    ...(claim.unit !== null && units.includes(claim.unit)
      ? []
      : [{ where: 'unit', message: `must be ${units.join(' or ')} for this check` }]),
  ];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: claim };
}

function said(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'there is no such key';
  return issue.received === 'undefined' ? 'needed, but missing' : 'must be an object';
}
