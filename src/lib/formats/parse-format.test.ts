import { describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS } from './built-in';
import { formatToSpec, parseFormat } from './parse-format';

/** The example of the API's documentation. */
const gateway = {
  label: 'Our gateway log',
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  input_includes_cached: true,
  number_style: '1,234.56',
  signature: ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'],
  fields: {
    starts_at: { column: 'TIMESTAMP' },
    route: { value: 'official' },
    model: { column: 'model', default: 'gpt-4.1' },
    input: { column: 'ContextTokens' },
    output: { column: 'GeneratedTokens' },
    duration_ms: { column: 'end_to_end_latency_s', unit: 's' },
    ttft_ms: { column: 'ttft_s', unit: 's' },
    error: { column: 'error_code', error_when: 'not_empty' },
    conversation: { column: 'session_id' },
  },
};

const issuesOf = (change: object) => {
  const parsed = parseFormat('our-gateway', { ...gateway, ...change });
  return parsed.ok ? [] : parsed.issues.map(({ where, message }) => `${where}: ${message}`);
};
const fieldIssues = (fields: object) => issuesOf({ fields: { ...gateway.fields, ...fields } });

/** The same with all that JSON exports, nested cells and rows of several kinds need. */
const relay = {
  label: 'Our relay log',
  shape: 'json',
  records: ['data.items[]', 'data[]', ''],
  unconfirmed: 'The name of the status column.',
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  input_includes_cached: true,
  excludes_cached_when: [{ column: 'other.claude', is: ['true'] }],
  number_style: '1234.56',
  signature: ['quota', 'use_time'],
  alternatives: [['quota', 'request_time']],
  fields: {
    starts_at: { column: 'created_at', unit: 'unix_s' },
    model: { column: 'model_name', pattern: '^(?:[^/]*/)?(.*)$' },
    input: { column: 'text_in', plus: ['audio_in'], minus: ['refunded'] },
    output: { cases: [{ when: [{ column: 'type', is: { not: ['2'] } }], value: '0' }], column: 'out' },
    charged: { column: 'price', times: ['amount'], factor: '0.000002' },
    duration_ms: { column: 'end', since: 'start', unit: 'unix_ns' },
  },
  ignored: [{ kind: 'top-up', when: [{ column: 'quota', is: { below: 0 } }] }],
};

describe('parseFormat', () => {
  it('takes the documented example', () => {
    expect(parseFormat('our-gateway', gateway)).toMatchObject({
      ok: true,
      value: {
        id: 'our-gateway',
        inputIncludesCached: true,
        numberStyle: '1,234.56',
        fields: { error: { column: 'error_code', errorWhen: 'not_empty' } },
        ignored: [],
      },
    });
  });

  it.each([
    ['asia/shanghai', 'Asia/Shanghai'],
    ['utc', 'UTC'],
    ['America/New_York', 'America/New_York'],
  ])('takes a zone in any capitals, and writes it as it is called: %s', (zone, name) => {
    expect(parseFormat('our-gateway', { ...gateway, zone })).toMatchObject({
      ok: true,
      value: { zone: name },
    });
  });

  it.each([gateway, relay])('reads back what it writes: $label', (declaration) => {
    const parsed = parseFormat('our-own', declaration);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const spec = formatToSpec(parsed.value);
    expect(spec).toEqual({ ignored: [], ...declaration, id: 'our-own' });
    expect(parseFormat('our-own', JSON.parse(JSON.stringify(spec)))).toEqual(parsed);
  });

  it.each(BUILT_IN_FORMATS.map((format) => [format.id, format] as const))(
    '%s can be copied under another id',
    (_, format) => {
      const spec = JSON.parse(JSON.stringify({ ...formatToSpec(format), id: 'my-copy' })) as unknown;
      expect(parseFormat('my-copy', spec)).toEqual({ ok: true, value: { ...format, id: 'my-copy' } });
    },
  );

  it.each([
    [{ zoen: 'UTC' }, 'zoen: there is no such key'],
    [{ label: undefined }, 'label: is missing'],
    [{ grain: 'row' }, 'grain: must be ("request" | "bucket"), not "row"'],
    [
      { zone: 'Mars/Base' },
      'zone: no time zone is called Mars/Base; use a name such as UTC or Asia/Shanghai',
    ],
    [{ zone: '+08:00' }, 'zone: no time zone is called +08:00; use a name such as UTC or Asia/Shanghai'],
    [{ currency: 'US$' }, 'currency: no currency has the code US$; use ISO 4217, such as USD'],
    [{ label: 'a\0b' }, 'label: contains the character NUL'],
    [{ records: ['data[]'] }, 'records: belongs to JSON: add shape json or any'],
    [{ shape: 'json', records: ['data'] }, 'records.0: must be a place such as data[].results[], or empty'],
    [{ id: 'other' }, 'id: is other, the address says our-gateway'],
  ])('refuses %j', (change, issue) => expect(issuesOf(change)).toEqual([issue]));

  it.each([
    [{ starts_at: undefined }, 'fields.starts_at: is missing'],
    [{ speed: { column: 'x' } }, 'fields.speed: there is no such key'],
    [{ model: {} }, 'fields.model: needs a column or a value'],
    [
      { ttft_ms: { column: 'ttft', unit: 'cents' } },
      'fields.ttft_ms.unit: must be one of s, ms, us, ns, min, ticks',
    ],
    [{ input: { column: 'n', unit: 's' } }, 'fields.input.unit: input has no unit'],
    [
      { error: { column: 'code' } },
      'fields.error.error_when: is missing: not_empty, or the texts that mean an error',
    ],
    [
      { input: { column: 'n', sentinels: [0] } },
      'fields.input.sentinels: belong to duration_ms, ttft_ms, upstream_ms, overhead_ms only',
    ],
    [{ starts_at: { value: 'yesterday' } }, 'fields.starts_at.value: cannot be read as a time: yesterday'],
    [{ model: { column: 'm', map: { 'a\0': 'b' } } }, 'fields.model.map.a\0: contains the character NUL'],
    [{ model: { column: 'm', unitt: 's' } }, 'fields.model.unitt: there is no such key'],
    [{ model: { column: 'm', factor: '2' } }, 'fields.model.factor: model is no number'],
    [
      { input: { column: 'n', since: 'm' } },
      'fields.input.since: belongs to duration_ms, ttft_ms, upstream_ms, overhead_ms only',
    ],
    [
      { ttft_ms: { column: 'end', since: 'start', unit: 'ms' } },
      'fields.ttft_ms.unit: must be one of unix_s, unix_ms, unix_us, unix_ns, ticks, ymd, mdy, the unit of the two times',
    ],
    [
      { model: { column: 'm', pattern: '^(?=x)(.*)$' } },
      'fields.model.pattern: must be a regular expression (RE2) with one group in parentheses',
    ],
    [{ input: { column: 'n', factor: '1e3' } }, 'fields.input.factor: must be a decimal such as 0.000002'],
    [
      { input: { cases: [{ when: [{ column: 'a', is: { same: 'a' } }], column: 'b' }] } },
      'fields.input.cases.0.when.0.is.same: is the column itself',
    ],
    [{ input: { cases: [{ when: [], column: 'b' }] } }, 'fields.input.cases.0.when: must not be empty'],
  ])('refuses the field %j', (fields, issue) => expect(fieldIssues(fields)).toEqual([issue]));

  it('needs a time, a model and at least one token count', () => {
    expect(issuesOf({ fields: {} })).toEqual([
      'fields.starts_at: is missing: name its column, or give one time as value',
      'fields.model: is missing: name its column, or give one model as value',
      'fields: no token count is declared: name at least the column of input or output',
    ]);
  });

  it('needs a currency for what was charged', () => {
    const { currency: _, ...without } = gateway;
    const charged = { ...gateway.fields, charged: { column: 'cost' } };
    expect(parseFormat('our-gateway', { ...without, fields: charged })).toMatchObject({
      ok: false,
      issues: [{ where: 'currency' }],
    });
  });

  it.each(['crossrate', 'openai-usage', 'auto', 'Our Gateway', 'a--b', '', '../x'])(
    'refuses the id %j',
    (id) => {
      expect(parseFormat(id, gateway)).toMatchObject({ ok: false, issues: [{ where: 'id' }] });
    },
  );

  it.each([undefined, null, 'text', 7])('refuses %j as a declaration', (json) => {
    expect(parseFormat('our-gateway', json)).toMatchObject({ ok: false, issues: [{ where: 'declaration' }] });
  });
});
