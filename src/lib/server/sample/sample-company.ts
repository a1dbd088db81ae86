import type { App } from '$lib/server/app';
import { loadSample } from './load-sample';

/** Kept in the store once it is settled whether a database has the sample company: what was removed never comes back. */
const SETTLED = 'sample_company';

type Needs = Pick<App, 'config' | 'log' | 'store'>;

/** Gives a new database the sample company, unless turned off; one that was cut short is taken up again. Never throws. */
export async function beginSample({ config, log, store }: Needs): Promise<void> {
  try {
    if ((await store.setting(SETTLED)) !== undefined) return;
    const isNew = (await store.uploads()).every((upload) => upload.sample);
    if (!config.sample || !isNew) return await store.putSetting(SETTLED, 'declined');
    await loadSample(store, config.dataDir);
    if ((await store.setting(SETTLED)) === 'removed') return await store.removeSample();
    await store.putSetting(SETTLED, 'loaded');
  } catch (error) {
    log.error({ err: error }, 'the sample company could not be loaded; it is tried again at the next start');
  }
}

/** Removes the sample company for good, also while it is still loading; uploads of one's own are not touched. */
export async function removeSampleCompany(store: App['store']): Promise<void> {
  await store.putSetting(SETTLED, 'removed');
  await store.removeSample();
}
