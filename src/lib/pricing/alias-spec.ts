import * as v from 'valibot';
import type { Parsed } from '../usage/filters';
import type { ModelAlias } from './price';

const name = v.pipe(
  v.string('must be text'),
  v.trim(),
  v.nonEmpty('must not be empty'),
  v.maxLength(200, 'is too long'),
);

const ALIAS = v.strictObject({
  alias: v.pipe(
    name,
    v.check((text) => text.replaceAll('*', '').length > 0, 'would match every model: write part of a name'),
  ),
  provider: name,
  model: name,
});

/** Another name of a model from outside: `alias` may hold `*` for any characters. */
export function parseAlias(spec: unknown): Parsed<ModelAlias> {
  const parsed = v.safeParse(ALIAS, spec);
  if (parsed.success) return { ok: true, value: parsed.output };
  return {
    ok: false,
    issues: parsed.issues.map((issue) => ({ where: v.getDotPath(issue) ?? 'body', message: issue.message })),
  };
}
