import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { Reject } from '$lib/usage/upload';
import { rejectsCsv } from './rejects-csv';

const textOf = (rejects: Reject[]): Promise<string> =>
  new Response(
    rejectsCsv({ rejects: async (_, offset, limit) => rejects.slice(offset, offset + limit) }, 'id'),
  ).text();

describe('rejectsCsv', () => {
  it('is a header alone where nothing was rejected', async () => {
    expect(await textOf([])).toBe('line,reason,record\r\n');
  });

  it('writes every reject once, page after page', async () => {
    const rejects = Array.from({ length: 2_500 }, (_, i) => ({
      line: i + 2,
      reason: 'why',
      record: `a,"${i}"`,
    }));
    const { data } = Papa.parse(await textOf(rejects), { skipEmptyLines: true });
    expect(data).toHaveLength(2_501);
    expect(data[2_500]).toEqual(['2501', 'why', 'a,"2499"']);
  });

  it('is inert in a spreadsheet', async () => {
    expect(await textOf([{ line: 2, reason: 'why', record: '=cmd|calc,1' }])).toContain(
      `2,why,"'=cmd|calc,1"`,
    );
  });
});
