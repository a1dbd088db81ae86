import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '$lib/server/sample/load-sample';
import { SAMPLE_FILES } from '$lib/server/sample/sample-files';
import { openStore } from '$lib/server/store/duckdb/open-store';
import type { Store } from '$lib/server/store/store';
import type { Upload } from '$lib/usage/upload';

const MEMORY = '1GB';

let dataDir = '';
let store: Store;
let uploads: Upload[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-sample-'));
  const onFatal = (error: Error) => {
    throw error;
  };
  store = await openStore({ dataDir, memoryLimit: MEMORY, onFatal });
  const startedAt = performance.now();
  await loadSample(store, dataDir);
  console.log(`sample company loaded in ${Math.round(performance.now() - startedAt)} ms`);
  uploads = await store.uploads();
});

afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const byName = (name: string) => uploads.find((upload) => upload.name === name);
const total = (key: keyof Upload['rows']) => uploads.reduce((sum, { rows }) => sum + rows[key], 0);

describe('the loaded sample company', () => {
  it('has every file as an upload of its own whose books balance', () => {
    expect(uploads.map(({ name }) => name).sort()).toEqual(SAMPLE_FILES.map(({ name }) => name).sort());
    for (const { name, rows } of uploads) {
      expect(rows.accepted + rows.duplicate + rows.rejected + rows.ignored, name).toBe(rows.read);
    }
  });

  it('rejects the nine spoiled rows, and counts rows that were written twice once', async () => {
    expect(total('rejected')).toBe(9);
    expect(byName('rollout-2026-05.csv')?.rows.duplicate).toBeGreaterThan(5);
    expect(total('duplicate')).toBe(byName('rollout-2026-05.csv')?.rows.duplicate);
    const rejects = await Promise.all(uploads.map(({ id }) => store.rejects(id, 0, 100)));
    for (const { reason } of rejects.flat()) expect(reason).not.toBe('');
  });

  it('overlaps nowhere: hourly sums are of models that the request logs do not name', () => {
    expect(byName('batch-jobs-hourly.csv')?.issues).toEqual([]);
  });

  it('knows what each file can answer', () => {
    const has = (name: string) => byName(name)?.has;
    expect(has('official-2025-h2.csv')).toMatchObject({ latency: true, conversations: true, charged: false });
    expect(has('rollout-2026-06.csv')).toMatchObject({
      latency: true,
      errors: true,
      charged: true,
      cached: true,
    });
    expect(has('batch-jobs-hourly.csv')).toMatchObject({
      latency: false,
      conversations: false,
      charged: false,
    });
  });

  it('is sample data only, on both routes, from June 2025 to the end of June 2026', async () => {
    const facets = await store.facets({ sample: true });
    expect([facets.from, facets.to]).toEqual(['2025-06-01', '2026-07-01']);
    expect(facets.routes.map(({ name }) => name).sort()).toEqual(['official', 'relay']);
    expect((await store.facets({ sample: false })).requests).toBe(0);
  });

  it('leaves nothing behind on the disk but the database', async () => {
    expect(await readdir(dataDir)).not.toContain('sample');
  });

  it('is not loaded a second time, and goes as a whole', async () => {
    await loadSample(store, dataDir);
    expect(await store.uploads()).toHaveLength(SAMPLE_FILES.length);
    await store.removeSample();
    expect(await store.uploads()).toEqual([]);
    expect((await store.facets({ sample: true })).requests).toBe(0);
  });
});
