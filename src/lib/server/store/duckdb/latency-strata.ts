import type { Match, Stratum, StratumLatencies } from '$lib/latency/strata';
import type { StrataRequest } from '../latencies';
import type { Scope } from '../store';
import { bucketsOfGroups } from './latency-bucket-sums';
import type { LatencyCellsReader } from './latency-cells';
import type { LatencyCells, LatencyKind } from './latency-columns';

/** Latencies of two routes per stratum, in buckets; strata in the order of their names. */
export async function latencyStrata(
  reader: LatencyCellsReader,
  scope: Scope,
  request: StrataRequest,
): Promise<StratumLatencies[]> {
  const parts = await reader.cells(ofBoth(scope, request), request.metric, 'all');
  const strata = strataIn(parts, request);
  const places = new Map([...strata.keys()].map((name, place) => [name, place]));
  const groups = bucketsOfGroups(parts, strata.size * 2, (part, number) => {
    const kind = part.kinds[number];
    const place = kind && places.get(nameOf(stratumOf(kind, request)));
    return place === undefined ? undefined : place * 2 + (kind?.route === request.baseline ? 0 : 1);
  });
  return [...strata.values()]
    .map((stratum, place) => {
      const [baseline = [], candidate = []] = groups.slice(place * 2);
      return { ...stratum, baseline, candidate };
    })
    .filter(({ baseline, candidate }) => baseline.length + candidate.length > 0)
    .sort(byName);
}

/** Strata of all kinds in scope, by their names. */
function strataIn(parts: readonly LatencyCells[], request: StrataRequest): Map<string, Stratum> {
  const kinds = parts.flatMap((part) => part.kinds.flatMap((kind) => kind ?? []));
  const strata = kinds.map((kind) => stratumOf(kind, request));
  return new Map(strata.map((stratum) => [nameOf(stratum), stratum]));
}

/** Only what ran on the two routes. */
export function ofBoth(scope: Scope, { baseline, candidate }: StrataRequest): Scope {
  return { ...scope, routes: [baseline, candidate] };
}

/** What a kind of request is matched by. Spellings of one model are one. */
export function stratumOf(kind: LatencyKind, { match, modelIds = {} }: StrataRequest): Stratum {
  const by = (key: Match): boolean => match.includes(key);
  return {
    ...(by('model') && { model: modelIds[kind.model] ?? kind.model }),
    ...(by('region') && kind.region !== undefined && { region: kind.region }),
    ...(by('output_band') && { outputBand: kind.outputBand }),
  };
}

/** One text for one stratum. */
export function nameOf({ model, region, outputBand }: Stratum): string {
  return JSON.stringify([model, region, outputBand]);
}

/** In the order of models, regions and bands; without one comes last. */
function byName(a: Stratum, b: Stratum): number {
  return compared(a.model, b.model) || compared(a.region, b.region) || compared(a.outputBand, b.outputBand);
}

function compared<T extends string | number>(a: T | undefined, b: T | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined || a < b ? -1 : 1;
}
