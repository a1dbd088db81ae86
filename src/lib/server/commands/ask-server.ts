import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Backup } from '$lib/server/backup/make-backup';
import type { Config } from '$lib/server/config';

const EVERY_ADDRESS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/**
 * Has the running server of these settings make a backup. Throws with what to do where it does not answer, or where it
 * wants a token of an owner and was given none that holds.
 */
export async function askServer({ host, port, origin }: Config, token: string | undefined): Promise<Backup> {
  const { status, body } = await post(EVERY_ADDRESS[host] ?? host, port, {
    ...(origin !== undefined && { host: new URL(origin).host }),
    ...(token && { authorization: `Bearer ${token}` }),
  });
  if (status === 201) return body as Backup;
  const { title = `status ${status}`, detail = '' } = body as { title?: string; detail?: string };
  const hint =
    status === 401 || status === 403
      ? ' Set CROSSRATE_TOKEN to an API token with the role of an owner (Settings, API tokens), or stop Crossrate first.'
      : '';
  throw new Error(`The running Crossrate made no backup: ${title}. ${detail}${hint}`);
}

function post(
  host: string,
  port: number,
  headers: Record<string, string>,
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, path: '/api/v1/backups', method: 'POST', headers, agent: false });
    asked.on('error', (error) =>
      reject(
        new Error(
          `Crossrate has the data open, and does not answer at ${host}, port ${port} (${error.message}). Give this command the settings that it was started with.`,
        ),
      ),
    );
    asked.on('response', (response) => {
      json(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    });
    asked.end();
  });
}
