import type { Identity } from '$lib/access/identity';
import type { Role } from '$lib/access/role';
import { judge } from './judge';
import { METHODS, POLICY, type Act, type RouteRules } from './policy';

/** Requests that need a larger role than the reader's, each with the role that it needs; empty for an owner. */
export type Beyond = Readonly<Partial<Record<Act, Role>>>;

/** What an identity would be refused, by the policy that its requests are held to: pages leave these out. */
export function beyond(
  identity: Identity,
  policy: Readonly<Record<string, RouteRules>> = POLICY,
): Readonly<Record<string, Role>> {
  const refused = Object.keys(policy).flatMap((route) =>
    METHODS.flatMap((method) => {
      const verdict = judge(identity, route, method, policy);
      return verdict.answer === 'not allowed' ? [[`${method} ${route}`, verdict.need]] : [];
    }),
  );
  return Object.fromEntries(refused) as Record<string, Role>;
}
