import type { Scope } from '$lib/server/store/store';
import { dayToMs, parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { loadedUploads } from './dataset';
import { reportedNames } from './reported-names';

/** Is the sample company shown? Yes where it was asked for, or where there is nothing of one's own yet. */
export async function showsSample(filters: Pick<Filters, 'data'>): Promise<boolean> {
  if (filters.data) return filters.data === 'sample';
  return !(await loadedUploads()).some((upload) => !upload.sample);
}

/** The records that filters mean, as the store takes them: dates become hours, canonical models reported names. */
export async function toScope(filters: Filters): Promise<Scope> {
  const sample = await showsSample(filters);
  const scope: Scope = { sample };
  const from = filters.from === undefined ? undefined : parseDay(filters.from);
  const to = filters.to === undefined ? undefined : parseDay(filters.to);
  if (from !== undefined) scope.fromMs = dayToMs(from);
  if (to !== undefined) scope.toMs = dayToMs(to);
  if (filters.routes.length > 0) scope.routes = filters.routes;
  if (filters.features.length > 0) scope.features = filters.features;
  if (filters.regions.length > 0) scope.regions = filters.regions;
  if (filters.models.length > 0) scope.models = await reportedNames(filters.models, sample);
  return scope;
}

/** The compared period of filters as filters of its own; undefined where none is set. */
export function comparedFilters(filters: Filters): Filters | undefined {
  if (!filters.compareFrom || !filters.compareTo) return undefined;
  const { compareFrom, compareTo, ...rest } = filters;
  return { ...rest, from: compareFrom, to: compareTo };
}
