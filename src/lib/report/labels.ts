/** Labels whose values a report can hide, and what a hidden value is called in its place. */
export const HIDEABLE = {
  project: 'Project',
  user: 'User',
  api_key: 'Key',
  feature: 'Feature',
  region: 'Region',
  tier: 'Tier',
  model: 'Model',
  route: 'Route',
} as const;

export type Hideable = keyof typeof HIDEABLE;

export const HIDEABLE_LABELS = Object.keys(HIDEABLE) as Hideable[];

/** What is hidden where nobody says otherwise: what names people and customers. */
export const HIDDEN_BY_DEFAULT: readonly Hideable[] = ['project', 'user', 'api_key'];
