import { describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS, builtInFormat } from './built-in';
import { crossrate } from './crossrate';
import type { JsonShape } from './json-shape';
import { recogniseFormat } from './recognise';

describe('BUILT_IN_FORMATS', () => {
  it('has ids that occur once', () => {
    const ids = BUILT_IN_FORMATS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(builtInFormat('openai-usage')?.id).toBe('openai-usage');
    expect(builtInFormat('none')).toBeUndefined();
  });

  it.each(BUILT_IN_FORMATS)(
    '$id says where it comes from, and reads a time and what it is about',
    (format) => {
      const { starts_at, model, line_item } = format.fields;
      expect(format.about).toBeDefined();
      for (const field of [starts_at, model ?? line_item])
        expect(field?.column ?? field?.cases ?? field?.value).toBeDefined();
    },
  );

  it.each(
    BUILT_IN_FORMATS.flatMap((format) =>
      [format.signature, ...(format.alternatives ?? [])].map((names) => ({ format, names })),
    ),
  )('$format.id is known by $names', ({ format, names }) => {
    const written = names.map((name) => name.replace('{zone}', 'Asia/Shanghai').replace('{currency}', '€'));
    if (format.shape !== 'json')
      expect(recogniseFormat(written, BUILT_IN_FORMATS).format?.id).toBe(format.id);
    if (format.shape === undefined || format.shape === 'csv') return;
    for (const place of format.records ?? [''])
      expect(recogniseFormat(shapeWith(place, written), BUILT_IN_FORMATS).format?.id).toBe(format.id);
  });
});

/** JSON that has one record with these members at a place. */
function shapeWith(place: string, names: string[]): JsonShape {
  const prefix = place === '' ? '' : `${place}.`;
  return { members: names.map((name) => `${prefix}${name}`), lists: { [place]: 1 }, more: false };
}

describe('crossrate', () => {
  it('has the documented columns and requires the first five', () => {
    const documented =
      'time, route, model, input_tokens, output_tokens, requests, cached_input_tokens, cache_write_5m_tokens, cache_write_1h_tokens, reasoning_tokens, provider, feature, project, user, api_key, region, tier, conversation, request_id, status, error_class, duration_ms, ttft_ms, upstream_ms, retry_after_s, charged, currency, bucket_seconds'.split(
        ', ',
      );
    const fields = Object.values(crossrate.fields);
    expect(fields.map(({ column }) => column).sort()).toEqual([...documented].sort());
    const required = fields.filter((field) => field.required).map(({ column }) => column);
    expect(required.sort()).toEqual(documented.slice(0, 5).sort());
  });
});
