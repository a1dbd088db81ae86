import * as v from 'valibot';
import type { MixPart } from '$lib/roi/gap';
import { parseScenarioSpec, type FilledSpec } from '$lib/roi/scenario-spec';
import type { Document, Store } from '$lib/server/store/store';

/** The collection of saved scenarios. */
export const SCENARIOS = 'scenario';

const made = v.strictObject({
  from: v.string(),
  to: v.string(),
  last_hour: v.string(),
  requests: v.number(),
  uploads: v.exactOptional(v.string()),
  official_monthly: v.nullable(v.string()),
  relay_monthly: v.nullable(v.string()),
  mix: v.array(
    v.strictObject({ key: v.string(), tokens: v.number(), official: v.number(), relay: v.number() }),
  ),
});

const saved = v.strictObject({
  name: v.string(),
  sample: v.boolean(),
  query: v.string(),
  made_on: v.nullable(made),
  scenario: v.unknown(),
});

/** What a scenario was measured on when it was saved: the data's cut-off, and a month of it by model and token class. */
export interface MadeOn {
  /** Days measured. */
  from: string;
  to: string;
  /** Last hour with data, and requests in all of the data. */
  last_hour: string;
  requests: number;
  /** Digest of all uploads; scenarios that were saved before there was one have none. */
  uploads?: string;
  official_monthly: string | null;
  relay_monthly: string | null;
  mix: MixPart[];
}

/** A saved scenario as it is kept. */
export interface KeptScenario {
  id: string;
  changedAt: string;
  name: string;
  /** Made on the sample company's data. */
  sample: boolean;
  /** Filters and routes that it was measured with, as a query. */
  query: string;
  /** Null where there was no data. */
  made_on: MadeOn | null;
  scenario: FilledSpec;
}

/** A document as a scenario; throws on what this module did not write. */
export function readScenario({ id, body, changedAt }: Document): KeptScenario {
  const { scenario, ...rest } = v.parse(saved, body);
  const spec = readSpec(scenario);
  if (!spec.ok) throw new Error(`scenario ${id} is damaged: ${JSON.stringify(spec.issues)}`);
  return { id, changedAt, ...rest, scenario: spec.value as FilledSpec };
}

/** A range that was taken once and is refused now (of rates of 0 and less) is left out, as without one. */
function readSpec(scenario: unknown): ReturnType<typeof parseScenarioSpec> {
  const spec = parseScenarioSpec(scenario);
  if (spec.ok || !spec.issues.every(({ where }) => where === 'ranges.market_rate')) return spec;
  const { ranges, ...rest } = scenario as { ranges: Record<string, unknown> };
  const { market_rate: _refused, ...others } = ranges;
  return parseScenarioSpec({ ...rest, ranges: others });
}

/** A scenario as the document that readScenario reads. */
export function toDocument({ id, changedAt, ...body }: KeptScenario): Document {
  return { id, changedAt, body };
}

/** Removes the scenarios that were made on the sample company's data: they go with it. */
export async function removeSampleScenarios(
  store: Pick<Store, 'documents' | 'removeDocument'>,
): Promise<void> {
  const found = (await store.documents(SCENARIOS)).map(readScenario);
  for (const { id, sample } of found) if (sample) await store.removeDocument(SCENARIOS, id);
}
