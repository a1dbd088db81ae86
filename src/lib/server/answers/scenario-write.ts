import * as v from 'valibot';
import type { GivenScenario } from '$lib/roi/scenario-spec';
import { BadInput } from '$lib/server/api';

const WRITE = v.strictObject({
  name: v.exactOptional(
    v.pipe(
      v.string('must be text'),
      v.trim(),
      v.nonEmpty('must not be empty'),
      v.maxLength(200, 'is too long'),
    ),
  ),
  /** Checked by parseScenarioSpec. */
  scenario: v.exactOptional(v.custom<GivenScenario>(() => true)),
  /** Id of the scenario to duplicate. */
  copy_of: v.exactOptional(v.string('must be the id of a scenario')),
});

/** What is sent to save or change a scenario. */
export type ScenarioWrite = v.InferOutput<typeof WRITE>;

/** A body that saves or changes a scenario; throws BadInput with the key at fault. */
export function parseScenarioWrite(body: unknown, isNew: boolean): ScenarioWrite {
  const parsed = v.safeParse(WRITE, body);
  if (!parsed.success)
    throw new BadInput(
      parsed.issues.map((issue) => ({
        where: v.getDotPath(issue) ?? 'body',
        message:
          issue.type !== 'strict_object'
            ? issue.message
            : issue.expected === 'never'
              ? 'there is no such key'
              : 'must be an object',
      })),
    );
  const { name, copy_of, scenario } = parsed.output;
  if (isNew && name === undefined && copy_of === undefined)
    throw new BadInput([{ where: 'name', message: 'needed, but missing' }]);
  if (copy_of !== undefined && (!isNew || scenario !== undefined))
    throw new BadInput([{ where: 'copy_of', message: 'copies a scenario as it is, under a new id' }]);
  return parsed.output;
}
