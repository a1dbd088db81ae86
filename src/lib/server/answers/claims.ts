import { parseClaim, type ClaimSpec } from '$lib/claims/claim-spec';
import { judge } from '$lib/claims/judge';
import type { Judgement } from '$lib/claims/judgement';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { shippedFacts } from '$lib/server/facts';
import type { Document } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { claimFacts } from './claim-facts';
import { kept } from './kept';
import type { RoutePair } from './savings';

/** The collection of people's own claims, and of their changes to those that ship. */
const CLAIMS = 'claim';

/** A claim and what is found of it (api.md "Readiness, rollout, claims"). */
export interface ClaimAnswer extends ClaimSpec, Judgement {
  id: string;
  /** Ships with Crossrate: it can be changed, and put back, but not removed. */
  shipped: boolean;
  /** RFC 3339; null for one that ships and was never changed. */
  changed_at: string | null;
}

interface KeptClaim {
  id: string;
  spec: ClaimSpec;
  shipped: boolean;
  changedAt: string | null;
}

/** All claims against the data in view: those that ship in their order, then people's own, last added last. */
export async function claims(
  filters: Filters,
  pair: RoutePair,
  query: URLSearchParams,
): Promise<ClaimAnswer[]> {
  const facts = claimFacts(filters, pair, query);
  return Promise.all((await allClaims()).map((one) => toAnswer(one, facts)));
}

/** One of them; undefined where there is none. */
export async function claim(
  id: string,
  filters: Filters,
  pair: RoutePair,
  query: URLSearchParams,
): Promise<ClaimAnswer | undefined> {
  const found = (await allClaims()).find((one) => one.id === id);
  return found && toAnswer(found, claimFacts(filters, pair, query));
}

/** Adds a claim and gives its id. Throws BadInput where it cannot be used. */
export async function addClaim(body: unknown): Promise<string> {
  const id = crypto.randomUUID();
  await write(id, body);
  return id;
}

/** Changes a claim; false where there is none. Throws BadInput where it cannot be used. */
export async function changeClaim(id: string, body: unknown): Promise<boolean> {
  const found = (await allClaims()).some((one) => one.id === id);
  if (found) await write(id, body);
  return found;
}

/** Removes a claim of one's own, or puts one that ships back as it was; `shipped` where it is as it ships already. */
export async function removeClaim(id: string): Promise<'removed' | 'shipped' | 'none'> {
  const found = (await allClaims()).find((one) => one.id === id);
  if (!found) return 'none';
  if (found.changedAt === null) return 'shipped';
  const { store } = await app();
  await store.removeDocument(CLAIMS, id);
  return 'removed';
}

/** A claim as one line of a table. */
export function flatClaim(claim: ClaimAnswer) {
  const { id, statement, metric, figure, unit, verdict, why, working, measured, decides } = claim;
  return {
    id,
    statement,
    metric,
    figure,
    unit,
    check: claim.check.kind,
    verdict,
    why,
    working: working.join('; '),
    measured,
    decides,
    conditions: claim.conditions.join('; '),
    source: claim.source,
  };
}

async function allClaims(): Promise<KeptClaim[]> {
  const { store } = await app();
  return kept('claims', async () => {
    const own = (await store.documents(CLAIMS)).map(readClaim);
    const shipped = shippedFacts().claims.map(({ id, ...spec }): KeptClaim => {
      const changed = own.find((one) => one.id === id);
      return changed ? { ...changed, shipped: true } : { id, spec, shipped: true, changedAt: null };
    });
    const added = own.filter(({ id }) => !shipped.some((one) => one.id === id));
    added.sort((a, b) => ((a.changedAt ?? '') < (b.changedAt ?? '') ? -1 : 1));
    return [...shipped, ...added];
  });
}

function readClaim({ id, body, changedAt }: Document): KeptClaim {
  const parsed = parseClaim(body);
  if (!parsed.ok) throw new Error(`claim ${id} is damaged: ${JSON.stringify(parsed.issues)}`);
  return { id, spec: parsed.value, shipped: false, changedAt };
}

async function write(id: string, body: unknown): Promise<void> {
  const parsed = parseClaim(body);
  if (!parsed.ok) throw new BadInput(parsed.issues);
  const { store, now } = await app();
  await store.putDocument(CLAIMS, { id, body: parsed.value, changedAt: new Date(now()).toISOString() });
}

async function toAnswer(
  { id, spec, shipped, changedAt }: KeptClaim,
  facts: ReturnType<typeof claimFacts>,
): Promise<ClaimAnswer> {
  return { id, ...spec, ...(await judge(spec, facts)), shipped, changed_at: changedAt };
}
