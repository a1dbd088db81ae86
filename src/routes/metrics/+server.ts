import { app } from '$lib/server/app';
import { backups } from '$lib/server/backup/make-backup';
import type { RequestHandler } from './$types';

/** GET /metrics: what Prometheus reads. */
export const GET: RequestHandler = async () => {
  const { config, ingest, metrics, store } = await app();
  const [uploads, made] = await Promise.all([ingest.list(), backups(config.dataDir)]);
  const text = await metrics.text({ uploads, revision: store.revision, backups: made });
  return new Response(text, {
    headers: { 'content-type': metrics.contentType, 'cache-control': 'no-store' },
  });
};
