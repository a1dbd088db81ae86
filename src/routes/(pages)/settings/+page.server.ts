import { dataset } from '$lib/server/answers/dataset';
import { settings } from '$lib/server/answers/settings';
import type { PageServerLoad } from './$types';

/** What holds for everybody, and the regions that one's own data names. */
export const load: PageServerLoad = async () => ({
  settings: await settings(),
  regions: (await dataset(false)).regions,
});
