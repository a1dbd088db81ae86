import * as v from 'valibot';
import { LOCAL_PERSON } from '$lib/access/identity';
import type { CheckId } from '$lib/rollout/checklist';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import {
  IMPORT_INPUTS,
  putCheck,
  putRolloutPart,
  RAMP_PLAN,
  rolloutSettings,
  TRIGGER_RULES,
} from './rollout-documents';
import { isOfSample } from './data-set';
import { documentTurn } from './document-turn';
import { person, readBody, remark } from './words-of-people';

/** Parts that are set as a whole, by the last part of their address. */
export const ROLLOUT_PARTS = { triggers: TRIGGER_RULES, ramp: RAMP_PLAN, import: IMPORT_INPUTS } as const;

const CHECK = v.strictObject({
  declared: v.nullable(v.boolean('must be true, false, or null to take it back')),
  by: v.exactOptional(person),
  note: v.exactOptional(remark),
});

/**
 * Sets a part of the rollout: keys that are not given stay as they are, a rule of a trigger too. Throws BadInput with
 * the key at fault.
 */
export async function changeRollout(
  part: keyof typeof ROLLOUT_PARTS,
  body: unknown,
  filters: Filters,
): Promise<void> {
  const sample = await isOfSample(filters);
  const given = readBody(v.record(v.string(), v.unknown()), body);
  const { store } = await app();
  await documentTurn(store, async () => {
    const { rules, ramp, importSpec } = await rolloutSettings(sample);
    const now = { ...{ triggers: rules, ramp, import: importSpec }[part] };
    await putRolloutPart(sample, part, readBody(ROLLOUT_PARTS[part], merged(now, given)));
  });
}

function merged(now: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const next = { ...now };
  for (const [key, value] of Object.entries(given))
    next[key] = isPlain(value) && isPlain(now[key]) ? { ...now[key], ...value } : value;
  return next;
}

/** Declares a step of the checklist done or not done, or takes that back. Throws BadInput with the key at fault. */
export async function changeCheck(id: CheckId, body: unknown, filters: Filters): Promise<void> {
  const { declared, by, note } = readBody(CHECK, body);
  const on = new Date((await app()).now()).toISOString();
  const word = declared === null ? undefined : { declared, by: by ?? LOCAL_PERSON, on, note: note || null };
  await putCheck(await isOfSample(filters), id, word);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
