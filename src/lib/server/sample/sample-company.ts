import { removeSampleDecisions } from '$lib/server/answers/readiness-documents';
import { removeSampleRollout } from '$lib/server/answers/rollout-documents';
import { removeSampleScenarios } from '$lib/server/answers/scenario-document';
import type { App } from '$lib/server/app';
import { loadSample } from './load-sample';

/** Kept in the store once it is settled whether a database has the sample company: what was removed never comes back. */
const SETTLED = 'sample_company';

type Needs = Pick<App, 'config' | 'log' | 'store'>;

/** The sample company on its way into a new database. */
export interface SampleLoading {
  /** Is it still being loaded? What is there of it so far is no whole company. */
  readonly isLoading: boolean;
  /** Calls it off, and resolves when nothing of it touches the store any more; at once where all is loaded. */
  stop(): Promise<void>;
}

/** Gives a new database the sample company, unless turned off; one that was cut short is taken up again. Never throws. */
export function beginSample(needs: Needs): SampleLoading {
  const cancel = new AbortController();
  let loading = true;
  const loaded = (): void => void (loading = false);
  const ended = settle(needs, cancel.signal, loaded)
    .catch((error: unknown) => {
      if (!cancel.signal.aborted)
        needs.log.error({ err: error }, 'the sample company could not be loaded; the next start tries again');
    })
    .finally(loaded);
  return {
    get isLoading() {
      return loading;
    },
    stop: () => {
      cancel.abort();
      return ended.then(() => undefined);
    },
  };
}

/** Removes the sample company for good, also while it is still loading; uploads of one's own are not touched. */
export async function removeSampleCompany({ sample, store }: Pick<App, 'sample' | 'store'>): Promise<void> {
  await store.putSetting(SETTLED, 'removed');
  await sample.stop();
  await store.removeSample();
  await removeSampleScenarios(store);
  await removeSampleDecisions(store);
  await removeSampleRollout(store);
}

/** What follows the last load (profiles of conversations) goes before the note that all is settled: nobody waits for that. */
async function settle({ config, store }: Needs, signal: AbortSignal, loaded: () => void): Promise<void> {
  if ((await store.setting(SETTLED)) !== undefined) return;
  const isNew = (await store.uploads()).every((upload) => upload.sample);
  if (!config.sample || !isNew) return store.putSetting(SETTLED, 'declined');
  await loadSample(store, config.dataDir, signal);
  loaded();
  if (!signal.aborted) await store.putSetting(SETTLED, 'loaded');
}
