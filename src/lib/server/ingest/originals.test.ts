import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Format } from '$lib/formats/format';
import {
  originalBytes,
  originalNotes,
  Originals,
  writeNote,
  type OriginalNote,
  type Precedence,
} from './originals';

let folder: string;
let busy: boolean;
const precedence: Precedence = { isLoading: () => busy, isAsked: undefined };
/** Long enough for a busy machine; nothing waits that long. */
const SOON = { timeout: 20_000 };
const log = pino({ level: 'silent' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-originals-'));
  busy = false;
});
afterEach(() => rmSync(folder, { recursive: true }));

const kept = (): string => join(folder, 'originals');
const note = (sha256: string, gzip: boolean, receivedAt = '2026-06-01T00:00:00.000Z'): OriginalNote => ({
  id: `id-${sha256}`,
  name: 'june.csv',
  sha256,
  bytes: 8,
  gzip,
  receivedAt,
  sample: false,
  format: { id: 'crossrate' } as Format,
});

async function keep(
  originals: Originals,
  what: OriginalNote,
  bytes: Uint8Array,
  at = what.receivedAt,
): Promise<void> {
  const [raw, json] = [join(folder, 'x.raw'), join(folder, 'x.json')];
  writeFileSync(raw, bytes);
  await writeNote(json, what);
  await originals.keep({ ...what, loaded: { at, routes: [] } }, raw, json);
}

async function bytesOf(what: OriginalNote): Promise<Buffer> {
  return Buffer.from(await new Response(await originalBytes(kept(), what)).arrayBuffer());
}

describe('originals', { timeout: 30_000 }, () => {
  it('gives back the bytes as sent: at once, when compressed, and for gzip', async () => {
    const originals = new Originals(kept(), log, precedence);
    await originals.open();
    busy = true;
    const bytes = Buffer.from('a,b\n1,2\n');
    await keep(originals, note('aa', false), bytes);
    expect(await bytesOf(note('aa', false))).toEqual(bytes);
    busy = false;
    await vi.waitFor(() => expect(readdirSync(kept()).sort()).toEqual(['aa.gz', 'aa.json']), SOON);
    expect(await bytesOf(note('aa', false))).toEqual(bytes);
    const packed = gzipSync(bytes);
    await keep(originals, note('bb', true), packed);
    expect(await bytesOf(note('bb', true))).toEqual(packed);
  });

  it('compresses only while nothing loads, and goes on after a restart', async () => {
    busy = true;
    const first = new Originals(kept(), log, precedence);
    await first.open();
    await keep(first, note('aa', false), Buffer.from('a,b\n1,2\n'));
    await first.close();
    expect(existsSync(join(kept(), 'aa.raw'))).toBe(true);
    const second = new Originals(kept(), log, { ...precedence, isLoading: () => false });
    await second.open();
    await vi.waitFor(() => expect(readdirSync(kept()).sort()).toEqual(['aa.gz', 'aa.json']), SOON);
    await second.close();
  });

  it('compresses while questions are asked without an end, if slowly', async () => {
    let asked = 0;
    const originals = new Originals(kept(), log, { isLoading: () => false, isAsked: () => ++asked > 0 });
    await originals.open();
    await keep(originals, note('aa', false), Buffer.alloc(3 * 65_536, 'a'));
    await vi.waitFor(() => expect(readdirSync(kept()).sort()).toEqual(['aa.gz', 'aa.json']), SOON);
    expect(asked).toBe(3); // once for each piece of 64 KiB
  });

  it('takes the note of bytes that a process took before it died', async () => {
    const originals = new Originals(kept(), log, precedence);
    await originals.open();
    const packed = gzipSync('a,b\n1,2\n');
    writeFileSync(join(kept(), 'aa.gz'), packed);
    const spooled = join(folder, 'x.json');
    await writeNote(spooled, note('aa', true));
    const loaded = { at: '2026-06-01T00:00:01.000Z', routes: [] };
    await originals.keep({ ...note('aa', true), loaded }, join(folder, 'x.raw'), spooled);
    expect(await originalNotes(kept())).toMatchObject([{ id: 'id-aa', loaded }]);
    expect(await bytesOf(note('aa', true))).toEqual(packed);
    expect(existsSync(spooled)).toBe(false);
  });

  it('leaves nothing of an original that is removed before it is compressed', async () => {
    const originals = new Originals(kept(), log, precedence);
    await originals.open();
    busy = true;
    await keep(originals, note('aa', false), Buffer.from('a,b\n1,2\n'));
    await keep(originals, note('bb', false), Buffer.from('a,b\n3,4\n'));
    await originals.remove('aa');
    await originals.remove('bb');
    busy = false;
    await originals.close();
    expect(readdirSync(kept())).toEqual([]);
  });

  it('lists notes in the order of loading and removes all of one original', async () => {
    const originals = new Originals(kept(), log, precedence);
    await originals.open();
    await keep(originals, note('bb', true), gzipSync('b'), '2026-06-01T00:00:07.000Z');
    await keep(originals, note('aa', true, '2026-06-01T00:00:01.000Z'), gzipSync('a'));
    expect((await originalNotes(kept())).map(({ sha256 }) => sha256)).toEqual(['aa', 'bb']);
    await originals.remove('aa');
    expect(readdirSync(kept()).sort()).toEqual(['bb.gz', 'bb.json']);
  });
});
