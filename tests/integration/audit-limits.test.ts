import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TooMuch } from '../../src/lib/server/store/store';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeAll(async () => void (test = await testStore()));
afterAll(() => test.end());

const HEADER = 'time,route,model,input_tokens,output_tokens,duration_ms,charged,request_id';
const OWN = { sample: false };
const row = (cells: string, time = '2026-06-01T10:00:00Z'): string => `${time},official,gpt-4.1,${cells}`;
const file = (...rows: string[]): string => [HEADER, ...rows].join('\n');

async function outputTokens(): Promise<number> {
  const cells = await test.store.spendCells(OWN, []);
  return cells.reduce((sum, { tokens }) => sum + tokens.output, 0);
}

describe('numbers beyond all sense', () => {
  // 9 × 10¹⁵ tokens are under 2⁵³ = 9,007,199,254,740,992, and 10 × 10¹⁵ are over it
  const quadrillion = row('1000000000000000,0,,,');

  it('a file whose tokens cannot be added up exactly is refused whole', async () => {
    const outcome = await test.load(file(...Array.from({ length: 10 }, () => quadrillion)));
    expect(outcome).toMatchObject({ ok: false, rows: { read: 10, accepted: 0 } });
    expect(!outcome.ok && outcome.issues[0]?.message).toMatch(/more than can be counted exactly/);
  });

  it('so is one that takes what is there beyond that, and what is there stays answerable', async () => {
    const upload = await test.loaded(file(...Array.from({ length: 9 }, () => quadrillion)));
    expect(await test.load(file(quadrillion, row('1,1,,,')))).toMatchObject({ ok: false });
    expect(await outputTokens()).toBe(0);
    await test.store.removeUpload(upload.id);
  });

  it('so are amounts of more than 26 digits', async () => {
    const charged = `${'9'.repeat(26)}.5`;
    const outcome = await test.load(file(row(`1,1,,${charged},`), row(`1,1,,${charged},`)));
    expect(!outcome.ok && outcome.issues[0]?.message).toMatch(/26 digits of money/);
  });

  it('a count beyond them rejects its row alone, in every column that is added up', async () => {
    const header = 'time,route,model,input_tokens,output_tokens,cached_input_tokens,cache_write_5m_tokens';
    const most = '9223372036854775807';
    const rows = [`${most},1,0,0`, `1,${most},0,0`, `1,1,${most},${most}`, `${most},1,-${most},0`, '7,5,0,0'];
    const upload = await test.loaded([header, ...rows.map((cells) => row(cells))].join('\n'));
    expect(upload.rows).toMatchObject({ read: 5, accepted: 1, rejected: 4 });
    expect(upload.issues.map(({ message }) => message)).toEqual([
      ...Array.from({ length: 3 }, () => `too large: ${most}`),
      `too large: ${most}`,
    ]);
    expect(await outputTokens()).toBe(5);
    await test.store.removeUpload(upload.id);
  });

  it('a duration of years rejects its row: percentiles stay answerable', async () => {
    const upload = await test.loaded(file(row('1,1,2678400000,,'), row('1,1,2678400001,,')));
    expect(upload.issues).toEqual([
      { where: 'line 3, column duration_ms', message: 'longer than 31 days: 2678400001' },
    ]);
    const [group] = await test.store.latency(OWN, {
      by: [],
      metric: 'duration',
      quantiles: [0.5],
      budgetMs: 50,
    });
    expect(group).toMatchObject({ measured: 1, quantilesMs: [2_678_400_000] });
    await test.store.removeUpload(upload.id);
  });

  it('an offset is never dropped, whole hours, minutes or seconds', async () => {
    const offsets = ['+08', '+0800', '+08:00', '+08:00:00', '-05:30'];
    const rows = offsets.map((offset) => row('1,1,,,', `2026-06-01T10:00:00${offset}`));
    const upload = await test.loaded(file(...rows));
    const records = await test.store.records(OWN, 0, 10);
    expect(records.map(({ startsAt }) => startsAt).sort()).toEqual([
      ...Array.from({ length: 4 }, () => '2026-06-01T02:00:00Z'),
      '2026-06-01T15:30:00Z',
    ]);
    await test.store.removeUpload(upload.id);
  });
});

describe('a breakdown into more sums than can be handled', () => {
  it('is refused with what to ask instead, and a smaller one is answered', async () => {
    const rows = Array.from({ length: 250_001 }, (_, i) => `2026-06-01,official,gpt-4.1,1,1,u${i}`);
    const upload = await test.loaded(
      `time,route,model,input_tokens,output_tokens,user\n${rows.join('\n')}\n`,
    );
    await expect(test.store.spendCells(OWN, ['user'])).rejects.toThrow(TooMuch);
    await expect(test.store.spendCells(OWN, ['user'])).rejects.toThrow(/ask for a shorter period/);
    expect(await outputTokens()).toBe(250_001);
    // told apart for one name alone it is two sums
    const fold = { label: 'user' as const, names: ['u7'] };
    const cells = await test.store.spendCells(OWN, ['user'], undefined, undefined, fold);
    expect(cells.map(({ isOfOthers, records }) => [isOfOthers ?? false, records]).sort()).toEqual([
      [false, 1],
      [true, 250_000],
    ]);
    await test.store.removeUpload(upload.id);
  });
});

describe('requests that come twice in a file', () => {
  /** Two rows a request, the earlier one with `output` tokens, the other with a million: in any order of the file. */
  const twice = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => {
      const earlier = row(`1,${i % 10},,,r${i}`, '2026-06-01T10:00:00Z');
      const later = row(`1,1000000,,,r${i}`, '2026-06-01T10:00:01Z');
      return i % 2 === 0 ? [earlier, later] : [later, earlier];
    }).flat();

  it.each([10, 20_000])('keep the earliest, of %i', async (count) => {
    const upload = await test.loaded(file(...twice(count)));
    expect(upload.rows).toMatchObject({ read: 2 * count, accepted: count, duplicate: count });
    expect(await outputTokens()).toBe((count / 10) * 45); // 0 + 1 + … + 9 = 45
    await test.store.removeUpload(upload.id);
  });
});
