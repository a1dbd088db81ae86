import type { Identity } from '$lib/access/identity';
import { roleOf } from '$lib/access/identity';
import { mayAct, type Role } from '$lib/access/role';
import { METHODS, POLICY, type Method, type Need, type RouteRules, type Rule } from './policy';

/** What becomes of a request before its route sees it. */
export type Verdict =
  | { answer: 'allowed'; need: Need; audit?: string }
  /** Nobody is signed in. */
  | { answer: 'sign in'; need: Need }
  /** Somebody is, whose role is too small. */
  | { answer: 'not allowed'; need: Role }
  /** No cookie of a shared report that fits. */
  | { answer: 'no link' }
  | { answer: 'no such method'; allow: string }
  | { answer: 'no rule' };

/**
 * May an identity send a method (HEAD counts as GET) to a route, by its row of the policy? A route without a row is
 * refused to everybody. Addresses that Kit knows no route for have none either: whoever may read is told that there is
 * nothing.
 */
export function judge(
  identity: Identity,
  route: string | null,
  method: string,
  policy: Readonly<Record<string, RouteRules>> = POLICY,
): Verdict {
  const rules = route === null ? { GET: 'viewer' as const } : policy[route];
  if (!rules) return { answer: 'no rule' };
  const rule = ruleOf(rules, method);
  if (!rule) return { answer: 'no such method', allow: allowOf(rules) };
  const [need, audit] = typeof rule === 'string' ? [rule] : rule;
  if (need === 'nobody') return allowed(need, audit);
  if (need === 'link') return identity.kind === 'link' ? allowed(need, audit) : { answer: 'no link' };
  const role = roleOf(identity);
  if (!role) return { answer: 'sign in', need };
  return mayAct(role, need) ? allowed(need, audit) : { answer: 'not allowed', need };
}

function allowed(need: Need, audit: string | undefined): Verdict {
  return { answer: 'allowed', need, ...(audit === undefined ? {} : { audit }) };
}

function ruleOf(rules: RouteRules, method: string): Rule | undefined {
  const asked = method === 'HEAD' ? 'GET' : METHODS.find((known) => known === method);
  return asked && rules[asked];
}

function allowOf(rules: RouteRules): string {
  const methods: string[] = METHODS.filter((method: Method) => rules[method] !== undefined);
  return (rules.GET === undefined ? methods : [...methods, 'HEAD']).join(', ');
}
