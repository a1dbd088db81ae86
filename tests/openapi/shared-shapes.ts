import type { Schema } from './schema-of';

interface Document extends Schema {
  components: Record<string, Record<string, unknown>> & { schemas: Record<string, unknown> };
}

/** A shape without a name that is written out more than once, and longer than this, gets one. */
const LONG = 400;

/** Members that say nothing of what they hold: a shape below them is named for the address, or the member, above. */
const NAMELESS =
  /^(items|schema|anyOf|content|application\/json|requestBody|responses|get|put|post|patch|delete|\d+)$/;

/** The document with long shapes that it repeats kept once each, named for the first member or address that has them. */
export function withShared(document: Document): Document {
  const seen = new Map<string, { times: number; name: string }>();
  visit(document, 'Part', (text, name) => {
    const times = (seen.get(text)?.times ?? 0) + 1;
    seen.set(text, { times, name: seen.get(text)?.name ?? name });
  });
  const { schemas } = document.components;
  const shared = new Map<string, string>();
  for (const [text, { times, name }] of seen) {
    if (times < 2) continue;
    let free = name;
    for (let nth = 2; free in schemas || [...shared.values()].includes(free); nth++) free = `${name}${nth}`;
    shared.set(text, free);
  }
  const parts = [...shared].map(([text, name]) => [name, replaced(JSON.parse(text), shared, true)] as const);
  const rest = replaced(document, shared) as Document;
  return {
    ...rest,
    components: { ...rest.components, schemas: { ...rest.components.schemas, ...Object.fromEntries(parts) } },
  };
}

/** Calls back for every long object shape, with its JSON and a name for it. */
function visit(node: unknown, key: string, found: (text: string, name: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (isLongShape(node)) found(JSON.stringify(node), nameFrom(key));
  for (const [member, value] of Object.entries(node))
    visit(value, NAMELESS.test(member) ? key : member, found);
}

/** The node with shared shapes referred to; the first one is left as it is with `isTop`. */
function replaced(node: unknown, shared: Map<string, string>, isTop = false): unknown {
  if (typeof node !== 'object' || node === null) return node;
  const name = isTop ? undefined : shared.get(JSON.stringify(node));
  if (name !== undefined) return { $ref: `#/components/schemas/${name}` };
  if (Array.isArray(node)) return node.map((value: unknown) => replaced(value, shared));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, replaced(value, shared)]));
}

function isLongShape(node: object): boolean {
  return (node as Schema)['type'] === 'object' && JSON.stringify(node).length > LONG;
}

function nameFrom(key: string): string {
  return key
    .replace('/api/v1/', '')
    .split(/\W|_/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}
