import { app } from '$lib/server/app';
import { SAMPLE_HOME_REGIONS } from '$lib/server/sample/plan';

const SETTINGS = { own: 'home_regions', sample: 'home_regions_of_sample' };

/** The regions that count as home, as reported; none while nobody has said. The sample company comes with its own. */
export async function homeRegions(sample: boolean): Promise<string[]> {
  const { store } = await app();
  const name = sample ? SETTINGS.sample : SETTINGS.own;
  const text = await store.setting(name);
  if (text === undefined) return sample ? [...SAMPLE_HOME_REGIONS] : [];
  return JSON.parse(text) as string[];
}

/** Sets them. */
export async function putHomeRegions(sample: boolean, regions: string[]): Promise<void> {
  const { store } = await app();
  await store.putSetting(sample ? SETTINGS.sample : SETTINGS.own, JSON.stringify(regions));
}
