import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/lib/server/store/duckdb/open-store';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const HEADER = 'time,route,model,input_tokens,output_tokens,request_id,duration_ms';
const OWN = { sample: false };
const june = (n: number, id = ''): string =>
  `2026-06-01T00:00:${String(n).padStart(2, '0')}Z,official,gpt-4.1,${n},1,${id},${n * 10}`;

describe('duplicates', () => {
  it('of an earlier upload are the later ones, by request id, route and provider', async () => {
    await test.loaded([HEADER, june(1, 'a'), june(2, 'b')].join('\n'));
    const again = await test.loaded(
      [HEADER, june(2, 'b'), june(3, 'c'), june(1, 'a').replace('official', 'relay')].join('\n'),
    );
    expect(again.rows).toEqual({ read: 3, accepted: 2, duplicate: 1, rejected: 0, ignored: 0 });
    const records = await test.store.records(OWN, 0, 10);
    expect(records.map(({ requestId, route }) => `${requestId} ${route}`)).toEqual([
      'c official',
      'b official',
      'a relay',
      'a official',
    ]);
  });

  it('are not looked for between one’s own data and the sample company', async () => {
    await test.loaded([HEADER, june(1, 'a')].join('\n'), { sample: true });
    expect((await test.loaded([HEADER, june(1, 'a')].join('\n'))).rows.duplicate).toBe(0);
  });

  it('alone leave an upload of which nothing was new', async () => {
    await test.loaded([HEADER, june(1, 'a')].join('\n'));
    const again = await test.loaded([HEADER, june(1, 'a')].join('\n'));
    expect(again.rows).toEqual({ read: 1, accepted: 0, duplicate: 1, rejected: 0, ignored: 0 });
    expect(again.from).toBeUndefined();
  });

  it('that cannot be told give a warning', async () => {
    await test.loaded([HEADER, june(1), june(2), june(4)].join('\n'), { name: 'first.csv' });
    const second = await test.loaded([HEADER, june(2)].join('\n'));
    expect(second.issues).toEqual([
      {
        where: 'first.csv',
        message:
          'also has gpt-4.1 on official, on 2026-06-01: it may count twice. Remove one of the two uploads if they hold the same usage',
      },
    ]);
    const other = await test.loaded([HEADER, june(2).replace('gpt-4.1', 'other')].join('\n'));
    expect(other.issues).toEqual([]);
    const between = await test.loaded([HEADER, june(3)].join('\n'));
    expect(between.issues).toEqual([]);
  });
});

describe('removing', () => {
  const figures = async () => ({
    cells: await test.store.spendCells(OWN, ['feature', 'user']),
    facets: await test.store.facets(OWN),
    outcomes: await test.store.outcomes(OWN, ['route', 'day']),
    latency: await test.store.latency(OWN, {
      by: ['model'],
      metric: 'duration',
      quantiles: [0.5, 0.99],
      budgetMs: 15,
    }),
    records: await test.store.records(OWN, 0, 100),
    uploads: await test.store.uploads(),
  });

  it('restores every figure', async () => {
    await test.loaded([HEADER, june(1, 'a'), june(2, 'b')].join('\n'));
    const before = await figures();
    const second = await test.loaded(
      [HEADER, june(3, 'c'), june(4, 'd'), june(5, 'bad').replace(',5,', ',-5,')].join('\n'),
    );
    expect((await figures()).cells).not.toEqual(before.cells);
    expect(await test.store.removeUpload(second.id)).toBe(true);
    expect(await figures()).toEqual(before);
    expect(await test.store.rejects(second.id, 0, 10)).toEqual([]);
    expect(await test.store.removeUpload(second.id)).toBe(false);
  });

  it('takes the sample company and leaves one’s own', async () => {
    await test.loaded([HEADER, june(1, 'a')].join('\n'));
    const before = await figures();
    await test.loaded([HEADER, june(2, 'b')].join('\n'), { sample: true });
    expect(await test.store.facets({ sample: true })).toMatchObject({ requests: 1 });
    expect((await figures()).cells).toEqual(before.cells);
    await test.store.removeSample();
    expect(await figures()).toEqual(before);
  });
});

describe('an upload', () => {
  it('is found by id and by bytes, with what its rows can answer', async () => {
    const upload = await test.loaded(
      `${HEADER},ttft_ms,status,charged,conversation,cached_input_tokens\n${june(1, 'a')},5,200,1.5,talk,0\n`,
      { sha256: 'f'.repeat(64) },
    );
    expect(upload.has).toEqual({
      latency: true,
      ttft: true,
      errors: true,
      charged: true,
      conversations: true,
      cached: true,
    });
    expect(await test.store.upload(upload.id)).toEqual(upload);
    expect(await test.store.uploadBySha256('f'.repeat(64))).toEqual(upload);
    expect(await test.store.upload('none')).toBeUndefined();
    const plain = await test.loaded(
      'time,route,model,input_tokens,output_tokens\n2026-06-05,official,m,1,1\n',
    );
    expect(plain.has).toEqual({
      latency: false,
      ttft: false,
      errors: false,
      charged: false,
      conversations: false,
      cached: false,
    });
    expect((await test.store.uploads()).map(({ id }) => id)).toEqual([plain.id, upload.id]);
  });

  it('broken off leaves nothing, and the store goes on', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => june(i % 60, `r${i}`));
    const abort = new AbortController();
    const loading = test.load([HEADER, ...rows].join('\n'), {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('stop')),
    });
    await expect(loading).rejects.toThrow('stop');
    expect(await test.store.uploads()).toEqual([]);
    expect(await test.store.facets(OWN)).toMatchObject({ requests: 0 });
    expect((await test.loaded([HEADER, june(1, 'a')].join('\n'))).rows.accepted).toBe(1);
  });

  it('raises the revision', async () => {
    const before = test.store.revision;
    await test.loaded([HEADER, june(1, 'a')].join('\n'));
    expect(test.store.revision).toBeGreaterThan(before);
  });
});

describe('a preview', () => {
  it('shows records, rejects and ignored kinds as loading would, and keeps nothing', async () => {
    const csv = [HEADER, june(1, 'a'), june(2, 'b').replace('official', 'elsewhere'), june(3, 'c')].join(
      '\n',
    );
    const { crossrate } = await import('../../src/lib/formats/crossrate');
    const shown = await test.store.preview(test.plain(csv), crossrate, {}, 2);
    expect(shown.rows).toMatchObject([
      {
        startsAt: '2026-06-01T00:00:01Z',
        route: 'official',
        model: 'gpt-4.1',
        requestId: 'a',
        durationMs: 10,
        promptTokens: 1,
      },
    ]);
    expect(shown.rejects).toMatchObject([
      { line: 3, reason: expect.stringContaining('unknown route elsewhere') as unknown },
    ]);
    expect(shown.has).toMatchObject({ latency: true, errors: false });
    expect(await test.store.uploads()).toEqual([]);
  });
});

describe('the data folder', () => {
  it('keeps everything over a close', async () => {
    const upload = await test.loaded([HEADER, june(1, 'a')].join('\n'));
    await test.store.putSetting('home', 'CNY');
    const store = await test.reopen();
    expect(await store.uploads()).toEqual([upload]);
    expect(await store.setting('home')).toBe('CNY');
    await store.check();
  });

  it('is opened once: a second call in the process gives the same store', async () => {
    expect(await openStore({ dataDir: test.dataDir })).toBe(test.store);
  });

  it('is refused while another live process holds it, and taken over from a dead one', async () => {
    await test.store.close();
    const lock = join(test.dataDir, 'crossrate.lock');
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8');
    writeFileSync(lock, `${other.pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`);
    await expect(openStore({ dataDir: test.dataDir })).rejects.toThrow(
      `Another Crossrate, process ${other.pid}, has this data open.`,
    );
    expect(existsSync(lock)).toBe(true);
    other.kill();
    await new Promise((resolve) => other.once('exit', resolve));
    await test.reopenAfterClose();
    expect(readFileSync(lock, 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  it('with a damaged log opens without it, keeps it aside and says so', async () => {
    await test.loaded([HEADER, june(1, 'a')].join('\n'));
    const dataDir = mkdtempSync(join(tmpdir(), 'crossrate-damaged-'));
    for (const name of ['crossrate.duckdb', 'crossrate.duckdb.wal'])
      copyFileSync(join(test.dataDir, name), join(dataDir, name));
    const log = readFileSync(join(dataDir, 'crossrate.duckdb.wal'));
    const middle = Math.floor(log.length / 2);
    log.writeUInt8(log.readUInt8(middle) ^ 0xff, middle);
    writeFileSync(join(dataDir, 'crossrate.duckdb.wal'), log);
    const warnings: string[] = [];
    const store = await openStore({ dataDir, onWarning: (message) => warnings.push(message) });
    expect(await store.uploads()).toEqual([]);
    await store.close();
    const aside = readdirSync(dataDir).filter((name) => name.includes('.wal.damaged-'));
    expect(aside.map((name) => readFileSync(join(dataDir, name)))).toEqual([log]);
    expect(warnings).toEqual([expect.stringContaining(aside[0] ?? 'nothing')]);
    rmSync(dataDir, { recursive: true });
  });

  it('is all that the engine may read', async () => {
    const outside = {
      ...test.plain('time,route,model,input_tokens,output_tokens\n2026-06-05,official,m,1,1\n'),
      path: '/etc/hostname',
    };
    await expect(test.load('x\n', { file: outside })).rejects.toThrow(/disabled by configuration/);
  });
});
