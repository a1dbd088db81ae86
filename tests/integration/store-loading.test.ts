import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crossrate } from '../../src/lib/formats/crossrate';
import type { Format } from '../../src/lib/formats/format';
import { openaiUsage } from '../../src/lib/formats/openai-usage';
import { picoToDecimal } from '../../src/lib/usage/money';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeEach(async () => void (test = await testStore()));
afterEach(() => test.end());

const HEADER = 'time,route,model,input_tokens,output_tokens';
const OWN = { sample: false };

/** Crossrate's format with a change. */
const like = (change: Partial<Format>, fields: Format['fields'] = {}): Format => ({
  ...crossrate,
  id: 'own',
  ...change,
  fields: { ...crossrate.fields, ...fields },
});
const row = (more = '', time = '2026-06-01T00:00:00Z', tokens = '100,10'): string =>
  `${time},official,gpt-4.1,${tokens}${more}`;

describe('the books', () => {
  it('balance: read = accepted + duplicate + rejected + ignored', async () => {
    const format = like({ ignored: [{ kind: 'test traffic', when: [{ column: 'feature', is: ['Test'] }] }] });
    const upload = await test.loaded(
      [
        `${HEADER},request_id,feature`,
        row(',a,'),
        row(',b,chat'),
        row(',a,chat'),
        row(',c,', '2026-06-01T00:00:03Z', '12.5,10'),
        row(',d,test', '2026-06-01T00:00:03Z', 'nonsense,10'),
      ].join('\n'),
      { format },
    );
    expect(upload.rows).toEqual({ read: 5, accepted: 2, duplicate: 1, rejected: 1, ignored: 1 });
    expect(upload.ignoredKinds).toEqual({ 'test traffic': 1 });
    expect(upload.issues).toEqual([
      { where: 'line 5, column input_tokens', message: 'not a whole number: 12.5' },
    ]);
    expect(await test.store.rejects(upload.id, 0, 10)).toEqual([
      {
        line: 5,
        reason: 'input_tokens: not a whole number: 12.5',
        record: '2026-06-01T00:00:03Z,official,gpt-4.1,12.5,10,c,',
      },
    ]);
  });

  it('count what reading rejected before, in line order with the rest', async () => {
    const upload = await test.loaded(`${HEADER}\n${row()}\n${row('', 'yesterday')}\n`, {
      read: 3,
      rejects: [{ line: 2, reason: 'a quote is never closed', record: '"x' }],
    });
    expect(upload.rows).toEqual({ read: 3, accepted: 1, duplicate: 0, rejected: 2, ignored: 0 });
    const rejects = await test.store.rejects(upload.id, 0, 10);
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'a quote is never closed'],
      [3, 'time: not a time: yesterday'],
    ]);
    expect(await test.store.rejects(upload.id, 1, 10)).toHaveLength(1);
  });

  it('take the line from the original where the file was rewritten', async () => {
    const upload = await test.loaded(
      `${HEADER},line\n${row(',2')}\n${row(',7', 'never')}\n`,
      {},
      { lineColumn: 'line', quoted: true },
    );
    expect(upload.issues).toEqual([{ where: 'line 7, column time', message: 'not a time: never' }]);
    const [reject] = await test.store.rejects(upload.id, 0, 1);
    expect(reject?.record).toBe('never,official,gpt-4.1,100,10');
  });

  it('refuse a file whose records are not those that were counted, and keep nothing', async () => {
    const outcome = await test.load(`${HEADER}\n${row()}\n`, { read: 2 }, { records: 2 });
    expect(outcome).toMatchObject({ ok: false, issues: [{ where: 'books' }] });
    expect(await test.store.uploads()).toEqual([]);
    expect(await test.store.spendCells(OWN, [])).toEqual([]);
  });

  it.each([
    ['a header alone', `${HEADER}\n`, 'the file has a header and no rows'],
    ['nothing usable', `${HEADER}\n${row('', 'never')}\n`, 'no row could be used: 1 of 1 were rejected'],
  ])('keep nothing of %s', async (_, csv, message) => {
    const outcome = await test.load(csv);
    expect(outcome).toMatchObject({
      ok: false,
      issues: expect.arrayContaining([expect.objectContaining({ message })]) as unknown,
    });
    expect(await test.store.uploads()).toEqual([]);
  });

  it('show quoted cells, newlines and CRLF as they were', async () => {
    const csv = `${HEADER},feature\r\n${row(',"a ""b"",\nc"')}\r\n${row(',"x,y"', 'never')}\r\n`;
    const upload = await test.loaded(
      csv,
      { read: 2 },
      { newline: '\r\n', records: 2, columns: [...HEADER.split(','), 'feature'], quoted: true },
    );
    const cells = await test.store.spendCells(OWN, ['feature']);
    expect(cells.map(({ labels }) => labels)).toEqual([{ feature: 'a "b",\nc' }]);
    const [reject] = await test.store.rejects(upload.id, 0, 1);
    expect(reject?.record).toBe('never,official,gpt-4.1,100,10,"x,y"');
  });
});

describe('labels', () => {
  it.each([0, 20])('are those of their rows, beside %d others', async (others) => {
    const features = ["it's", ' chat ', 'chat', 'Chat', 'a\\b', '\u0001', '   ', '', '%', "' OR 1=1 --"];
    const more = Array.from({ length: others }, (_, i) => `feature-${i}`);
    const rows = [...features, ...more].map((feature, i) =>
      row(`,${feature}`, '2026-06-01T00:00:00Z', `${2 ** i},0`),
    );
    await test.loaded(`${HEADER},feature\n${rows.join('\n')}\n`);
    const cells = await test.store.spendCells(OWN, ['feature']);
    const tokens = new Map(cells.map(({ labels, tokens }) => [labels.feature, tokens.uncached_input]));
    expect(tokens.size).toBe(8 + others);
    // Row i has 2^i tokens: names are the same without the spaces around them, and blanks are none.
    expect([...tokens].filter(([name]) => !name?.startsWith('feature-'))).toEqual(
      expect.arrayContaining([
        ["it's", 1],
        ['chat', 2 + 4],
        ['Chat', 8],
        ['a\\b', 16],
        ['\u0001', 32],
        [undefined, 64 + 128],
        ['%', 256],
        ["' OR 1=1 --", 512],
      ]),
    );
    for (const [i, name] of more.entries()) expect(tokens.get(name)).toBe(2 ** (10 + i));
  });
});

describe('numbers', () => {
  const reasonFor = async (tokens: string, format: Format = crossrate): Promise<string | undefined> => {
    const delimiter = ';';
    const csv =
      `${HEADER}\n${row()}\n`.replaceAll(',', ';') +
      `${row('', undefined, 'X').replaceAll(',', ';').replace('X', tokens)}\n`;
    const usable = { ...format, numberStyle: format.numberStyle };
    const upload = await test.loaded(csv, { format: usable }, { delimiter });
    return upload.issues[0]?.message;
  };

  it.each([
    ['12.5;1', 'not a whole number: 12.5'],
    ['-5;1', 'negative: -5'],
    ['1e3;1', 'not a whole number: 1e3'],
    ['0x10;1', 'not a whole number: 0x10'],
    ['1_000;1', 'not a whole number: 1_000'],
    ['1,00;1', 'not a whole number: 1,00'],
    ['NaN;1', 'not a whole number: NaN'],
    ['inf;1', 'not a whole number: inf'],
    ['1e400;1', 'not a whole number: 1e400'],
    ['10.0;1', 'not a whole number: 10.0'],
    ['2000000000000000;1', 'too large: 2000000000000000'],
    ['9223372036854775807;1', 'too large: 9223372036854775807'],
    ['99999999999999999999;1', 'too large: 99999999999999999999'],
    ['-9223372036854775808;1', 'negative: -9223372036854775808'],
    ['00000000000000007;1', undefined],
    [';1', 'empty, but needed in every row'],
    [' 7 ;007', undefined],
  ])('%s', async (tokens, message) => {
    expect(await reasonFor(tokens)).toBe(message);
  });

  it.each([
    ['1,234.56', '1,234'],
    ['1.234,56', '1.234'],
    ['1 234,56', '1 234'],
    ['1 234,56', '1\u00A0234'],
    ['1 234,56', '1\u202F234'],
  ] as const)('in style %s: %s is 1234', async (numberStyle, text) => {
    await test.loaded(
      `${HEADER}\n2026-06-01,official,m,${text},1\n`
        .replaceAll(',', ';')
        .replace(text.replace(',', ';'), text),
      { format: like({ numberStyle }) },
      { delimiter: ';' },
    );
    const [cell] = await test.store.spendCells(OWN, []);
    expect(cell?.tokens.uncached_input).toBe(1234);
  });

  it.each([
    ['1,234.56', '12,34'],
    ['1.234,56', '1,234'],
    ['1.234,56', '12.34'],
    ['1 234,56', '1.234'],
  ] as const)('in style %s: %s is none', async (numberStyle, text) => {
    const outcome = await test.load(
      `${HEADER}\n2026-06-01,official,m,X,1\n`.replaceAll(',', ';').replace('X', text),
      { format: like({ numberStyle }) },
      { delimiter: ';' },
    );
    expect(outcome).toMatchObject({ ok: false });
    expect(outcome.ok ? [] : outcome.rejects[0]?.reason).toBe(`input_tokens: not a whole number: ${text}`);
  });

  it('whole numbers written as floats only where the format says so', async () => {
    const format = like({}, { input: { column: 'input_tokens', integerAsFloat: true } });
    const upload = await test.loaded(
      `${HEADER}\n${row('', undefined, '10.0,1')}\n${row('', undefined, '10.5,1')}\n`,
      { format },
    );
    expect(upload.issues).toEqual([
      { where: 'line 3, column input_tokens', message: 'not a whole number: 10.5' },
    ]);
  });

  it('money is exact: ten times 0.1 is 1.000000000000', async () => {
    const rows = Array.from({ length: 10 }, () => row(',0.1,usd'));
    await test.loaded([`${HEADER},charged,currency`, ...rows].join('\n'));
    const [cell] = await test.store.spendCells(OWN, []);
    expect(picoToDecimal(cell?.charged ?? 0n)).toBe('1.000000000000');
    expect(cell?.chargedCurrency).toBe('USD');
  });

  it.each([
    ['major', '-12.50', '-12.500000000000'],
    ['major', '1e-7', '0.000000100000'],
    ['cents', '7.3', '0.073000000000'],
  ] as const)('money in %s: %s is %s', async (unit, text, expected) => {
    const format = like({}, { charged: { column: 'charged', unit } });
    await test.loaded(`${HEADER},charged\n${row(`,${text}`)}\n`, { format });
    const [cell] = await test.store.spendCells(OWN, []);
    expect(picoToDecimal(cell?.charged ?? 0n)).toBe(expected);
  });

  it('money needs a currency, of the file or of the format', async () => {
    const { currency: _, ...bare } = crossrate;
    const upload = await test.loaded(
      `${HEADER},charged,currency\n${row(',1,')}\n${row(',1,yuan')}\n${row(',x,USD')}\n${row(',1,cny')}\n${row(',,')}\n`,
      { format: bare },
    );
    expect(upload.issues.map(({ where, message }) => `${where}: ${message}`)).toEqual([
      'line 2, column currency: an amount without a currency',
      'line 3, column currency: not a currency code of three letters: YUAN',
      'line 4, column charged: not an amount: x',
    ]);
    const cells = await test.store.spendCells(OWN, []);
    expect(cells.map(({ chargedCurrency }) => chargedCurrency)).toEqual(['CNY', undefined]);
  });
});

describe('times', () => {
  const startOf = async (time: string, format: Format = crossrate): Promise<string | undefined> => {
    const outcome = await test.load(`${HEADER}\n${row('', time)}\n`, { format });
    if (!outcome.ok) return outcome.rejects[0]?.reason;
    const [record] = await test.store.records({ ...OWN, upload: outcome.upload.id }, 0, 1);
    return record?.startsAt;
  };

  it.each([
    ['2026-06-01T10:30:00Z', '2026-06-01T10:30:00Z'],
    ['2026-06-01T10:30:00+08:00', '2026-06-01T02:30:00Z'],
    ['2026-06-01 10:30:00-0330', '2026-06-01T14:00:00Z'],
    ['2026-06-01T10:30:00.123456789Z', '2026-06-01T10:30:00.123456Z'],
    ['2026-06-01T10:30:00.1234567', '2026-06-01T10:30:00.123456Z'],
    ['2026-06-01T10:30Z', '2026-06-01T10:30:00Z'],
    ['2026-06-01T10:30+08:00', '2026-06-01T02:30:00Z'],
    ['2026-06-01 10:30', '2026-06-01T10:30:00Z'],
    ['2026-06-01T10:30:00-08:00Z', 'time: not a time: 2026-06-01T10:30:00-08:00Z'],
    ['2026-06-01T10:30+0800Z', 'time: not a time: 2026-06-01T10:30+0800Z'],
    ['2026-06-01', '2026-06-01T00:00:00Z'],
    ['2026-02-30', 'time: not a time: 2026-02-30'],
    ['01/06/2026', 'time: not a time: 01/06/2026'],
    ['1780000000', 'time: not a time: 1780000000'],
    ['0001-01-01', 'time: a year outside 2000 to 2100: 0001-01-01'],
    ['2101-01-01', 'time: a year outside 2000 to 2100: 2101-01-01'],
    ['infinity', 'time: a year outside 2000 to 2100: infinity'],
    ['', 'time: empty, but needed in every row'],
  ])('%s → %s', async (time, expected) => {
    expect(await startOf(time)).toBe(expected);
  });

  it.each([
    ['2026-06-01 08:00:00', '2026-06-01T00:00:00Z'],
    ['2026-06-01', '2026-05-31T16:00:00Z'],
    ['2026-06-01T08:00:00Z', '2026-06-01T08:00:00Z'],
    ['2026-06-01T08:00:00-04:00', '2026-06-01T12:00:00Z'],
  ])('without an offset are of the declared zone, here Shanghai: %s → %s', async (time, expected) => {
    expect(await startOf(time, like({ zone: 'Asia/Shanghai' }))).toBe(expected);
  });

  it.each([
    ['unix_s', '1780000000', '2026-05-28T20:26:40Z'],
    ['unix_s', '1780000000.25', '2026-05-28T20:26:40.250Z'],
    ['unix_ms', '1780000000250', '2026-05-28T20:26:40.250Z'],
    ['unix_s', '1780000000250', 'time: not a time: 1780000000250'],
  ] as const)('in %s: %s → %s', async (unit, time, expected) => {
    expect(await startOf(time, like({}, { starts_at: { column: 'time', unit } }))).toBe(expected);
  });

  it.each([
    ['2026-06-01T08:00:00', undefined, true],
    ['2026-06-01', undefined, true],
    ['2026-06-01T08:00:00Z', undefined, false],
    ['2026-06-01 08:00:00+08', undefined, false],
    ['1780000000', 'unix_s', false],
  ] as const)('name a zone or are said to be read in one: %s', async (time, unit, isSaid) => {
    const format = like({ zone: 'Asia/Shanghai' }, { starts_at: { column: 'time', ...(unit && { unit }) } });
    const csv = `${HEADER}\n${row().replace(/^[^,]*/, time)}\n`;
    const said = isSaid
      ? [{ where: 'column time', message: 'times without a zone are read as Asia/Shanghai' }]
      : [];
    expect((await test.store.preview(test.plain(csv), format, {}, 20)).issues).toEqual(said);
    const upload = await test.loaded(csv, { format });
    expect(upload.issues).toEqual(said);
    await test.store.removeUpload(upload.id);
  });

  it('of a zone that does not exist are not previewed, and the preview says so', async () => {
    const file = test.plain(`${HEADER}\n${row()}\n`);
    expect(await test.store.preview(file, { ...crossrate, zone: 'asia/shanghai' }, {}, 20)).toMatchObject({
      rows: [],
      issues: [{ where: 'format crossrate, zone', message: expect.stringContaining('asia/shanghai') }],
    });
  });

  it('refuses a zone that does not exist', async () => {
    const outcome = await test.load(`${HEADER}\n${row()}\n`, { format: like({ zone: 'Mars/Olympus' }) });
    expect(outcome).toMatchObject({
      ok: false,
      issues: [{ message: 'unknown time zone: Mars/Olympus. Use a name such as Asia/Shanghai or UTC' }],
    });
  });
});

describe('token classes', () => {
  it('are disjoint: cached input and cache writes leave the input that contains them', async () => {
    await test.loaded(
      `${HEADER},cached_input_tokens,cache_write_5m_tokens,cache_write_1h_tokens,reasoning_tokens\n${row(',40,5,3,10')}\n`,
    );
    const [cell] = await test.store.spendCells(OWN, []);
    // 100 − 40 − 5 − 3 = 52
    expect(cell).toMatchObject({
      tokens: { uncached_input: 52, cached_input: 40, cache_write_5m: 5, cache_write_1h: 3, output: 10 },
      reasoning: 10,
      promptOver: 0,
    });
  });

  it('stay as they are where the input contains no cached tokens', async () => {
    await test.loaded(`${HEADER},cached_input_tokens\n${row(',400')}\n`, {
      format: like({ inputIncludesCached: false }),
    });
    const [cell] = await test.store.spendCells(OWN, []);
    expect(cell?.tokens).toMatchObject({ uncached_input: 100, cached_input: 400 });
  });

  it.each([
    ['101,0', 'cached input and the other parts exceed the input: 100'],
    ['0,11', 'more reasoning tokens than output: 11'],
  ])('cached, reasoning %s reject the row', async (cells, message) => {
    const upload = await test.loaded(
      `${HEADER},cached_input_tokens,reasoning_tokens\n${row(',100,10')}\n${row(`,${cells}`)}\n`,
    );
    expect(upload.issues).toMatchObject([{ message }]);
  });

  it('of OpenAI: audio and image leave the totals that contain them', async () => {
    const header =
      'start_time,end_time,num_model_requests,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens,input_audio_tokens,input_cached_audio_tokens,output_audio_tokens';
    await test.loaded(
      `${header}\n1780000000.0,1780003600.0,3.0,gpt-4o,false,default,1000,200,300,120,100,50\n1780000000,1780003600,,,,,0,0,0,0,0,0\n`,
      { format: openaiUsage, route: 'official' },
    );
    const [cell] = await test.store.spendCells(OWN, []);
    // uncached 1000 − (300 − 100) − 120 = 680; cached text 300 − 100 = 200; audio 120 − 100 = 20; output 200 − 50 = 150
    expect(cell).toMatchObject({
      provider: 'openai',
      tier: 'standard',
      requests: 3,
      tokens: {
        uncached_input: 680,
        cached_input: 200,
        audio_input: 20,
        cached_audio_input: 100,
        output: 150,
        audio_output: 50,
      },
    });
    expect(cell?.promptOver).toBeUndefined();
    const [upload] = await test.store.uploads();
    expect(upload).toMatchObject({
      route: 'official',
      rows: { ignored: 1 },
      ignoredKinds: { 'empty bucket': 1 },
      to: '2026-05-28T21:26:40Z',
    });
  });

  it.each([
    ['200000', 131_072],
    ['200001', 200_000],
    ['1048576', 1_000_000],
    ['1048577', 1_048_576],
  ])('a prompt of %s exceeds bound %d', async (tokens, bound) => {
    await test.loaded(`${HEADER}\n${row('', undefined, `${tokens},1`)}\n`);
    expect((await test.store.spendCells(OWN, []))[0]?.promptOver).toBe(bound);
  });
});

describe('outcomes', () => {
  it.each([
    ['ok', 'ok', undefined],
    ['SUCCESS', 'ok', undefined],
    ['200', 'ok', undefined],
    ['301', 'ok', undefined],
    ['error', 'error', 'other'],
    ['429', 'error', 'rate_limited'],
    ['401', 'error', 'auth'],
    ['403', 'error', 'auth'],
    ['404', 'error', 'other'],
    ['408', 'error', 'timeout'],
    ['504', 'error', 'timeout'],
    ['499', 'error', 'cancelled'],
    ['400', 'error', 'invalid_request'],
    ['422', 'error', 'invalid_request'],
    ['503', 'error', 'server'],
    ['', undefined, undefined],
  ])('status %s is %s %s', async (status, expected, errorClass) => {
    await test.loaded(`${HEADER},status\n${row(`,${status}`)}\n`);
    const [record] = await test.store.records(OWN, 0, 1);
    expect([record?.status, record?.errorClass]).toEqual([expected, errorClass]);
  });

  it('a status that is none rejects the row', async () => {
    const outcome = await test.load(`${HEADER},status\n${row(',maybe')}\n`);
    expect(outcome.ok ? '' : outcome.rejects[0]?.reason).toBe(
      'status: neither ok, error nor an HTTP status: maybe',
    );
  });

  it('a named class wins over the status; without logging there is no outcome', async () => {
    await test.loaded(
      `${HEADER},status,error_class\n${row(',400,context_exceeded')}\n${row(',200,timeout')}\n`,
    );
    await test.loaded(`${HEADER}\n${row('', '2026-06-02T00:00:00Z')}\n`);
    expect(await test.store.outcomes(OWN, [])).toEqual([
      { keys: {}, attempts: 2, errors: 1, byClass: { context_exceeded: 1 }, notLogged: 1 },
    ]);
  });

  it('a status that leaves no doubt wins over the text, another does not; lost session state over both', async () => {
    const cases = [
      ['503', 'Service unavailable; retry after 30 s', 'server'],
      ['502', 'upstream timed out', 'server'],
      ['429', 'Service unavailable', 'rate_limited'],
      ['504', 'too many requests upstream', 'timeout'],
      ['500', 'rate limit exceeded', 'rate_limited'],
      ['400', 'context length exceeded', 'context_exceeded'],
      ['503', 'session state lost; retry after 5 s', 'session_state'],
    ];
    const rows = cases.map(([status, text], i) => row(`,${status},${text}`, `2026-06-01T00:00:0${i}Z`));
    await test.loaded(`${HEADER},status,error_class\n${rows.join('\n')}\n`);
    const records = await test.store.records(OWN, 0, cases.length);
    const classes = records.map(({ errorClass }) => errorClass).reverse(); // newest first
    expect(classes).toEqual(cases.map(([, , expected]) => expected));
  });

  it('an error column: not empty is an error, empty is ok; its HTTP status gives the class', async () => {
    const format = like({}, { error: { column: 'error_code', errorWhen: 'not_empty' } });
    await test.loaded(`${HEADER},error_code\n${row(',')}\n${row(',429')}\n${row(',-100')}\n`, { format });
    expect(await test.store.outcomes(OWN, ['model'])).toEqual([
      {
        keys: { model: 'gpt-4.1' },
        attempts: 3,
        errors: 2,
        byClass: { rate_limited: 1, other: 1 },
        notLogged: 0,
      },
    ]);
  });
});

describe('routes', () => {
  it('reject rows of a route that is not there', async () => {
    const upload = await test.loaded(`${HEADER}\n${row()}\n${row().replace('official', 'relay-b')}\n`);
    expect(upload.issues).toEqual([
      {
        where: 'line 3, column route',
        message:
          'unknown route relay-b: create it first, or let new routes be added as official or relay (new_routes=)',
      },
    ]);
  });

  it('are created on the terms of their kind where the upload says so', async () => {
    await test.loaded(`${HEADER}\n${row().replace('official', 'relay-b')}\n${row()}\n`, {
      newRoutes: 'relay',
    });
    expect(await test.store.routes()).toMatchObject([
      { id: 'relay-b', kind: 'relay', terms: [{ creditPrice: { amount: '1', currency: 'CNY' } }] },
    ]);
    expect(await test.store.spendCells(OWN, [])).toHaveLength(2);
  });

  it('have names that PUT takes too: others are rejected with their line', async () => {
    const named = (name: string): string => row().replace('official', name);
    const upload = await test.loaded(
      [
        HEADER,
        row(),
        named('..'),
        named('a\u0007b'),
        named('x'.repeat(201)),
        named('x'.repeat(200)),
        '',
      ].join('\n'),
      { newRoutes: 'relay' },
    );
    expect(upload.rows).toMatchObject({ accepted: 2, rejected: 3 });
    expect(upload.issues.map(({ where }) => where)).toEqual([
      'line 3, column route',
      'line 4, column route',
      'line 5, column route',
    ]);
    expect((await test.store.routes()).map(({ id }) => id)).toEqual(['x'.repeat(200)]);
  });

  it('of rows that name none are the upload’s; without one the rows are rejected', async () => {
    const { route: _, ...fields } = crossrate.fields;
    const format = { ...crossrate, fields };
    const csv = 'time,model,input_tokens,output_tokens\n2026-06-01,m,1,1\n';
    const without = await test.load(csv, { format });
    expect(without.ok ? '' : without.rejects[0]?.reason).toBe(
      'route: no route: say which route the file is of, or name it in the file',
    );
    expect((await test.loaded(csv, { format, route: 'relay' })).route).toBe('relay');
  });
});
