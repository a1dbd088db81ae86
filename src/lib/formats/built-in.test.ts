import { describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS, builtInFormat } from './built-in';
import { crossrate } from './crossrate';
import { recogniseFormat } from './recognise';

describe('BUILT_IN_FORMATS', () => {
  it('has ids that occur once', () => {
    const ids = BUILT_IN_FORMATS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(builtInFormat('openai-usage')?.id).toBe('openai-usage');
    expect(builtInFormat('none')).toBeUndefined();
  });

  it.each(BUILT_IN_FORMATS)(
    '$id reads a time, a model, input and output, and is known by its own columns',
    (format) => {
      const { starts_at, model, input, output } = format.fields;
      for (const field of [starts_at, model, input, output]) expect(field?.column).toBeDefined();
      expect(recogniseFormat(format.signature, BUILT_IN_FORMATS).format?.id).toBe(format.id);
    },
  );
});

describe('crossrate', () => {
  it('has the documented columns and requires the first five', () => {
    const documented =
      'time, route, model, input_tokens, output_tokens, requests, cached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, reasoning_tokens, provider, feature, project, user, api_key, region, tier, conversation, request_id, status, error_class, duration_ms, ttft_ms, charged, currency, bucket_seconds'.split(
        ', ',
      );
    const fields = Object.values(crossrate.fields);
    expect(fields.map(({ column }) => column).sort()).toEqual([...documented].sort());
    const required = fields.filter((field) => field.required).map(({ column }) => column);
    expect(required.sort()).toEqual(documented.slice(0, 5).sort());
  });
});
