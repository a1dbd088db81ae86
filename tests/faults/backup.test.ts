import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../browser/server';
import { runCommand } from '../browser/served';
import { Books } from './books';
import { send, usageUpload } from './usage-upload';

const ENV = { CROSSRATE_SAMPLE: '0', CROSSRATE_LOG: 'warn' };
let home = '';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'crossrate-backup-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

describe('npm run backup and npm run restore', () => {
  it('of a server under load: every upload acknowledged before is there, every one that is there is whole', async () => {
    const [live, restored] = [join(home, 'live'), join(home, 'restored')];
    const server = await startServer({ dataDir: live, env: ENV });
    const books = new Books();
    const before = books.add(usageUpload(0, 20_000));
    expect((await send(server.url, before))?.status).toBe(201);
    books.acknowledge(before);
    const during = Array.from({ length: 6 }, (_, i) => books.add(usageUpload(i + 1, 3_000)));
    const sent = Promise.all(during.map((upload) => send(server.url, upload)));
    const port = new URL(server.url).port;
    const backup = await runCommand('backup', { ...ENV, CROSSRATE_DATA: live, CROSSRATE_PORT: port });
    expect(backup, backup.output).toMatchObject({ code: 0 });
    await sent;
    await server.stop();

    const [name = ''] = await readdir(join(live, 'backups'));
    const target = { ...ENV, CROSSRATE_DATA: restored };
    const words = ['restore', join(live, 'backups', name)];
    const refused = await runCommand('restore', { ...ENV, CROSSRATE_DATA: live }, words.slice(1));
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('has data') });
    expect(await runCommand('restore', target, words.slice(1))).toMatchObject({ code: 0 });
    expect(await runCommand('rebuild', target), 'and can be made anew').toMatchObject({ code: 0 });
    const again = await startServer({ dataDir: restored, env: ENV });
    try {
      await books.check(again.url);
    } finally {
      await again.stop();
    }
  });
});
