import * as v from 'valibot';
import { BadInput } from '$lib/server/api';

/** A name as people give it. */
export const person = v.pipe(
  v.string('must be a name'),
  v.trim(),
  v.nonEmpty('must not be empty'),
  v.maxLength(200, 'is longer than 200 characters'),
);

/** A reason as people give it. */
export const remark = v.pipe(
  v.string('must be text'),
  v.trim(),
  v.maxLength(2000, 'is longer than 2,000 characters'),
);

/** A body that fits its schema; throws BadInput with each key at fault. */
export function readBody<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  throw new BadInput(
    parsed.issues.map((issue) => ({
      where: v.getDotPath(issue) ?? 'body',
      message:
        issue.type !== 'strict_object'
          ? issue.message
          : issue.expected === 'never'
            ? 'there is no such key'
            : issue.expected === 'Object'
              ? 'must be an object'
              : 'needed, but missing',
    })),
  );
}
