import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backups, makeBackup, type Backup } from '$lib/server/backup/make-backup';
import { restoreBackup } from '$lib/server/backup/restore-backup';
import { finishSwitch, newIncoming, switchIn } from '$lib/server/backup/switch-in';
import { figures, newFolder, open, openFolder, type KeptFolder } from './kept-folder';

const NOW = Date.parse('2026-11-01T00:00:00Z');
const HEADER = 'time,route,model,input_tokens,output_tokens,feature,request_id';

let home: ReturnType<typeof newFolder>;
let kept: KeptFolder;

beforeEach(async () => {
  home = newFolder();
  kept = await openFolder(join(home.path, 'data'));
});
afterEach(async () => {
  await kept.close();
  home.remove();
});

/** So many requests of one feature. */
function usage(feature: string, requests: number): string {
  const rows = Array.from(
    { length: requests },
    (_, i) => `2026-06-05T0${i % 10}:00:00Z,official,gpt-4.1,${100 + i},7,${feature},${feature}-${i}`,
  );
  return [HEADER, ...rows, ''].join('\n');
}

const backUp = (now = NOW): Promise<Backup> =>
  makeBackup({
    store: kept.store,
    dataDir: kept.folder,
    now: () => now,
    between: (task) => kept.ingest.between(task),
  });
const pathOf = ({ id }: Backup): string => join(kept.folder, 'backups', id);
const restoreInto = (dataDir: string, backup: string, replace = false) =>
  restoreBackup({ backup, dataDir, replace, now: NOW });

describe('a backup', () => {
  it('restored into an empty folder has the same figures, originals and documents', async () => {
    await kept.upload(usage('search', 500), 'search.csv');
    await kept.upload(`${usage('chat', 3)}not-a-time,official,gpt-4.1,1,1,chat,x\n`, 'chat.csv');
    await kept.store.putDocument('scenario', { id: 'a', body: { x: 1 }, changedAt: '2026-06-01T00:00:00Z' });
    const before = await figures(kept.store);
    const made = await backUp();
    expect(made).toMatchObject({
      made_at: '2026-11-01T00:00:00.000Z',
      uploads: 2,
      records: 503,
      without_original: [],
    });
    expect(await backups(kept.folder)).toEqual([made]);
    // What comes later is not in it.
    await kept.upload(usage('later', 10), 'later.csv');

    const target = join(home.path, 'restored');
    expect(await restoreInto(target, pathOf(made))).toMatchObject({ note: { uploads: 2 } });
    const restored = await openFolder(target);
    try {
      expect(await figures(restored.store)).toEqual(before);
      expect(await restored.store.documents('scenario')).toMatchObject([{ id: 'a', body: { x: 1 } }]);
      const again = await restored.upload(usage('search', 500), 'again.csv');
      expect(again.name, 'the same bytes are known').toBe('search.csv');
      const originals = readdirSync(join(target, 'originals')).filter((name) => name.endsWith('.json'));
      expect(originals).toHaveLength(2);
    } finally {
      await restored.close();
    }
  });

  it('taken while uploads come and go is of one moment: each of its uploads is whole and has its original', async () => {
    const first = await kept.upload(usage('first', 300), 'first.csv');
    const coming = Array.from({ length: 5 }, (_, i) =>
      kept.upload(usage(`coming-${i}`, 200 + i), `coming-${i}.csv`),
    );
    await coming[0];
    const removing = kept.ingest.remove(first.id);
    const made = await backUp();
    await Promise.all([...coming, removing]);

    const target = join(home.path, 'restored');
    await restoreInto(target, pathOf(made));
    const store = await open(target);
    try {
      const listed = await store.uploads();
      expect(listed.length).toBe(made.uploads);
      expect(listed.length).toBeGreaterThan(0);
      const byFeature = new Map<string, number>();
      for (const { labels, requests } of await store.spendCells({ sample: false }, ['feature']))
        byFeature.set(`${labels.feature}.csv`, (byFeature.get(`${labels.feature}.csv`) ?? 0) + requests);
      expect(Object.fromEntries(byFeature)).toEqual(
        Object.fromEntries(listed.map(({ name, rows }) => [name, rows.accepted])),
      );
      const hashes = new Set(readdirSync(join(target, 'originals')).map((name) => name.split('.')[0]));
      expect(hashes).toEqual(new Set(listed.map(({ sha256 }) => sha256)));
    } finally {
      await store.close();
    }
  });

  it('says which uploads have no original', async () => {
    const { sha256 } = await kept.upload(usage('search', 5), 'search.csv');
    const originals = join(kept.folder, 'originals');
    await kept.ingest.drain();
    for (const name of readdirSync(originals))
      if (name.startsWith(sha256 ?? '')) rmSync(join(originals, name));
    expect((await backUp()).without_original).toEqual(['search.csv']);
  });

  it('leaves what an earlier try left unfinished out of the list, and removes it', async () => {
    mkdirSync(join(kept.folder, 'backups', '2026-10-31.part'), { recursive: true });
    expect(await backups(kept.folder)).toEqual([]);
    const made = await backUp();
    expect(readdirSync(join(kept.folder, 'backups'))).toEqual([made.id]);
  });
});

describe('restoring', () => {
  it('refuses a folder with data, and with replace moves them aside, whole', async () => {
    await kept.upload(usage('search', 20), 'search.csv');
    const made = await backUp();
    await kept.upload(usage('later', 30), 'later.csv');
    const later = await figures(kept.store);
    await kept.close();
    await expect(restoreInto(kept.folder, pathOf(made))).rejects.toThrow('has data');
    const { aside } = await restoreInto(kept.folder, pathOf(made), true);
    expect(aside).toBe(join(kept.folder, 'before-restore-2026-11-01T00-00-00-000Z'));
    const old = await open(aside ?? '');
    expect(await figures(old)).toEqual(later);
    await old.close();
    kept = await openFolder(kept.folder);
    expect((await kept.store.uploads()).map(({ name }) => name)).toEqual(['search.csv']);
    expect(
      (await backups(kept.folder)).map(({ id }) => id),
      'backups stay',
    ).toEqual([made.id]);
  });

  it('refuses a folder that is no backup, and one that is damaged, and changes nothing', async () => {
    await kept.upload(usage('search', 20), 'search.csv');
    const made = await backUp();
    const target = join(home.path, 'restored');
    await expect(restoreInto(target, home.path)).rejects.toThrow('is not a backup');
    appendFileSync(join(pathOf(made), 'crossrate.duckdb'), 'x');
    await expect(restoreInto(target, pathOf(made))).rejects.toThrow('damaged');
    expect(existsSync(join(target, 'crossrate.duckdb'))).toBe(false);
  });

  it('broken off while the new takes the place of the old is finished by whoever opens the folder next', async () => {
    const target = join(home.path, 'target');
    const incoming = await newIncoming(target);
    for (const folder of [target, incoming])
      writeFileSync(join(folder, 'crossrate.duckdb'), folder === target ? 'old' : 'new');
    mkdirSync(join(incoming, 'originals'));
    // `gone` stands in for a crash: it cannot be moved, and the new is not in place yet.
    const plan = {
      arriving: ['crossrate.duckdb', 'originals'],
      leaving: ['crossrate.duckdb', 'gone'],
      aside: 'aside',
    };
    await expect(switchIn(target, plan)).rejects.toThrow('ENOENT');
    expect(existsSync(join(target, 'crossrate.duckdb'))).toBe(false);
    writeFileSync(join(target, 'gone'), '');
    await finishSwitch(target);
    expect(readFileSync(join(target, 'crossrate.duckdb'), 'utf8')).toBe('new');
    expect(readFileSync(join(target, 'aside', 'crossrate.duckdb'), 'utf8')).toBe('old');
    expect(readdirSync(target).sort()).toEqual(['aside', 'crossrate.duckdb', 'originals']);
  });
});
