import type { SpendKey } from '$lib/server/answers/spend-answer';

/** What spend can be broken down by, with the heading of its column. */
export const BREAKDOWNS: Record<SpendKey, string> = {
  model: 'Model',
  route: 'Route',
  provider: 'Provider',
  feature: 'Feature',
  project: 'Project',
  user: 'User',
  api_key: 'API key',
  region: 'Region',
  tier: 'Tier',
  day: 'Day',
  week: 'Week',
  month: 'Month',
};

const FILTERS: Partial<Record<SpendKey, string>> = {
  model: 'model',
  route: 'route',
  feature: 'feature',
  region: 'region',
};

/** The filter that narrows to a group of a breakdown; undefined where there is none. */
export function filterOf(by: SpendKey): string | undefined {
  return FILTERS[by];
}
