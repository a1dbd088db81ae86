import { describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS } from './built-in';
import { describeFormat } from './describe-format';
import type { Format } from './format';
import { openaiUsage } from './openai-usage';
import { openrouterRequests } from './openrouter-requests';

const relay: Format = {
  id: 'relay',
  label: 'Relay log',
  shape: 'any',
  records: ['data.items[]', ''],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  excludesCachedWhen: [{ column: 'other.claude', is: ['true'] }],
  numberStyle: '1234.56',
  signature: ['quota'],
  fields: {
    starts_at: { column: 'created_at', unit: 'unix_s' },
    model: { column: 'model', fallback: ['alias'], pattern: '([^/]*)$' },
    input: { column: 'text_in', plus: ['audio_in'], minus: ['refunded'] },
    cached_input: { column: 'other.cache_tokens' },
    charged: {
      cases: [{ when: [{ column: 'unit_price', is: 'not_empty' }], column: 'unit_price', times: ['out'] }],
      column: 'quota',
      factor: '0.000002',
    },
    duration_ms: { column: 'end', since: 'start', unit: 'unix_ns' },
    error: { column: 'type', errorWhen: ['5'] },
  },
  ignored: [
    {
      kind: 'refund',
      when: [
        { column: 'quota', is: { below: 0 } },
        { column: 'type', is: { not: ['1'] } },
      ],
    },
  ],
};

describe('describeFormat', () => {
  it('says in words how each field is read and which rows are left out', () => {
    const page = describeFormat(relay);
    expect(Object.fromEntries(page.fields.map(({ field, from }) => [field, from]))).toEqual({
      starts_at: 'created_at, unix seconds',
      model: 'model, else alias (a part of it: ([^/]*)$)',
      input: 'text_in + audio_in − refunded',
      cached_input: 'other.cache_tokens',
      charged: 'unit_price × out where unit_price is not empty; else quota × 0.000002',
      duration_ms: 'end, counted from start, unix nanoseconds',
      error: 'type',
    });
    expect(page.ignored).toEqual([{ kind: 'refund', when: 'quota is below 0 and type is not 1' }]);
    expect(page.shape).toContain('records at data.items[] or one record a line or in a list');
    expect(page.notes[0]).toBe(
      'Input tokens contain cached tokens and cache writes, but not where other.claude is true.',
    );
  });

  it('says what an export does not hold', () => {
    expect(describeFormat(openaiUsage).lacks).toEqual(
      expect.arrayContaining(['cost', 'latency', 'errors', 'conversations']),
    );
    expect(describeFormat(openaiUsage).lacks).not.toContain('cached tokens');
    const openrouter = describeFormat(openrouterRequests);
    expect(openrouter.holds).toEqual(
      expect.arrayContaining(['cost', 'latency', 'errors', 'single requests']),
    );
    expect(openrouter.lacks).not.toContain('numbers of requests');
  });

  it.each(BUILT_IN_FORMATS)('$id: nothing is both there and lacking', (format) => {
    const { holds, lacks } = describeFormat(format);
    expect(lacks.filter((words) => holds.includes(words))).toEqual([]);
    expect(new Set(lacks).size).toBe(lacks.length);
  });
});
