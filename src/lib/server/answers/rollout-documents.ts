import * as v from 'valibot';
import { DEFAULT_IMPORT, type ImportInputs } from '$lib/rollout/import-time';
import { DEFAULT_RAMP, type RampPlan } from '$lib/rollout/ramp';
import { DEFAULT_TRIGGERS, type TriggerRules } from '$lib/rollout/triggers';
import { app } from '$lib/server/app';
import { SAMPLE_RAMP } from '$lib/server/sample/plan';
import type { Store } from '$lib/server/store/store';
import { parseDay } from '$lib/usage/day';

/** The collection of what people have set of the rollout, by data set and part. */
const ROLLOUT = 'rollout';

const number = (least: number, most: number) =>
  v.pipe(
    v.number('must be a number'),
    v.minValue(least, `must be ${least} or more`),
    v.maxValue(most, `must be ${most} or less`),
  );
const whole = (least: number, most: number) =>
  v.pipe(number(least, most), v.integer('must be a whole number'));
const rule = v.strictObject({ limit: number(0, 1e6), windows: whole(1, 96) });

export const TRIGGER_RULES = v.strictObject({
  window_minutes: v.pipe(
    whole(5, 1440),
    v.check((minutes) => 1440 % minutes === 0, 'must divide a day: 5, 10, 15, 30, 60 …'),
  ),
  min_requests: whole(1, 1e6),
  error_rate: rule,
  p95_duration: rule,
  session_state: rule,
});

export const RAMP_PLAN = v.strictObject({
  starts_on: v.nullable(
    v.pipe(
      v.string('must be a date, YYYY-MM-DD, or null'),
      v.check((text) => parseDay(text) !== undefined, 'is no date YYYY-MM-DD'),
    ),
  ),
  steps: v.pipe(
    v.array(
      v.strictObject({ after_days: whole(0, 3650), share_pct: number(0, 100) }),
      'must be a list of steps',
    ),
    v.minLength(1, 'must have a step'),
    v.maxLength(50, 'must have 50 steps or fewer'),
    v.check((steps) => steps[0]?.after_days === 0, 'must begin with a step after 0 days'),
    v.check(
      (steps) => steps.every(({ after_days }, i) => i === 0 || after_days > (steps[i - 1]?.after_days ?? 0)),
      'must be in order, each step some days after the one before',
    ),
  ),
});

const most = 1e9;
export const IMPORT_INPUTS = v.pipe(
  v.strictObject({
    conversations: v.nullable(whole(0, most)),
    messages: v.nullable(whole(0, most)),
    messages_per_request: whole(1, 10_000),
    requests_per_minute: number(0.01, 1e6),
    workers: whole(1, 10_000),
    round_trip_ms: number(0, 600_000),
    refused_low_pct: v.nullable(number(0, 90)),
    refused_high_pct: v.nullable(number(0, 90)),
    backoff_base_ms: number(0, 3_600_000),
    backoff_most_ms: number(0, 3_600_000),
    seed: whole(0, 2 ** 31 - 1),
  }),
  v.check(
    ({ refused_low_pct: low, refused_high_pct: high }) => low === null || high === null || low <= high,
    'refused_low_pct must not be above refused_high_pct',
  ),
);

/** Inputs as kept: what is null is taken as measured. */
export type ImportSpec = v.InferOutput<typeof IMPORT_INPUTS>;

export const CHECK_WORD = v.strictObject({
  declared: v.boolean(),
  by: v.string(),
  on: v.string(),
  note: v.nullable(v.string()),
});
export type CheckWord = v.InferOutput<typeof CHECK_WORD>;

/** Everything that people have set. */
export interface RolloutSettings {
  rules: TriggerRules;
  ramp: RampPlan;
  importSpec: ImportSpec;
  /** Declarations by id of the check. */
  checks: Map<string, CheckWord>;
}

const AS_MEASURED: ImportSpec = {
  ...(DEFAULT_IMPORT satisfies ImportInputs),
  refused_low_pct: null,
  refused_high_pct: null,
};
const CHECK_MARK = 'check-';

/** What people have set of one's own data or of the sample company, with defaults for the rest. */
export async function rolloutSettings(sample: boolean): Promise<RolloutSettings> {
  const { store } = await app();
  const found = await store.documents(ROLLOUT);
  const mark = idOf(sample, '');
  const parts = new Map(
    found.filter(({ id }) => id.startsWith(mark)).map(({ id, body }) => [id.slice(mark.length), body]),
  );
  const part = <S extends v.GenericSchema>(name: string, schema: S, fallback: v.InferOutput<S>) =>
    parts.has(name) ? v.parse(schema, parts.get(name)) : fallback;
  return {
    rules: part('triggers', TRIGGER_RULES, DEFAULT_TRIGGERS),
    ramp: part('ramp', RAMP_PLAN, sample ? SAMPLE_RAMP : DEFAULT_RAMP),
    importSpec: part('import', IMPORT_INPUTS, AS_MEASURED),
    checks: new Map(
      [...parts]
        .filter(([name]) => name.startsWith(CHECK_MARK))
        .map(([name, body]) => [name.slice(CHECK_MARK.length), v.parse(CHECK_WORD, body)]),
    ),
  };
}

/** Keeps one part: `triggers`, `ramp`, `import`. */
export async function putRolloutPart(
  sample: boolean,
  part: 'triggers' | 'ramp' | 'import',
  body: unknown,
): Promise<void> {
  const { store, now } = await app();
  await store.putDocument(ROLLOUT, {
    id: idOf(sample, part),
    body,
    changedAt: new Date(now()).toISOString(),
  });
}

/** Keeps a declaration, or takes it back. */
export async function putCheck(sample: boolean, id: string, word: CheckWord | undefined): Promise<void> {
  const { store } = await app();
  const name = idOf(sample, `${CHECK_MARK}${id}`);
  if (word) await store.putDocument(ROLLOUT, { id: name, body: word, changedAt: word.on });
  else await store.removeDocument(ROLLOUT, name);
}

/** Removes what was set on the sample company's data: it goes with it. */
export async function removeSampleRollout(store: Pick<Store, 'documents' | 'removeDocument'>): Promise<void> {
  for (const { id } of await store.documents(ROLLOUT))
    if (id.startsWith(idOf(true, ''))) await store.removeDocument(ROLLOUT, id);
}

function idOf(sample: boolean, part: string): string {
  return `${sample ? 'sample' : 'own'}:${part}`;
}
