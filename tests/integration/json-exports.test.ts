import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Field, Format } from '../../src/lib/formats/format';
import { parseFormat } from '../../src/lib/formats/parse-format';
import type { UploadPreview } from '../../src/lib/server/ingest/preview';
import { toCsv } from '../../src/lib/usage/csv';
import { openPipeline, type Pipeline } from '../cases/pipeline';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline.close());

const LOG: Format = {
  id: 'any-log',
  label: 'Any log',
  shape: 'any',
  records: ['', 'data[]'],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['log_time', 'log_model'],
  fields: {
    starts_at: { column: 'log_time' },
    model: { column: 'log_model' },
    input: { column: 'usage.in' },
    cached_input: { column: 'usage.details.cached' },
    output: { column: 'usage.out' },
    charged: { column: 'cost' },
    duration_ms: { column: 'ms' },
    user: { column: 'who' },
  },
  ignored: [{ kind: 'test', when: [{ column: 'who', is: { starts: ['test'] } }] }],
};

async function previewOf(bytes: Buffer | string, options: { format?: string } = {}): Promise<UploadPreview> {
  const preview = await pipeline.ingest.preview(Buffer.from(bytes), {
    format: 'auto',
    route: 'official',
    ...options,
  });
  if (!preview.ok) throw new Error(JSON.stringify(preview));
  return preview;
}

/** Rows and reasons as a preview has them, without line numbers. */
async function outcome(bytes: Buffer | string) {
  const { format, normalised } = await previewOf(bytes);
  expect(format?.id).toBe(LOG.id);
  return {
    rows: normalised?.rows,
    ignored: normalised?.ignoredKinds,
    reasons: normalised?.rejects.map(({ reason }) => reason),
  };
}

describe('the same records as CSV, JSON and NDJSON', () => {
  beforeAll(() => pipeline.store.putFormat(LOG));

  const count = fc.oneof(
    fc.nat(1e6),
    fc.constantFrom<unknown>(1.5, -1, null, 'many', 9_007_199_254_740_991, ''),
  );
  const record = fc.record({
    log_time: fc.constantFrom('2026-06-15T10:00:00Z', '2026-06-15 10:00:00.250', 'yesterday', null),
    log_model: fc.constantFrom('gpt-4o', 'a "quoted", model', 'zwei\nZeilen', ''),
    usage: fc.record({
      in: count,
      out: count,
      details: fc.record({ cached: fc.oneof(fc.nat(100), fc.constant(null)) }),
    }),
    cost: fc.oneof(
      fc.nat(1000).map((n) => n / 1000),
      fc.constant(null),
    ),
    ms: fc.oneof(fc.nat(100_000), fc.constant(null)),
    who: fc.constantFrom('u1', 'test-1', '=1+1', 'ü', null),
  });

  it('come to the same rows, rejects and ignored kinds', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 20 }), async (records) => {
        const names = Object.keys(records[0] ?? {}) as (keyof (typeof records)[number])[];
        const cells = records.map((one) =>
          names.map((name) =>
            name === 'usage' ? JSON.stringify(one.usage) : (one[name] as string | number | null),
          ),
        );
        const flat = names.map((name) => (name === 'usage' ? 'usage' : name));
        const csv = await outcome(toCsv(flat, cells).replaceAll("'=1", '=1'));
        const list = await outcome(JSON.stringify(records, null, 1));
        expect(list).toEqual(csv);
        expect(await outcome(JSON.stringify({ page: 1, data: records }))).toEqual(csv);
        expect(await outcome(gzipSync(records.map((one) => JSON.stringify(one)).join('\n')))).toEqual(csv);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a preview of JSON', () => {
  const bucket = (day: number) => ({
    start_time: 1_781_481_600 + day * 86_400,
    end_time: 1_781_568_000 + day * 86_400,
    results: [
      { num_model_requests: 1, model: 'gpt-4.1', input_tokens: 10, output_tokens: 2, project_id: `p${day}` },
    ],
  });
  const long = Buffer.from(
    JSON.stringify({ object: 'page', data: Array.from({ length: 5_000 }, (_, i) => bucket(i % 28)) }),
  );

  it('reads the beginning of a long document, packed or not', async () => {
    expect(long.length).toBeGreaterThan(256 * 1024);
    for (const bytes of [long, gzipSync(long)]) {
      const preview = await previewOf(bytes.subarray(0, 256 * 1024));
      expect(preview.format).toMatchObject({ id: 'openai-usage-json', records: ['data[].results[]'] });
      expect(preview.dialect).toMatchObject({ shape: 'json', delimiter: undefined });
      expect(preview.normalised?.rows).toHaveLength(20);
      expect(preview.normalised?.rows[1]).toMatchObject({
        startsAt: '2026-06-16T00:00:00Z',
        bucketSeconds: 86_400,
        project: 'p1',
      });
      expect(preview.issues).toEqual([]);
    }
  });

  it('proposes a mapping for JSON that nobody knows, which then loads it', async () => {
    const rows = [1, 2, 3].map((n) => ({
      timestamp: `2026-06-0${n}T00:00:00Z`,
      model: 'gpt-4.1',
      usage: { prompt_tokens: n * 100, completion_tokens: n },
      latency_ms: 900,
    }));
    const text = JSON.stringify({ total: 3, tags: [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }], rows });
    const { proposal, header, candidates } = await previewOf(text);
    expect(candidates).toEqual([]);
    expect(header).toEqual([
      'timestamp',
      'model',
      'usage.prompt_tokens',
      'usage.completion_tokens',
      'latency_ms',
      'total',
    ]);
    expect(proposal?.format).toMatchObject({
      shape: 'json',
      records: ['rows[]'],
      fields: { input: { column: 'usage.prompt_tokens' }, output: { column: 'usage.completion_tokens' } },
    });
    await pipeline.store.putFormat({ ...proposal?.format, id: 'nobodys', label: 'Nobody’s' } as Format);
    const body = new Blob([text]).stream();
    const received = await pipeline.ingest.receive(body, {
      name: 'x.json',
      format: 'auto',
      route: 'official',
      wait: true,
    });
    expect(received).toMatchObject({
      ok: true,
      upload: { format: 'nobodys', rows: { read: 3, accepted: 3 } },
    });
  });

  it('says that an export is of no use before it is loaded', async () => {
    await pipeline.store.putFormat({
      ...LOG,
      id: 'totals',
      label: 'Totals',
      signature: ['log_time', 'log_model', 'twice'],
      refuse: 'It repeats totals.',
    });
    const { format, issues } = await previewOf('log_time,log_model,twice\n2026-06-01,m,1\n');
    expect(format).toBeUndefined();
    expect(issues[0]?.message).toBe('Totals: It repeats totals.');
  });
});

describe('units and conditions', () => {
  const row = { at: '2026-06-15T00:00:00Z', m: 'gpt-4.1', i: '1', o: '1' };

  /** The first row of a CSV as read with these fields in place of the plain ones. */
  async function read(fields: Record<string, Field>, cells: Record<string, string>) {
    const all = { ...row, ...cells };
    const parsed = parseFormat('probe', {
      label: 'Probe',
      grain: 'request',
      zone: 'Asia/Shanghai',
      currency: 'USD',
      input_includes_cached: true,
      number_style: '1234.56',
      fields: {
        starts_at: { column: 'at' },
        model: { column: 'm' },
        input: { column: 'i' },
        output: { column: 'o' },
        ...fields,
      },
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    await pipeline.store.putFormat(parsed.value);
    const { normalised } = await previewOf(toCsv(Object.keys(all), [Object.values(all)]), {
      format: 'probe',
    });
    return { ...normalised?.rows[0], reason: normalised?.rejects[0]?.reason };
  }

  it.each<[string, NonNullable<Field['unit']>, string]>([
    ['1781517600', 'unix_s', '2026-06-15T10:00:00Z'],
    ['1781517600.25', 'unix_s', '2026-06-15T10:00:00.250Z'],
    ['1781517600000000', 'unix_us', '2026-06-15T10:00:00Z'],
    ['1781517600000000000', 'unix_ns', '2026-06-15T10:00:00Z'],
    // .NET: 621,355,968,000,000,000 ticks before 1970, 10,000,000 a second.
    ['639171144000000000', 'ticks', '2026-06-15T10:00:00Z'],
    // Midnight in Shanghai is 16:00 of the day before in UTC.
    ['20260615', 'ymd', '2026-06-14T16:00:00Z'],
    ['2026-06-15', 'ymd', '2026-06-14T16:00:00Z'],
    ['6/5/2026', 'mdy', '2026-06-04T16:00:00Z'],
    ['06/05/2026 08:30:15', 'mdy', '2026-06-05T00:30:15Z'],
    ['2026-06-15 10:00:00 UTC', 'mdy', '2026-06-15T10:00:00Z'],
  ])('the time %s in %s is %s', async (at, unit, startsAt) => {
    expect(await read({ starts_at: { column: 'at', unit } }, { at })).toMatchObject({
      startsAt,
      reason: undefined,
    });
  });

  it.each<[string, NonNullable<Field['unit']>, number]>([
    ['1.5', 'min', 90_000],
    ['250000000', 'ns', 250],
    ['2500000', 'ticks', 250],
    ['0.25', 's', 250],
  ])('the duration %s %s is %d ms', async (d, unit, durationMs) => {
    expect(await read({ duration_ms: { column: 'd', unit } }, { d })).toMatchObject({ durationMs });
  });

  it('a duration between two times is exact, unknown without one of them, rejected when negative', async () => {
    const fields = { duration_ms: { column: 'end', since: 'start' } };
    const timed = (start: string, end: string) => read(fields, { start, end });
    expect(await timed('2026-06-15 10:00:00.000', '2026-06-15 10:00:02.450')).toMatchObject({
      durationMs: 2450,
    });
    expect((await timed('', '2026-06-15 10:00:02')).durationMs).toBeUndefined();
    expect((await timed('2026-06-15 10:00:00', '')).durationMs).toBeUndefined();
    expect((await timed('2026-06-15 10:00:02', '2026-06-15 10:00:00')).reason).toContain('negative');
    expect((await timed('yesterday', '2026-06-15 10:00:00')).reason).toContain('end: not a number');
  });

  it.each<[string, Field, Record<string, string>, string | undefined]>([
    [
      'a price times an amount',
      { column: 'p', times: ['n'] },
      { p: '0.0000002', n: '120000' },
      '0.024000000000',
    ],
    ['quota', { column: 'p', factor: '0.000002' }, { p: '4860' }, '0.009720000000'],
    [
      'an amount with its credits',
      { column: 'p', plus: ['n'], minus: ['x'] },
      { p: '0.345', n: '-0.1', x: '0.05' },
      '0.195000000000',
    ],
    ['cents', { column: 'p', plus: ['n'], unit: 'cents' }, { p: '360.00', n: '' }, '3.600000000000'],
    ['nothing', { column: 'p', plus: ['n'] }, { p: '', n: '' }, undefined],
    ['a price without an amount', { column: 'p', times: ['n'] }, { p: '2', n: '' }, undefined],
  ])('arithmetic: %s', async (_, charged, cells, expected) => {
    const found = await read({ charged }, cells);
    expect(found).toMatchObject({ reason: undefined });
    expect(found.charged).toBe(expected);
  });

  it('arithmetic on what is no number rejects the row', async () => {
    const { reason } = await read({ charged: { column: 'p', plus: ['n'] } }, { p: '1', n: 'free' });
    expect(reason).toBe('p: not an amount: 1 and free');
  });

  it('counts are whole after arithmetic or rejected', async () => {
    const input: Field = {
      cases: [{ when: [{ column: 'u', is: ['1K'] }], column: 'q', factor: '1000' }],
      column: 'q',
    };
    expect(await read({ input }, { q: '1.25', u: '1K' })).toMatchObject({ tokens: { uncached_input: 1250 } });
    expect((await read({ input }, { q: '1.25', u: '1' })).reason).toContain('not a whole number: 1.25');
  });

  it.each<[string, Field['cases'], Record<string, string>, string]>([
    ['empty', [{ when: [{ column: 'x', is: 'empty' }], value: 'yes' }], { x: '' }, 'yes'],
    ['not_empty', [{ when: [{ column: 'x', is: 'not_empty' }], value: 'yes' }], { x: '' }, 'no'],
    ['texts', [{ when: [{ column: 'x', is: ['a', 'B'] }], value: 'yes' }], { x: ' b ' }, 'yes'],
    ['not', [{ when: [{ column: 'x', is: { not: ['a'] } }], value: 'yes' }], { x: '' }, 'yes'],
    ['starts', [{ when: [{ column: 'x', is: { starts: ['GPT-'] } }], value: 'yes' }], { x: 'gpt-4' }, 'yes'],
    [
      'contains',
      [{ when: [{ column: 'x', is: { contains: ['cached'] } }], value: 'yes' }],
      { x: 'Cached input' },
      'yes',
    ],
    ['below', [{ when: [{ column: 'x', is: { below: 0 } }], value: 'yes' }], { x: '-0.5' }, 'yes'],
    ['above', [{ when: [{ column: 'x', is: { above: 0 } }], value: 'yes' }], { x: 'many' }, 'no'],
    ['same', [{ when: [{ column: 'x', is: { same: 'y' } }], value: 'yes' }], { x: 'a', y: 'a' }, 'yes'],
    [
      'all of several',
      [
        {
          when: [
            { column: 'x', is: ['a'] },
            { column: 'y', is: ['b'] },
          ],
          value: 'yes',
        },
      ],
      { x: 'a', y: 'c' },
      'no',
    ],
    [
      'a column that is not there',
      [{ when: [{ column: 'z', is: 'not_empty' }], value: 'yes' }],
      { x: 'a' },
      'no',
    ],
    [
      'the first of several',
      [
        { when: [{ column: 'x', is: ['a'] }], value: 'first' },
        { when: [{ column: 'x', is: 'not_empty' }], value: 'yes' },
      ],
      { x: 'a' },
      'first',
    ],
  ])('condition: %s', async (_, cases = [], cells, user) => {
    expect(await read({ user: { cases, value: 'no' } }, cells)).toMatchObject({ user, reason: undefined });
  });

  it.each([
    ['gpt-5-mini, input_tokens', '^(.*), [^,]*$', 'gpt-5-mini'],
    ['gpt-5-mini, input_tokens', ', ([^,]*)$', 'input_tokens'],
    ['openai/gpt-4o', '^([^/]+)/', 'openai'],
    ['"2026-06-15"', '^"?([^"]*)"?$', '2026-06-15'],
  ])('a part of %s by %s is %s', async (x, pattern, user) => {
    expect(await read({ user: { column: 'x', pattern } }, { x })).toMatchObject({ user });
  });
});
