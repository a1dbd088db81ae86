import { app } from '$lib/server/app';
import { keepNewest } from '$lib/server/keep-newest';
import type { Hold } from '$lib/server/months/guard';
import type { LoadOutcome } from '$lib/server/store/store';
import type { Upload } from '$lib/usage/upload';
import type { EffectRow, UploadEffect } from '$lib/usage/upload-effect';
import { ownFilters } from './own-filters';
import { filterDefaults } from './settings';
import { spend } from './spend';

type Landed = Map<string, string | null>;

const MOST = 100;

/** What loading an upload changed, once that is known; undefined where this process did not load it. */
export async function uploadEffect(id: string): Promise<UploadEffect | undefined> {
  return (await app()).uploadEffects.get(id);
}

/**
 * Loads one's own upload and notes what it changes: landed cost by month before and after. The upload is loaded without
 * the note; later writes wait for it, so that none comes between the two. What cannot be told is not noted.
 */
export async function watchLoad(
  upload: Upload,
  load: () => Promise<LoadOutcome>,
  hold: Hold,
): Promise<LoadOutcome> {
  if (upload.sample) return load();
  const before = await landedByMonth();
  const loading = load();
  const effect = loading.then(
    async ({ ok }) => {
      const after = ok && before ? await landedByMonth() : undefined;
      return before && after ? effectOf(upload.id, before, after) : undefined;
    },
    () => undefined,
  );
  const { uploadEffects } = await app();
  uploadEffects.set(upload.id, effect); // before it is known: who asks for it waits
  keepNewest(uploadEffects, MOST);
  hold(effect);
  return loading;
}

interface ByMonth {
  currency: string;
  landed: Landed;
}

async function landedByMonth(): Promise<ByMonth | undefined> {
  try {
    const { home } = await filterDefaults();
    const filters = ownFilters({ currency: home, home, rate: { policy: 'daily' } });
    const { rows } = await spend(filters, ['month']);
    return { currency: home, landed: new Map(rows.map(({ month = '', landed }) => [month, landed])) };
  } catch (error) {
    const { log } = await app();
    log.warn({ err: error }, 'what an upload changes cannot be told');
    return undefined;
  }
}

function effectOf(upload: string, before: ByMonth, after: ByMonth): UploadEffect {
  const known = [...new Set([...before.landed.keys(), ...after.landed.keys()])].sort();
  const effect = known
    .filter((month) => before.landed.has(month))
    .map((month): EffectRow => ({
      month,
      before: before.landed.get(month) ?? null,
      after: after.landed.get(month) ?? null,
    }))
    .filter((row) => row.before !== row.after);
  const fresh = known.filter((month) => !before.landed.has(month));
  return { upload, currency: after.currency, effect, new_months: fresh };
}
