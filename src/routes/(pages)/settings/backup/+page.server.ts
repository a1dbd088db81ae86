import { app } from '$lib/server/app';
import { backups } from '$lib/server/backup/make-backup';
import type { PageServerLoad } from './$types';

/** The backups that there are, and the folder that they are in. */
export const load: PageServerLoad = async () => {
  const { dataDir } = (await app()).config;
  return { backups: await backups(dataDir), dataDir };
};
