import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/** Loads what is shown anew, after a page that is on its way: loading anew would call that off. */
export async function refresh(): Promise<void> {
  await navigating.complete?.catch(() => undefined);
  await invalidateAll();
}
