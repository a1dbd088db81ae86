import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const HEADER = 'time,route,model,input_tokens,output_tokens';

describe('loading a file', () => {
  it('keeps the books: read = accepted + duplicate + rejected + ignored', async () => {
    const upload = await test.loaded(
      `${HEADER},request_id
2026-06-01T00:00:00Z,official,gpt-4.1,100,10,a
2026-06-01T00:00:01Z,official,gpt-4.1,100,10,b
2026-06-01T00:00:02Z,official,gpt-4.1,100,10,a
2026-06-01T00:00:03Z,official,gpt-4.1,12.5,10,c
`,
    );
    expect(upload.rows).toEqual({ read: 4, accepted: 2, duplicate: 1, rejected: 1, ignored: 0 });
    expect(upload.issues).toEqual([
      { where: 'line 5, column input_tokens', message: 'not a whole number: 12.5' },
    ]);
    expect(await test.store.rejects(upload.id, 0, 10)).toEqual([
      {
        line: 5,
        reason: 'input_tokens: not a whole number: 12.5',
        record: '2026-06-01T00:00:03Z,official,gpt-4.1,12.5,10,c',
      },
    ]);
    expect(upload).toMatchObject({
      from: '2026-06-01T00:00:00Z',
      to: '2026-06-01T00:00:02Z',
      status: 'ready',
    });
  });

  it('sums the spend cube by day, route and model', async () => {
    await test.loaded(`${HEADER},cached_input_tokens
2026-06-01T00:00:00Z,official,gpt-4.1,100,10,40
2026-06-01T23:59:59.999Z,official,gpt-4.1,200,20,0
2026-06-02T00:00:00Z,relay,gpt-4.1,1,2,0
`);
    const cells = await test.store.spendCells({ sample: false }, []);
    expect(cells).toMatchObject([
      {
        day: 20605,
        route: 'official',
        requests: 2,
        records: 2,
        promptOver: 0,
        tokens: { uncached_input: 260, cached_input: 40, output: 30 },
      },
      { day: 20606, route: 'relay', requests: 1, tokens: { uncached_input: 1, output: 2 } },
    ]);
  });
});
