import * as v from 'valibot';
import { CHANGE_KINDS, type Decision } from '$lib/readiness/decision';
import type { CriterionId } from '$lib/readiness/criteria';
import { app } from '$lib/server/app';
import type { Store } from '$lib/server/store/store';

/** The collection of what people have set of criteria, by data set and criterion. */
const READINESS = 'readiness';

const word = { by: v.string(), on: v.string(), note: v.nullable(v.string()) };
const DECISION = v.strictObject({
  threshold: v.exactOptional(v.number()),
  declaration: v.exactOptional(
    v.strictObject({
      ...word,
      declared: v.boolean(),
      modules: v.exactOptional(v.number()),
      lines: v.exactOptional(v.number()),
    }),
  ),
  waiver: v.exactOptional(v.strictObject(word)),
  history: v.array(
    v.strictObject({
      ...word,
      what: v.picklist(CHANGE_KINDS),
      to: v.nullable(v.union([v.number(), v.boolean(), v.array(v.string())])),
    }),
  ),
});

/** What people have set, by criterion, of one's own data or of the sample company. Throws on what was not written here. */
export async function decisions(sample: boolean): Promise<Map<string, Decision>> {
  const { store } = await app();
  const found = await store.documents(READINESS);
  const mark = idOf(sample, '');
  return new Map(
    found
      .filter(({ id }) => id.startsWith(mark))
      .map(({ id, body }) => [id.slice(mark.length), v.parse(DECISION, body)]),
  );
}

/** Keeps what somebody has set of a criterion. */
export async function putDecision(sample: boolean, id: CriterionId, decision: Decision): Promise<void> {
  const { store } = await app();
  const changedAt = decision.history.at(-1)?.on ?? '';
  await store.putDocument(READINESS, { id: idOf(sample, id), body: decision, changedAt });
}

/** Removes what was set on the sample company's data: it goes with it. */
export async function removeSampleDecisions(
  store: Pick<Store, 'documents' | 'removeDocument'>,
): Promise<void> {
  for (const { id } of await store.documents(READINESS))
    if (id.startsWith(idOf(true, ''))) await store.removeDocument(READINESS, id);
}

function idOf(sample: boolean, id: string): string {
  return `${sample ? 'sample' : 'own'}:${id}`;
}
