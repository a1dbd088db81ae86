import { json } from '@sveltejs/kit';
import { app } from '$lib/server/app';
import { backups, makeBackup, NoRoom } from '$lib/server/backup/make-backup';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /api/v1/backups: those in the data folder, newest first. */
export const GET: RequestHandler = async () => {
  const { config } = await app();
  return json({ backups: await backups(config.dataDir) });
};

/** POST /api/v1/backups: makes one, under `backups` of the data folder, while everything goes on. */
export const POST: RequestHandler = async () => {
  const { config, ingest, log, now, store } = await app();
  const { dataDir } = config;
  try {
    const made = await makeBackup({ store, dataDir, now, between: (task) => ingest.between(task) });
    log.info({ backup: made.id, uploads: made.uploads, records: made.records }, 'a backup was made');
    return json(made, { status: 201 });
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    return problem(507, { type: 'no-space', title: 'No space left for a backup', detail: error.message });
  }
};
