import * as v from 'valibot';
import { SAMPLE_STEPS } from '$lib/components/marks';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { CURRENCIES, type FilterDefaults } from '$lib/usage/parse-filters';
import { homeRegions, putHomeRegions } from './home-regions';
import { kept } from './kept';
import { readBody } from './words-of-people';

/** What holds for everybody who looks at this data (GET /api/v1/settings). */
export interface Settings {
  /** Empty where nobody has said. */
  organisation: string;
  /** Where the money comes from: ISO 4217. */
  home_currency: string;
  /** What pages show amounts in; null: the home currency. */
  reporting_currency: string | null;
  /** As reported, of one's own data. */
  home_regions: string[];
  /** Requests from which a sample counts as medium, and as large. */
  medium_sample: number;
  large_sample: number;
  /** Days, months and hours are cut in UTC everywhere. It cannot be set. */
  time_zone: 'UTC';
}

const KEY = 'settings';
const MOST_REQUESTS = 1_000_000;
const MOST_REGIONS = 500;

const currency = v.picklist(CURRENCIES, `must be one of ${CURRENCIES.join(', ')}`);
const requests = v.pipe(
  v.number('must be a whole number'),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be 1 or more'),
  v.maxValue(MOST_REQUESTS, 'must be 1,000,000 or less'),
);
const KEPT = {
  organisation: v.pipe(
    v.string('must be text'),
    v.trim(),
    v.maxLength(80, 'is longer than 80 characters'),
    v.regex(/^\P{Cc}*$/u, 'holds control characters'),
  ),
  home_currency: currency,
  reporting_currency: v.nullable(currency),
  medium_sample: requests,
  large_sample: requests,
};
const REGIONS = v.pipe(
  v.array(v.pipe(v.string('must be names of regions'), v.nonEmpty('must not be empty'))),
  v.maxLength(MOST_REGIONS, 'are too many'),
);
const CHANGE = v.strictObject({
  organisation: v.exactOptional(KEPT.organisation),
  home_currency: v.exactOptional(currency),
  reporting_currency: v.exactOptional(KEPT.reporting_currency),
  medium_sample: v.exactOptional(requests),
  large_sample: v.exactOptional(requests),
  home_regions: v.exactOptional(REGIONS),
});

/** What is asked of the settings (the body of PUT /api/v1/settings): what is left out stays as it is. */
export type SettingsChange = v.InferOutput<typeof CHANGE>;

/** The settings as they are. Before anybody says otherwise: yuan, the currency that relays bill in. */
export async function settings(): Promise<Settings> {
  const { store } = await app();
  const text = await kept('settings', () => store.setting(KEY));
  const said = text === undefined ? {} : v.parse(v.object(KEPT), JSON.parse(text));
  const [medium_sample, large_sample] = SAMPLE_STEPS;
  return {
    organisation: '',
    home_currency: 'CNY',
    reporting_currency: null,
    medium_sample,
    large_sample,
    ...said,
    home_regions: await homeRegions(false),
    time_zone: 'UTC',
  };
}

/** What filters fall back to. */
export async function filterDefaults(): Promise<FilterDefaults> {
  return defaultsOf(await settings());
}

/** What filters would fall back to with these settings. */
export function defaultsOf({ home_currency, reporting_currency }: Settings): FilterDefaults {
  return { home: home_currency, ...(reporting_currency === null ? {} : { currency: reporting_currency }) };
}

/** The settings as a body would make them; throws BadInput with the key at fault. */
export async function changedSettings(body: unknown): Promise<Settings> {
  const change = readBody(CHANGE, body);
  const next = { ...(await settings()), ...change };
  if (next.large_sample <= next.medium_sample)
    throw new BadInput([{ where: 'large_sample', message: `must be more than ${next.medium_sample}` }]);
  return next;
}

/** Keeps them. */
export async function putSettings({ home_regions, time_zone: _, ...said }: Settings): Promise<void> {
  const { store } = await app();
  await store.putSetting(KEY, JSON.stringify(said));
  if (home_regions.join('\n') !== (await homeRegions(false)).join('\n'))
    await putHomeRegions(false, [...new Set(home_regions)]);
}
