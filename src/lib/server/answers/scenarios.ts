import { roiAnswer, type RoiAnswer } from '$lib/roi/roi-answer';
import { parseScenarioSpec, scenarioOf, type FilledSpec } from '$lib/roi/scenario-spec';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import { facets } from './facets';
import { kept } from './kept';
import { completed, simulatedInTurns } from './roi';
import type { RoutePair } from './savings';
import { readScenario, SCENARIOS, toDocument, type KeptScenario, type MadeOn } from './scenario-document';
import { madeOn, movedSince, queryOf, type Moved } from './scenario-moved';
import type { ScenarioWrite } from './scenario-write';

/** A saved scenario as pages and the API give it. */
export interface SavedScenario {
  id: string;
  name: string;
  /** RFC 3339. */
  changed_at: string;
  scenario: FilledSpec;
  /** Filters and routes that it was measured with, as a query. */
  query: string;
  /** The data's cut-off when it was saved; null where there was no data. */
  made_on: Omit<MadeOn, 'mix' | 'uploads'> | null;
  /** Null while it would be measured as it was. */
  moved: Moved | null;
  /** What it comes to. */
  result: ScenarioResult;
}

export type ScenarioResult = Omit<RoiAnswer, 'flows' | 'cumulative' | 'rows' | 'tornado'>;

const MOST_RESULTS = 200;
const results = new Map<string, Promise<ScenarioResult>>();

/** The saved scenarios of the data set in view, last changed first. */
export async function scenarios(filters: Filters): Promise<SavedScenario[]> {
  const found = await keptScenarios(filters);
  return Promise.all(found.map(toAnswer));
}

/** One of them, whichever data it was made on; undefined where there is none. */
export async function scenario(id: string): Promise<SavedScenario | undefined> {
  const found = await keptScenario(id);
  return found && toAnswer(found);
}

/** The same as it is kept. */
export async function keptScenario(id: string): Promise<KeptScenario | undefined> {
  return (await allScenarios()).find((one) => one.id === id);
}

/** The saved scenarios of the data set in view, as they are kept. */
export async function keptScenarios(filters: Filters): Promise<KeptScenario[]> {
  const sample = await isOfSample(filters);
  const found = (await allScenarios()).filter((one) => one.sample === sample);
  return found.sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
}

/** Saves a new scenario, or a copy of one. Throws BadInput where it cannot be used. */
export async function addScenario(
  filters: Filters,
  pair: RoutePair,
  { name, scenario: given, copy_of }: ScenarioWrite,
): Promise<SavedScenario> {
  const id = crypto.randomUUID();
  const source = copy_of === undefined ? undefined : await existing(copy_of, 'copy_of');
  const made = source ?? (await madeOf(filters, pair, given ?? {}));
  return write({ ...made, id, changedAt: await now(), name: name ?? `${source?.name ?? 'Scenario'} (copy)` });
}

/** Changes the name of a scenario, what it says, or both; what it says is measured anew on the data of now. */
export async function changeScenario(
  id: string,
  filters: Filters,
  pair: RoutePair,
  { name, scenario: given }: ScenarioWrite,
): Promise<SavedScenario | undefined> {
  const before = await keptScenario(id);
  if (!before) return undefined;
  const made = given === undefined ? {} : await madeOf(filters, pair, given);
  return write({ ...before, ...made, id, changedAt: await now(), name: name ?? before.name });
}

/** Removes a scenario; false where there is none. */
export async function removeScenario(id: string): Promise<boolean> {
  const found = (await keptScenario(id)) !== undefined;
  const { store } = await app();
  if (found) await store.removeDocument(SCENARIOS, id);
  return found;
}

async function allScenarios(): Promise<KeptScenario[]> {
  const { store } = await app();
  return kept('scenarios', async () => (await store.documents(SCENARIOS)).map(readScenario));
}

async function existing(id: string, where: string): Promise<KeptScenario> {
  const found = await keptScenario(id);
  if (!found) throw new BadInput([{ where, message: `there is no scenario ${id}` }]);
  return found;
}

async function write(scenario: KeptScenario): Promise<SavedScenario> {
  const { store } = await app();
  await store.putDocument(SCENARIOS, toDocument(scenario));
  return toAnswer(scenario);
}

/** A scenario measured on the data of now. */
async function madeOf(
  filters: Filters,
  pair: RoutePair,
  given: unknown,
): Promise<Pick<KeptScenario, 'sample' | 'query' | 'made_on' | 'scenario'>> {
  const parsed = parseScenarioSpec(given);
  if (!parsed.ok)
    throw new BadInput(parsed.issues.map(({ where, message }) => ({ where: `scenario.${where}`, message })));
  const { spec, measured } = await completed(filters, pair, parsed.value);
  const sample = await isOfSample(filters);
  const payer = { ...filters, currency: spec.currency };
  const made_on = await madeOn(payer, pair, measured, sample);
  return { sample, query: queryOf(filters, pair), made_on, scenario: spec };
}

async function toAnswer(found: KeptScenario): Promise<SavedScenario> {
  const { id, name, changedAt, scenario: spec, query, made_on } = found;
  return {
    id,
    name,
    changed_at: changedAt,
    scenario: spec,
    query,
    made_on: made_on && cutOffOf(made_on),
    moved: await movedSince(found),
    result: await resultOf(spec),
  };
}

function cutOffOf({ mix: _mix, uploads: _uploads, ...cutOff }: MadeOn): Omit<MadeOn, 'mix' | 'uploads'> {
  return cutOff;
}

/** What a scenario comes to: the same scenario always the same, so it is worked out once. */
async function resultOf(spec: FilledSpec): Promise<ScenarioResult> {
  const key = JSON.stringify(spec);
  const found = results.get(key) ?? workOut(spec);
  results.delete(key);
  results.set(key, found);
  const [oldest] = results.keys();
  if (results.size > MOST_RESULTS && oldest !== undefined) results.delete(oldest);
  return found;
}

async function workOut(spec: FilledSpec): Promise<ScenarioResult> {
  const scenario = scenarioOf(spec);
  const answer = roiAnswer(scenario, await simulatedInTurns(scenario));
  const { flows: _flows, cumulative: _cumulative, rows: _rows, tornado: _tornado, ...result } = answer;
  return result;
}

/** Does a scenario of these filters belong to the sample company? Not where there is no data at all. */
async function isOfSample(filters: Filters): Promise<boolean> {
  const { sample, hasSample } = await facets(filters);
  return sample && hasSample;
}

async function now(): Promise<string> {
  return new Date((await app()).now()).toISOString();
}
