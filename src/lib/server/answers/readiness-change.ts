import * as v from 'valibot';
import { LOCAL_PERSON } from '$lib/access/identity';
import { CRITERIA, type CriterionId } from '$lib/readiness/criteria';
import type { Change, Decision, Word } from '$lib/readiness/decision';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import { dataset } from './dataset';
import { documentTurn } from './document-turn';
import { putHomeRegions } from './home-regions';
import { decisions, putDecision } from './readiness-documents';
import { isOfSample } from './data-set';
import { person, readBody, remark } from './words-of-people';

const MOST_THRESHOLD = 1e12;
const code = v.pipe(
  v.number('must be a whole number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must be 0 or more'),
  v.maxValue(1e9, 'is too large'),
);
const CHANGE = v.strictObject({
  declared: v.exactOptional(v.nullable(v.boolean('must be true, false, or null to take it back'))),
  waived: v.exactOptional(v.boolean('must be true, or false to take it back')),
  threshold: v.exactOptional(
    v.nullable(
      v.pipe(
        v.number('must be a number, or null for the default'),
        v.finite('must be a number'),
        v.minValue(0, 'must be 0 or more'),
        v.maxValue(MOST_THRESHOLD, 'is too large'),
      ),
    ),
  ),
  home_regions: v.exactOptional(
    v.array(
      v.pipe(v.string('must be names of regions'), v.nonEmpty('must not be empty')),
      'must be a list of regions',
    ),
  ),
  modules: v.exactOptional(code),
  lines: v.exactOptional(code),
  by: v.exactOptional(person),
  note: v.exactOptional(remark),
});

/** What is asked of a criterion (the body of PUT /api/v1/readiness/{criterion}). */
export type ReadinessChange = v.InferOutput<typeof CHANGE>;

/** A body as a change of a criterion; throws BadInput with the key at fault. */
export function parseReadinessChange(id: CriterionId, body: unknown): ReadinessChange {
  const change = readBody(CHANGE, body);
  const wrong = (where: string, message: string): never => {
    throw new BadInput([{ where, message }]);
  };
  const asked = (['declared', 'waived', 'threshold', 'home_regions'] as const).filter((key) => key in change);
  if (asked.length === 0)
    wrong('body', 'nothing to change: send declared, waived, threshold or, for international, home_regions');
  if (change.waived === true && !change.note) wrong('note', 'say why it is waived');
  if ('threshold' in change && CRITERIA.find((one) => one.id === id)?.threshold === undefined)
    wrong('threshold', `${id} has nothing to count: declare it instead`);
  if ('home_regions' in change && id !== 'international')
    wrong('home_regions', 'home regions belong to the criterion international');
  const counts = change.modules !== undefined || change.lines !== undefined;
  if (counts && (id !== 'client_complexity' || typeof change.declared !== 'boolean'))
    wrong(change.modules === undefined ? 'lines' : 'modules', 'goes with a declaration of client_complexity');
  return change;
}

/** Sets what was asked, and remembers who did, when and why. */
export async function changeReadiness(
  id: CriterionId,
  change: ReadinessChange,
  filters: Filters,
): Promise<void> {
  const { store, now } = await app();
  const sample = await isOfSample(filters);
  const word: Word = {
    by: change.by ?? LOCAL_PERSON,
    on: new Date(now()).toISOString(),
    note: change.note ?? null,
  };
  await documentTurn(store, async () => {
    if (change.home_regions) await setHome(sample, change.home_regions);
    const before = (await decisions(sample)).get(id) ?? { history: [] };
    await putDecision(sample, id, decided(before, change, word));
  });
}

function decided(before: Decision, change: ReadinessChange, word: Word): Decision {
  const { threshold, declaration, waiver, history } = before;
  const next: Decision = { history: [...history, ...changesOf(change, word)] };
  const limit = 'threshold' in change ? change.threshold : threshold;
  if (limit !== undefined && limit !== null) next.threshold = limit;
  if (typeof change.declared === 'boolean') {
    const { modules, lines } = change;
    next.declaration = {
      ...word,
      declared: change.declared,
      ...(modules === undefined ? {} : { modules }),
      ...(lines === undefined ? {} : { lines }),
    };
  } else if (declaration && change.declared !== null) next.declaration = declaration;
  if (change.waived === true) next.waiver = word;
  else if (waiver && change.waived !== false) next.waiver = waiver;
  return next;
}

function changesOf(change: ReadinessChange, word: Word): Change[] {
  return (['threshold', 'declared', 'waived', 'home_regions'] as const).flatMap((what) => {
    const to = change[what];
    return to === undefined ? [] : [{ ...word, what, to }];
  });
}

async function setHome(sample: boolean, names: string[]): Promise<void> {
  const { regions } = await dataset(sample);
  const unknown = names.filter((name) => !regions.some((region) => region.name === name));
  if (unknown.length > 0 && regions.length > 0)
    throw new BadInput([
      {
        where: 'home_regions',
        message: `not in this data: ${unknown.join(', ')}. It has ${regions.map(({ name }) => name).join(', ')}`,
      },
    ]);
  await putHomeRegions(sample, [...new Set(names)]);
}
